import JSON

/// The text that replaces, in a plan, a value known only when the statement runs: the name of the
/// variable, as written.
package enum Placeholder {
  /// Returns the placeholder of a variable and a path in it: `$c.id`, `$1`.
  package static func text(_ name: String, _ path: RowPath = RowPath()) -> String {
    let suffix = path.description
    return "$" + name + (suffix.isEmpty || suffix.hasPrefix("[") ? "" : ".") + suffix
  }

  /// Returns true if a text is a placeholder for a variable or a subquery result, and nothing else.
  static func isName(_ text: String) -> Bool {
    guard text.hasPrefix("$"), let first = text.dropFirst().first else { return false }
    return first == "_" || first == "(" || first.isLetter || first.isNumber
  }
}

extension JSONValue {
  /// True if the value is a placeholder for one that is not known yet.
  package var isPlaceholder: Bool { string.map(Placeholder.isName) ?? false }
}
