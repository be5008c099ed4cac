import Expressions

/// A value in a row of a table.
package enum Cell: Sendable, Hashable {
  case null
  /// A text, or the text of a number or of JSON.
  case text(String)
  case integer(Int)
  case boolean(Bool)
  /// Unix seconds.
  case time(Int)

  /// The value as a text that SQL accepts for its type; nil for null.
  var text: String? {
    switch self {
    case .null: nil
    case .text(let text): text
    case .integer(let number): String(number)
    case .boolean(let truth): truth ? "true" : "false"
    case .time(let seconds): Timestamp.iso(seconds)
    }
  }
}
