import JSON

/// Rows in batches, asked for one batch at a time.
protocol RowStream {
  /// The next rows, nil at the end; a batch may be empty.
  mutating func next() async throws -> [RawJSON]?
}
