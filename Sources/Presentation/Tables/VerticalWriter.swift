import Expressions
import JSON

/// A writer of each row as lines of names and values, below a line with its number.
struct VerticalWriter: RowWriter {
  private var output: OutputBuffer
  private let options: OutputOptions
  private var lines: RecordLines?

  init(into sink: any ByteSink, options: OutputOptions) {
    output = OutputBuffer(sink)
    self.options = options
    lines = options.columns.map { RecordLines($0, options: options) }
  }

  mutating func write(_ row: Row) throws {
    let raw = row.raw
    if lines == nil { lines = RecordLines(Self.members(of: raw, options), options: options) }
    lines?.append(raw, to: &output)
    try output.drainIfLarge()
  }

  mutating func flush() throws { try output.flush() }

  mutating func finish() throws { try output.flush() }

  /// Returns a column for each member of the first row, which are used for all rows.
  private static func members(of row: RawJSON, _ options: OutputOptions) -> [Column] {
    guard row.kind == .object else { return [.wholeRow] }
    return row.members.map { member in
      let path = RowPath(keys: member.key)
      return Column(
        member.key, at: path, showing: options.object?.displayKind(at: path) ?? .unknown)
    }
  }
}

/// A writer of rows as records: a line for each column.
struct RecordLines: Sendable {
  private let columns: [Column]
  private let titles: [String]
  private let titleWidth: Int
  private let options: OutputOptions
  private let text: CellText
  private var number = 0

  init(_ columns: [Column], options: OutputOptions) {
    self.columns = columns
    self.options = options
    text = CellText(zone: options.zone)
    titles = columns.map { TerminalText.sanitised($0.label) }
    titleWidth = titles.map { DisplayWidth.of($0) }.max() ?? 0
  }

  mutating func append(_ row: RawJSON, to output: inout OutputBuffer) {
    number += 1
    output.appendLine(options.palette.paint("── \(number) ──", .gutter))
    for (column, title) in zip(columns, titles) {
      append(title, text.cell(column, in: row), to: &output)
    }
  }

  private func append(_ title: String, _ cell: TableCell, to output: inout OutputBuffer) {
    let palette = options.palette
    let room = options.width.map { max(8, $0 - titleWidth - 3) }
    // Ids and numbers are not wrapped, so that they can be copied from the terminal in one piece.
    let lines =
      room.flatMap { cell.isWhole ? nil : TerminalText.wrapped(cell.text, to: $0) } ?? [cell.text]
    for (index, line) in lines.enumerated() {
      let name = TerminalText.padded(index == 0 ? title : "", to: titleWidth, .left)
      let shown = cell.role.map { palette.paint(line, $0) } ?? line
      let separator = palette.paint("│", .gutter)
      output.appendLine(
        palette.paint(name, .heading) + " " + separator + (line.isEmpty ? "" : " " + shown))
    }
  }
}
