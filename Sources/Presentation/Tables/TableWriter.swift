import Expressions
import JSON

/// A writer of a table fitted to a terminal.
///
/// The first rows decide columns and widths for all rows. Selected columns are all shown: their
/// texts are wrapped and, if the terminal is still too narrow, each row becomes a record of lines.
/// Without selected columns, the least important of the default columns are left out.
struct TableWriter: RowWriter {
  /// The number of first rows that decide the layout.
  static let settlingRows = 200

  private var output: OutputBuffer
  private let options: OutputOptions
  private let text: CellText
  private var waiting: [RawJSON] = []
  private var layout: TableLayout?
  private var records: RecordLines?

  init(into sink: any ByteSink, options: OutputOptions) {
    output = OutputBuffer(sink)
    self.options = options
    text = CellText(zone: options.zone)
  }

  mutating func write(_ row: Row) throws {
    if layout != nil {
      append(row.raw)
    } else {
      waiting.append(row.raw.detached())
      if waiting.count >= Self.settlingRows { settle() }
    }
    try output.drainIfLarge()
  }

  /// Rows that are kept until the widths are decided are not written yet.
  mutating func flush() throws { try output.flush() }

  mutating func finish() throws {
    if layout == nil { settle() }
    try output.flush()
  }

  var warnings: [String] {
    guard records == nil, let dropped = layout?.dropped, !dropped.isEmpty else { return [] }
    let names = dropped.map { TerminalText.sanitised($0) }.joined(separator: ", ")
    return ["Columns not shown (terminal too narrow): \(names)"]
  }

  private mutating func settle() {
    let candidates =
      options.columns.map { $0.enumerated().map { RankedColumn($0.element, place: $0.offset) } }
      ?? DefaultColumns.of(waiting, options.object)
    let layout = TableLayout(
      candidates, rows: waiting, text: text, width: options.width,
      leastTextWidth: options.columns == nil
        ? TableLayout.minCutWidth : TableLayout.minWrappedWidth)
    self.layout = layout
    if let columns = options.columns, !layout.dropped.isEmpty {
      records = RecordLines(columns, options: options)
    } else if !layout.columns.isEmpty {
      appendHeader(layout)
    }
    for row in waiting { append(row) }
    waiting = []
  }

  private mutating func append(_ row: RawJSON) {
    guard let layout else { return }
    if records != nil {
      records?.append(row, to: &output)
    } else if !layout.columns.isEmpty {
      appendRow(row, layout)
    }
  }

  private mutating func appendHeader(_ layout: TableLayout) {
    let titles = layout.columns.map { column in
      TableCell(TerminalText.sanitised(column.column.label), role: .heading)
    }
    appendLine(titles, layout)
    let rules = layout.columns.map { String(repeating: "─", count: $0.width) }
    output.appendLine(options.palette.paint(rules.joined(separator: "  "), .gutter))
  }

  private mutating func appendRow(_ row: RawJSON, _ layout: TableLayout) {
    let cells = layout.columns.map { text.cell($0.column, in: row) }
    guard options.columns != nil, options.width != nil else { return appendLine(cells, layout) }
    let wrapped = zip(cells, layout.columns).map { cell, column in
      cell.isWhole ? [cell.text] : TerminalText.wrapped(cell.text, to: column.width)
    }
    for number in 0..<(wrapped.lazy.map(\.count).max() ?? 0) {
      let parts = zip(cells, wrapped).map { cell, lines in
        TableCell(
          number < lines.count ? lines[number] : "", role: cell.role, alignment: cell.alignment,
          isWhole: true)
      }
      appendLine(parts, layout)
    }
  }

  private mutating func appendLine(_ cells: [TableCell], _ layout: TableLayout) {
    let isLimited = options.width != nil
    var line = ""
    var blanks = 0
    for (cell, column) in zip(cells, layout.columns) {
      let text =
        cell.isWhole || !isLimited ? cell.text : TerminalText.truncated(cell.text, to: column.width)
      let spare = max(0, column.width - DisplayWidth.of(text))
      let isRight = column.alignment == .right
      blanks += isRight ? spare : 0
      if !text.isEmpty {
        line += String(repeating: " ", count: blanks)
        line += cell.role.map { options.palette.paint(text, $0) } ?? text
        blanks = 0
      }
      blanks += (isRight ? 0 : spare) + 2
    }
    output.appendLine(line)
  }
}
