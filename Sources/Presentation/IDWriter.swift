import Expressions
import JSON

/// A writer of the `id` of each row, or of rows that are strings themselves, one per line.
struct IDWriter: RowWriter {
  private var output: OutputBuffer
  private let isTerminal: Bool
  private var rowsWithoutID = 0

  init(into sink: any ByteSink, options: OutputOptions) {
    output = OutputBuffer(sink)
    isTerminal = options.isTerminal
  }

  mutating func write(_ row: Row) throws {
    guard let id = row.raw["id"]?.string ?? row.raw.string else {
      rowsWithoutID += 1
      return
    }
    output.appendLine(isTerminal ? TerminalText.sanitised(id) : id)
    try output.drainIfLarge()
  }

  mutating func flush() throws { try output.flush() }

  mutating func finish() throws { try output.flush() }

  var warnings: [String] {
    switch rowsWithoutID {
    case 0: []
    case 1: ["1 row has no `id` and was omitted"]
    default: ["\(rowsWithoutID) rows have no `id` and were omitted"]
    }
  }
}
