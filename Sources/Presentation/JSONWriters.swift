import Expressions
import JSON

/// A writer of newline-delimited JSON: one row per line, with its original order and numbers.
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

/// A writer of indented JSON: an array of the rows, or a single document.
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
