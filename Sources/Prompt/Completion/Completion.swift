import Diagnostics

/// One thing that may stand at the cursor.
package struct Completion: Sendable, Hashable {
  /// What stands there once it is chosen.
  package var text: String
  /// A few words on it: a type, what it is for.
  package var description: String
  /// What it replaces, up to the cursor, in UTF-8 offsets of the whole text.
  package var span: Span
  /// What follows it where it is the only choice: a blank, `.` before a nested field.
  package var ending: String

  package init(_ text: String, _ description: String, replacing span: Span, ending: String = " ") {
    self.text = text
    self.description = description
    self.span = span
    self.ending = ending
  }
}
