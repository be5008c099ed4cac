import Expressions

/// A writer of the rows of one result in one format, in the order they arrive.
///
/// Use a new writer for each result, and call `finish` once after the last row.
package protocol RowWriter: Sendable {
  /// Writes a row, or keeps it until later rows are known.
  /// - Throws: the error of the sink, or of the space for rows that are kept.
  mutating func write(_ row: Row) throws

  /// Writes what can be written already; call it whenever the next row may take long.
  /// - Throws: the error of the sink.
  mutating func flush() throws

  /// Writes all rows that are still kept, and the end of the document.
  /// - Throws: the error of the sink, or of the space for rows that are kept.
  mutating func finish() throws

  /// Remarks about the result that its output does not show, one sentence each without a full stop;
  /// complete after `finish`.
  var warnings: [String] { get }
}

extension RowWriter {
  /// No warnings: most formats show everything.
  package var warnings: [String] { [] }
}
