import SandboxStore
import StripeCatalog

extension SearchClause {
  /// True if it is about the time of creation, which the order of lists is, too.
  var isOfCreation: Bool { name == "created" }

  /// The times of creation for which the clause holds; there is no object without one.
  var times: [ClosedRange<Int>] {
    let range = condition.range
    guard isNegated else { return range.map { [$0] } ?? [] }
    return range.map(\.others) ?? [Int.min...Int.max]
  }

  /// What the clause asks of the index. What is denied is asked as what else there may be, where
  /// that is known: there is no walking past all that has the value.
  func expression(_ schema: SearchSchema, _ resource: Resource) -> SearchExpression {
    if let key { return expression(schema, key: key) }
    switch (condition, isNegated) {
    case (.isAbsent, false): return schema.isAbsent(name)
    case (.isAbsent, true): return schema.isPresent(name)
    case (.contains(let text), _): return denied(schema.contains(name, text))
    case (.compared, _): return number(schema)
    case (.equals(let text), _):
      guard kind != .numeric else { return number(schema) }
      let words = resource.words(of: name)
      guard isNegated, words.contains(text.lowercased()) else {
        return denied(equals(text, schema))
      }
      let others = words.filter { $0 != text.lowercased() }
      return .any(others.map { equals($0, schema) } + [schema.isAbsent(name)])
    }
  }

  private func equals(_ text: String, _ schema: SearchSchema) -> SearchExpression {
    kind == .string ? schema.hasWords(name, of: text) : schema.equals(name, text)
  }

  private func denied(_ expression: SearchExpression) -> SearchExpression {
    isNegated ? .not(expression) : expression
  }

  private func number(_ schema: SearchSchema) -> SearchExpression {
    guard isNegated else {
      return condition.range.map { schema.isNumber(name, in: $0) } ?? .nothing
    }
    guard let range = condition.range else { return .everything }
    return .any(range.others.map { schema.isNumber(name, in: $0) } + [schema.isAbsent(name)])
  }

  /// The key of metadata.
  private var key: String? {
    name.hasPrefix("metadata.") ? String(name.dropFirst("metadata.".count)) : nil
  }

  private func expression(_ schema: SearchSchema, key: String) -> SearchExpression {
    switch condition {
    case .isAbsent: denied(schema.isAbsent("metadata", key: key))
    case .equals(let text), .contains(let text), .compared(_, let text):
      denied(schema.equals("metadata", key: key, text))
    }
  }
}

extension SearchCondition {
  /// The whole numbers that meet a comparison; nil where there is none.
  fileprivate var range: ClosedRange<Int>? {
    switch self {
    case .isAbsent, .contains: nil
    case .equals(let text):
      WholeNumbers(text).exactly.map { $0...$0 }
    case .compared(.greaterOrEqual, let text): WholeNumbers(text).atLeast.map { $0...Int.max }
    case .compared(.lessOrEqual, let text): WholeNumbers(text).atMost.map { Int.min...$0 }
    case .compared(.greater, let text): WholeNumbers(text).above.map { $0...Int.max }
    case .compared(.less, let text): WholeNumbers(text).below.map { Int.min...$0 }
    }
  }
}

extension ClosedRange<Int> {
  /// What is not in the range.
  fileprivate var others: [ClosedRange<Int>] {
    let before = lowerBound == .min ? nil : Int.min...(lowerBound - 1)
    let after = upperBound == .max ? nil : (upperBound + 1)...Int.max
    return [before, after].compactMap(\.self)
  }
}

/// The whole numbers next to a decimal number; nil where there is none that the sandbox can hold.
private struct WholeNumbers {
  let atLeast: Int?
  let atMost: Int?

  /// - Parameter text: in JSON's syntax, without an exponent.
  init(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1)
    let isNegative = text.hasPrefix("-")
    let hasFraction = parts.count > 1 && parts[1].contains { $0 != "0" }
    guard let whole = parts.first.flatMap({ Int($0) }) else {
      (atLeast, atMost) = isNegative ? (Int.min, nil) : (nil, Int.max)
      return
    }
    atLeast = hasFraction && !isNegative ? whole + 1 : whole
    atMost = hasFraction && isNegative ? whole - 1 : whole
  }

  var exactly: Int? { atLeast == atMost ? atLeast : nil }

  var above: Int? { exactly.map { $0 == .max ? nil : $0 + 1 } ?? atLeast }

  var below: Int? { exactly.map { $0 == .min ? nil : $0 - 1 } ?? atMost }
}
