import Diagnostics

/// A completion at the cursor.
package struct Completion: Sendable, Hashable {
  /// The text that replaces the span.
  package var text: String
  /// A short description, such as a type or a purpose.
  package var description: String
  /// The span of the whole text that is replaced, in UTF-8 offsets; it ends at the cursor.
  package var span: Span
  /// The text inserted after it if it is the only choice: a blank, or `.` before a nested field.
  package var ending: String

  /// Creates a completion that replaces a span, followed by a blank or another ending.
  package init(_ text: String, _ description: String, replacing span: Span, ending: String = " ") {
    self.text = text
    self.description = description
    self.span = span
    self.ending = ending
  }
}
