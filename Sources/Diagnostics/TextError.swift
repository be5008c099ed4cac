/// Why bytes are not a text that can be read, and where in them.
package enum TextError: Error, Sendable, Hashable {
  /// A byte that no text has, at a place counted as people do.
  case invalid(Position, reason: String)
  /// Something that is not text at all, as the rest of a sentence: "is a gzip archive; …".
  case notText(String)
  /// The system does not hand the bytes out, in its words.
  case unreadable(String)

  /// One sentence without a full stop that names the file: `people.csv:4:7: …`.
  package func sentence(for name: String) -> String {
    switch self {
    case .invalid(let position, let reason):
      "\(name):\(position.line):\(position.column): \(reason)"
    case .notText(let what): "`\(name)` \(what)"
    case .unreadable(let reason): "cannot read `\(name)`: \(reason)"
    }
  }

  /// The same where the name is said already: `line 4, column 7: …`.
  package var detail: String {
    switch self {
    case .invalid(let position, let reason):
      "line \(position.line), column \(position.column): \(reason)"
    case .notText(let what): "it \(what)"
    case .unreadable(let reason): reason
    }
  }
}
