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
  /// Whether it leads through a list, any element of which will do.
  var isMany: Bool

  init(_ path: String, _ kind: Kind, isMany: Bool = false) {
    keys = path.split(separator: ".").map(String.init)
    self.kind = kind
    self.isMany = isMany
  }

  var text: String { keys.joined(separator: ".") }

  /// The values in a row, without those that are missing or null; an object stands for its id.
  func values(in row: JSONValue) -> [JSONValue] {
    let found = keys.reduce([row]) { values, key in
      values.flatMap { $0.array ?? [$0] }.compactMap { $0[key] }
    }
    return found.filter { !$0.isNull }.map { $0["id"] ?? $0 }
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
      return Self.compare(path.values(in: row), operation, [value])
    case .fields(let left, let operation, let right):
      return Self.compare(left.values(in: row), operation, right.values(in: row))
    case .like(let path, let pattern, let isNegated):
      let matches = path.values(in: row).compactMap(\.string).contains {
        Self.matches(Array($0)[...], Array(pattern)[...])
      }
      return matches != isNegated
    case .contains(let path, let part):
      return path.values(in: row).compactMap(\.string).contains {
        $0.lowercased().contains(part.lowercased())
      }
    case .among(let path, let values, let isNegated):
      return Self.compare(path.values(in: row), "=", values) != isNegated
    case .between(let path, let low, let high):
      return path.values(in: row).compactMap(\.integer).contains { low <= $0 && $0 <= high }
    case .isNull(let path, let isNegated):
      return path.values(in: row).isEmpty != isNegated
    case .all(let parts): return parts.allSatisfy { $0.holds(row) }
    case .any(let parts): return parts.contains { $0.holds(row) }
    case .not(let part): return !part.holds(row)
    }
  }

  private static func compare(
    _ left: [JSONValue], _ operation: String, _ right: [JSONValue]
  ) -> Bool {
    if operation == "!=" { return !compare(left, "=", right) }
    return left.contains { left in right.contains { compare(left, operation, $0) } }
  }

  private static func compare(_ left: JSONValue, _ operation: String, _ right: JSONValue) -> Bool {
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
      let values = field.values(in: dice.pick(rows))
      if !values.isEmpty { return dice.pick(values) }
    }
    return nil
  }
}
