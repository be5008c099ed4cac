import JSON

/// The maximum size of values that an expression builds. Without it, a value that doubles with
/// every statement would soon fill the memory.
enum ValueLimit {
  /// The maximum length of a text, in bytes.
  static let bytes = 64 << 20
  /// The maximum number of values in a list or an object, including nested ones.
  static let parts = 50_000_000

  /// Appends a piece to a text, within the limit.
  static func append(_ piece: String, to text: inout String) throws(EvaluationError) {
    guard text.utf8.count + piece.utf8.count <= bytes else {
      throw EvaluationError("a string may be at most \(bytes >> 20) MB long")
    }
    text += piece
  }

  /// Returns the value if it is within the limit.
  static func checked(_ value: JSONValue) throws(EvaluationError) -> JSONValue {
    var left = parts
    guard fits(value, in: &left) else {
      throw EvaluationError("a value may have at most \(parts / 1_000_000) million parts")
    }
    return value
  }

  /// Returns true if the value is within the limit. Counting stops at the limit, because shared
  /// elements can be many.
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
