import JSON

/// One row of a result on its way out.
public struct PresentedRow: Sendable {
  public let value: RawJSON
  /// The columns somebody asked for by name; nil where the format may choose.
  public let columns: [Column]?

  /// A row as Stripe wrote it.
  public init(_ value: RawJSON, columns: [Column]? = nil) {
    self.value = value
    self.columns = columns
  }

  /// A row that was made here.
  public init(_ value: JSONValue, columns: [Column]? = nil) {
    self.init(RawJSON(value), columns: columns)
  }
}

/// Writes the rows of one result in one format, in the order they come.
///
/// Use a new one for each result, and call `finish` once after the last row.
public protocol RowWriter: Sendable {
  /// Takes a row; what the sink throws comes through.
  mutating func write(_ row: PresentedRow) throws

  /// Shows what can be shown already: to be called whenever rows may be long in coming.
  mutating func flush() throws

  /// Writes what is still held back, and what closes the document.
  mutating func finish() throws

  /// What the reader of the output cannot see in it, one sentence each without a full stop;
  /// complete after `finish`.
  var warnings: [String] { get }
}

extension RowWriter {
  public var warnings: [String] { [] }
}
