import JSON

/// A stream of rows in batches, requested one batch at a time.
protocol RowStream {
  /// Returns the next rows, nil at the end; a batch may be empty.
  mutating func next() async throws -> [RawJSON]?
}
