import Expressions

/// Writes the rows of one result in one format, in the order they come.
///
/// Use a new one for each result, and call `finish` once after the last row.
package protocol RowWriter: Sendable {
  /// Takes a row; what the sink throws comes through.
  mutating func write(_ row: Row) throws

  /// Shows what can be shown already: to be called whenever rows may be long in coming.
  mutating func flush() throws

  /// Writes what is still held back, and what closes the document.
  mutating func finish() throws

  /// What the reader of the output cannot see in it, one sentence each without a full stop;
  /// complete after `finish`.
  var warnings: [String] { get }
}

extension RowWriter {
  package var warnings: [String] { [] }
}
