import JSON

/// A condition as it is written, with its own plain meaning: what the planner and the engine make
/// of the text is held against it.
indirect enum Predicate {
  case comparison(String, FieldPath, String, JSONValue, isReversed: Bool, isQuoted: Bool)
  case fields(FieldPath, String, FieldPath)
  case like(FieldPath, String, isNegated: Bool)
  case contains(FieldPath, String)
  case among(FieldPath, [JSONValue], isNegated: Bool)
  case between(FieldPath, Int, Int)
  case isNull(FieldPath, isNegated: Bool)
  case all([Predicate])
  case any([Predicate])
  case not(Predicate)
}

/// A field and what it holds.
struct FieldPath: Sendable {
  enum Kind: Sendable { case number, text, truth, map }

  var keys: [String]
  var kind: Kind

  init(_ path: String, _ kind: Kind) {
    keys = path.split(separator: ".").map(String.init)
    self.kind = kind
  }

  var text: String { keys.joined(separator: ".") }

  /// The value in a row, nil where it is missing or null; an object stands for its id.
  func value(in row: JSONValue) -> JSONValue? {
    let value = keys.reduce(Optional(row)) { $0?[$1] }
    return value == .null ? nil : value?["id"] ?? value
  }
}

extension Predicate {
  /// As the language writes it.
  var text: String {
    switch self {
    case .comparison(_, let path, let operation, let value, let isReversed, let isQuoted):
      let literal = isQuoted ? "\"\(value.compact)\"" : value.compact
      return isReversed
        ? "\(literal) \(Self.reversed[operation] ?? operation) \(path.text)"
        : "\(path.text) \(operation) \(literal)"
    case .fields(let left, let operation, let right):
      return "\(left.text) \(operation) \(right.text)"
    case .like(let path, let pattern, let isNegated):
      return "\(path.text) \(isNegated ? "not " : "")like \(JSONValue.string(pattern).compact)"
    case .contains(let path, let part):
      return "\(path.text) ~ \(JSONValue.string(part).compact)"
    case .among(let path, let values, let isNegated):
      let list = values.map(\.compact).joined(separator: ", ")
      return "\(path.text) \(isNegated ? "not " : "")in (\(list))"
    case .between(let path, let low, let high):
      return "\(path.text) between \(low) and \(high)"
    case .isNull(let path, let isNegated):
      return "\(path.text) is \(isNegated ? "not " : "")null"
    case .all(let parts): return "(\(parts.map(\.text).joined(separator: " and ")))"
    case .any(let parts): return "(\(parts.map(\.text).joined(separator: " or ")))"
    case .not(let part): return "not (\(part.text))"
    }
  }

  private static let reversed = ["<": ">", "<=": ">=", ">": "<", ">=": "<="]

  /// Whether it is true of a row, by the words of the language's description alone.
  func holds(_ row: JSONValue) -> Bool {
    switch self {
    case .comparison(_, let path, let operation, let value, _, _):
      return Self.compare(path.value(in: row), operation, value)
    case .fields(let left, let operation, let right):
      return Self.compare(left.value(in: row), operation, right.value(in: row))
    case .like(let path, let pattern, let isNegated):
      let text = path.value(in: row)?.string
      let matches = text.map { Self.matches(Array($0)[...], Array(pattern)[...]) } ?? false
      return matches != isNegated
    case .contains(let path, let part):
      return path.value(in: row)?.string?.lowercased().contains(part.lowercased()) ?? false
    case .among(let path, let values, let isNegated):
      return values.contains { Self.compare(path.value(in: row), "=", $0) } != isNegated
    case .between(let path, let low, let high):
      guard let number = path.value(in: row)?.integer else { return false }
      return low <= number && number <= high
    case .isNull(let path, let isNegated):
      return (path.value(in: row) == nil) != isNegated
    case .all(let parts): return parts.allSatisfy { $0.holds(row) }
    case .any(let parts): return parts.contains { $0.holds(row) }
    case .not(let part): return !part.holds(row)
    }
  }

  private static func compare(_ left: JSONValue?, _ operation: String, _ right: JSONValue?) -> Bool
  {
    if operation == "!=" { return !compare(left, "=", right) }
    guard let left, let right else { return false }
    if operation == "=" { return left == right }
    guard let left = left.integer, let right = right.integer else { return false }
    switch operation {
    case "<": return left < right
    case "<=": return left <= right
    case ">": return left > right
    default: return left >= right
    }
  }

  private static func matches(
    _ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if first == "%" {
      return (text.startIndex...text.endIndex).contains { matches(text[$0...], rest) }
    }
    guard let character = text.first else { return false }
    return (first == "_" || first == character) && matches(text.dropFirst(), rest)
  }
}

/// Makes conditions over the fields and values that objects have.
struct PredicateSource {
  let fields: [FieldPath]
  let rows: [JSONValue]
  let dice: SplitMix

  func predicate(depth: Int = 3) -> Predicate {
    guard depth > 0, dice.below(10) < 6 else { return leaf() }
    let parts = (0..<(2 + dice.below(2))).map { _ in predicate(depth: depth - 1) }
    switch dice.below(5) {
    case 0, 1: return .all(parts)
    case 2, 3: return .any(parts)
    default: return .not(predicate(depth: depth - 1))
    }
  }

  private func leaf() -> Predicate {
    let field = dice.pick(fields)
    if dice.below(8) == 0 { return .isNull(field, isNegated: dice.below(2) == 0) }
    switch field.kind {
    case .number: return number(field)
    case .text, .map: return text(field)
    case .truth:
      return .comparison(
        "truth", field, dice.pick(["=", "!="]), .bool(dice.below(2) == 0), isReversed: false,
        isQuoted: false)
    }
  }

  private func number(_ field: FieldPath) -> Predicate {
    let value = sample(field)?.integer ?? 1000
    switch dice.below(6) {
    case 0: return .between(field, value - dice.below(5000), value + dice.below(5000))
    case 1:
      return .among(field, [.integer(value), .integer(value + 1)], isNegated: dice.below(2) == 0)
    case 2:
      let numbers = fields.filter { $0.kind == .number }
      return .fields(field, dice.pick(["=", "!=", "<", "<=", ">", ">="]), dice.pick(numbers))
    default:
      return .comparison(
        "number", field, dice.pick(["=", "!=", "<", "<=", ">", ">="]),
        .integer(value + dice.below(3) - 1), isReversed: dice.below(4) == 0,
        isQuoted: dice.below(4) == 0)
    }
  }

  private func text(_ field: FieldPath) -> Predicate {
    guard let value = sample(field)?.string else {
      return .isNull(field, isNegated: dice.below(2) == 0)
    }
    let middle = String(value.dropFirst(dice.below(3)).prefix(2 + dice.below(4)))
    switch dice.below(7) {
    case 0:
      return .like(
        field, dice.pick([middle + "%", "%" + middle + "%", "_" + value.dropFirst()]),
        isNegated: dice.below(2) == 0)
    case 1: return .contains(field, dice.below(2) == 0 ? middle : middle.uppercased())
    case 2:
      let values = [value] + (sample(field)?.string.map { [$0] } ?? [])
      return .among(field, values.map(JSONValue.string), isNegated: dice.below(2) == 0)
    default:
      return .comparison(
        "text", field, dice.below(4) == 0 ? "!=" : "=", .string(value), isReversed: false,
        isQuoted: false)
    }
  }

  /// A value that some object has in the field.
  private func sample(_ field: FieldPath) -> JSONValue? {
    for _ in 0..<8 {
      if let value = field.value(in: dice.pick(rows)) { return value }
    }
    return nil
  }
}
