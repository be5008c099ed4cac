import Expressions
import Presentation
import Synchronization

/// Counts the rows that a statement writes.
final class RowCounter: Sendable {
  private let rows = Mutex(0)

  /// The number of rows so far.
  var count: Int { rows.withLock(\.self) }

  func add() { rows.withLock { $0 += 1 } }

  /// Returns a writer that counts its rows.
  func counting(_ writer: any RowWriter) -> any RowWriter {
    CountingWriter(writer: writer, counter: self)
  }
}

private struct CountingWriter: RowWriter {
  var writer: any RowWriter
  let counter: RowCounter

  mutating func write(_ row: Row) throws {
    counter.add()
    try writer.write(row)
  }

  mutating func flush() throws { try writer.flush() }
  mutating func finish() throws { try writer.finish() }
  var warnings: [String] { writer.warnings }
}
