import JSON

/// How large a value may get that an expression makes of others: one that doubles with every
/// statement would otherwise fill the memory within a few of them.
enum ValueLimit {
  /// Bytes of a text.
  static let bytes = 64 << 20
  /// Values in a list or an object, those in its elements included.
  static let parts = 50_000_000

  /// Joins a further piece to a text.
  static func append(_ piece: String, to text: inout String) throws(EvaluationError) {
    guard text.utf8.count + piece.utf8.count <= bytes else {
      throw EvaluationError("a string may be at most \(bytes >> 20) MB long")
    }
    text += piece
  }

  /// The value, if it is not too large.
  static func checked(_ value: JSONValue) throws(EvaluationError) -> JSONValue {
    var left = parts
    guard fits(value, in: &left) else {
      throw EvaluationError("a value may have at most \(parts / 1_000_000) million parts")
    }
    return value
  }

  /// Elements may be shared many times over: counting ends where there are too many.
  private static func fits(_ value: JSONValue, in left: inout Int) -> Bool {
    left -= 1
    guard left >= 0 else { return false }
    switch value {
    case .null, .bool, .number, .string: return true
    case .array(let elements):
      for element in elements where !fits(element, in: &left) { return false }
      return true
    case .object(let object):
      for member in object.members where !fits(member.value, in: &left) { return false }
      return true
    }
  }
}
