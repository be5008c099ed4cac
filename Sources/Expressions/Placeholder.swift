import JSON

/// What stands in a plan for a value that is known only when the statement runs: the name of the
/// variable, as it is written.
package enum Placeholder {
  /// `$c.id`, `$1`
  package static func text(_ name: String, _ path: RowPath = RowPath()) -> String {
    let suffix = path.description
    return "$" + name + (suffix.isEmpty || suffix.hasPrefix("[") ? "" : ".") + suffix
  }

  /// Whether a text is the name of a variable or of an inner result, and nothing else.
  static func isName(_ text: String) -> Bool {
    guard text.hasPrefix("$"), let first = text.dropFirst().first else { return false }
    return first == "_" || first == "(" || first.isLetter || first.isNumber
  }
}

extension JSONValue {
  /// Whether it stands for a value that is not known yet.
  package var isPlaceholder: Bool { string.map(Placeholder.isName) ?? false }
}
