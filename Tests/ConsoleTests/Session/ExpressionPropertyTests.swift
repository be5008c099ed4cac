import Testing

@testable import Console

/// Random expressions, printed by the language and computed by the test itself.
@Suite struct ExpressionPropertyTests {
  @Test(arguments: 1...8)
  func `random expressions come to what plain evaluation gives`(seed: Int) async throws {
    var maker = ExpressionMaker(seed: UInt64(seed))
    let made = (0..<60).map { _ in maker.value(depth: 4) }
    let place = try TestPlace()
    let code = await place.run(made.map { "print [\($0.source)]" }.joined(separator: "\n"))
    #expect(code == 0, "\(place.messages.text)")
    for (line, expected) in zip(place.lines, made) {
      #expect(line == "[\(expected.value.json)]", "\(expected.source)")
    }
    #expect(place.lines.count == made.count)
  }
}

/// An expression as text, and its value.
private struct Made {
  let source: String
  let value: Plain
}

private enum Plain: Equatable {
  case number(Int)
  case text(String)
  case truth(Bool)
  case null

  var text: String {
    switch self {
    case .number(let number): String(number)
    case .text(let text): text
    case .truth(let truth): String(truth)
    case .null: "null"
    }
  }

  var json: String {
    if case .text(let text) = self { return "\"\(text)\"" }
    return text
  }

  /// As `++` takes it in.
  var joined: String { self == .null ? "" : text }
}

private struct ExpressionMaker {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  private mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func value(depth: Int) -> Made {
    switch below(3) {
    case 0: number(depth: depth)
    case 1: text(depth: depth)
    default: condition(depth: depth)
    }
  }

  /// A whole number, or null.
  private mutating func number(depth: Int) -> Made {
    guard depth > 0 else {
      if below(8) == 0 { return Made(source: "null", value: .null) }
      let number = below(40) - 20
      return Made(source: number < 0 ? "(\(number))" : "\(number)", value: .number(number))
    }
    switch below(8) {
    case 0: return ofTwo("+", depth) { $0 + $1 }
    case 1: return ofTwo("-", depth) { $0 - $1 }
    case 2: return ofTwo("*", depth) { ($0 % 1000) * ($1 % 1000) == $0 * $1 ? $0 * $1 : nil }
    case 3:
      let part = number(depth: depth - 1)
      guard case .number(let value) = part.value else {
        return Made(source: "\(part.source) % 7", value: .null)
      }
      return Made(source: "(\(part.source)) % 7", value: .number(value % 7))
    case 4:
      let part = number(depth: depth - 1)
      guard case .number(let value) = part.value else { return part }
      return Made(source: "abs(\(part.source))", value: .number(abs(value)))
    case 5:
      let part = text(depth: depth - 1)
      guard case .text(let value) = part.value else {
        return Made(source: "length(\(part.source))", value: .null)
      }
      return Made(source: "length(\(part.source))", value: .number(value.count))
    case 6:
      let (first, second) = (number(depth: depth - 1), number(depth: depth - 1))
      return Made(
        source: "coalesce(\(first.source), \(second.source))",
        value: first.value == .null ? second.value : first.value)
    default: return choice(depth) { $0.number(depth: depth - 1) }
    }
  }

  private mutating func ofTwo(
    _ sign: String, _ depth: Int, _ compute: (Int, Int) -> Int?
  ) -> Made {
    let (left, right) = (number(depth: depth - 1), number(depth: depth - 1))
    guard case .number(let first) = left.value, case .number(let second) = right.value else {
      return Made(source: "((\(left.source)) \(sign) (\(right.source)))", value: .null)
    }
    guard let result = compute(first, second) else { return left }
    return Made(
      source: "((\(left.source)) \(sign) (\(right.source)))", value: .number(result))
  }

  private mutating func text(depth: Int) -> Made {
    guard depth > 0 else {
      let text = ["", "a", "Ab c", " x ", "ab.ab", "äÖ"][below(6)]
      return Made(source: "\"\(text)\"", value: .text(text))
    }
    switch below(7) {
    case 0, 1:
      let (left, right) = (value(depth: depth - 1), text(depth: depth - 1))
      return Made(
        source: "((\(left.source)) ++ (\(right.source)))",
        value: .text(left.value.joined + right.value.joined))
    case 2: return ofText("lower", depth) { $0.lowercased() }
    case 3: return ofText("upper", depth) { $0.uppercased() }
    case 4:
      let start = below(4) + 1
      return ofText("substring", with: ", \(start), 2", depth) {
        String($0.dropFirst(start - 1).prefix(2))
      }
    case 5:
      return ofText("replace", with: ", \"ab\", \"-\"", depth) { text in
        var (rest, result) = (Array(text), "")
        while !rest.isEmpty {
          if rest.starts(with: ["a", "b"]) {
            result += "-"
            rest.removeFirst(2)
          } else {
            result.append(rest.removeFirst())
          }
        }
        return result
      }
    default: return choice(depth) { $0.text(depth: depth - 1) }
    }
  }

  private mutating func ofText(
    _ function: String, with rest: String = "", _ depth: Int, _ compute: (String) -> String
  ) -> Made {
    let part = text(depth: depth - 1)
    guard case .text(let text) = part.value else {
      return Made(source: "\(function)(\(part.source)\(rest))", value: .null)
    }
    return Made(source: "\(function)(\(part.source)\(rest))", value: .text(compute(text)))
  }

  private mutating func condition(depth: Int) -> Made {
    guard depth > 0 else {
      let truth = below(2) == 0
      return Made(source: "\(truth)", value: .truth(truth))
    }
    switch below(5) {
    case 0:
      let (left, right) = (number(depth: depth - 1), number(depth: depth - 1))
      guard case .number(let first) = left.value, case .number(let second) = right.value else {
        return Made(source: "((\(left.source)) is null)", value: .truth(left.value == .null))
      }
      return Made(source: "((\(left.source)) < (\(right.source)))", value: .truth(first < second))
    case 1:
      let part = text(depth: depth - 1)
      return Made(
        source: "starts_with(\(part.source), \"a\")",
        value: .truth(part.value.joined.hasPrefix("a")))
    case 2:
      let (left, right) = (condition(depth: depth - 1), condition(depth: depth - 1))
      return Made(
        source: "(\(left.source) and \(right.source))",
        value: .truth(left.value == .truth(true) && right.value == .truth(true)))
    case 3:
      let part = condition(depth: depth - 1)
      return Made(source: "(not \(part.source))", value: .truth(part.value != .truth(true)))
    default: return choice(depth) { $0.condition(depth: depth - 1) }
    }
  }

  private mutating func choice(
    _ depth: Int, _ branch: (inout ExpressionMaker) -> Made
  ) -> Made {
    let test = condition(depth: depth - 1)
    let (first, second) = (branch(&self), branch(&self))
    return Made(
      source: "if(\(test.source), \(first.source), \(second.source))",
      value: test.value == .truth(true) ? first.value : second.value)
  }
}
