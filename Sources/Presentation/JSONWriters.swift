import Expressions
import JSON

/// Newline-delimited JSON: each row on a line, in the order and with the numbers it came with.
struct NDJSONWriter: RowWriter {
  private var output: OutputBuffer
  private let printer: JSONPrinter

  init(into sink: any ByteSink, options: OutputOptions) {
    output = OutputBuffer(sink)
    printer = JSONPrinter(
      layout: .compact, palette: options.palette, isTerminal: options.isTerminal)
  }

  mutating func write(_ row: Row) throws {
    printer.append(row.raw, to: &output.bytes)
    output.bytes.append(UInt8(ascii: "\n"))
    try output.drainIfLarge()
  }

  mutating func flush() throws { try output.flush() }

  mutating func finish() throws { try output.flush() }
}

/// Indented JSON: rows as the elements of one array, or a document by itself.
struct JSONWriter: RowWriter {
  private var output: OutputBuffer
  private let printer: JSONPrinter
  private let isSingle: Bool
  private var isEmpty = true

  init(into sink: any ByteSink, options: OutputOptions) {
    output = OutputBuffer(sink)
    isSingle = options.isSingle
    printer = JSONPrinter(
      layout: .indented(depth: options.isSingle ? 0 : 1), palette: options.palette,
      isTerminal: options.isTerminal)
  }

  mutating func write(_ row: Row) throws {
    if !isSingle { output.append(isEmpty ? "[\n  " : ",\n  ") }
    isEmpty = false
    printer.append(row.raw, to: &output.bytes)
    if isSingle { output.appendLine("") }
    try output.drainIfLarge()
  }

  mutating func flush() throws { try output.flush() }

  mutating func finish() throws {
    if !isSingle { output.appendLine(isEmpty ? "[]" : "\n]") }
    try output.flush()
  }
}
