/// The reason why bytes are not readable text, and where.
package enum TextError: Error, Sendable, Hashable {
  /// A byte that is not text, at its line and column.
  case invalid(Position, reason: String)
  /// A file that is not text at all; the value is the rest of a sentence: "is a gzip archive; …".
  case notText(String)
  /// A file that the system cannot read; the value is the system's message.
  case unreadable(String)

  /// Returns a sentence without a full stop that names the file: `people.csv:4:7: …`.
  package func sentence(for name: String) -> String {
    switch self {
    case .invalid(let position, let reason):
      "\(name):\(position.line):\(position.column): \(reason)"
    case .notText(let what): "`\(name)` \(what)"
    case .unreadable(let reason): "cannot read `\(name)`: \(reason)"
    }
  }

  /// The same without the file's name: `line 4, column 7: …`.
  package var detail: String {
    switch self {
    case .invalid(let position, let reason):
      "line \(position.line), column \(position.column): \(reason)"
    case .notText(let what): "it \(what)"
    case .unreadable(let reason): reason
    }
  }
}
