import Expressions
import JSON

/// A table fitted to a terminal.
///
/// The first rows settle columns and widths; later rows follow, texts cut to the widths, numbers
/// never cut. Where the window is too narrow, columns are dropped, from the last selected or the
/// least telling one on.
struct TableWriter: RowWriter {
  /// How many rows settle the layout.
  static let settlingRows = 200

  private var output: OutputBuffer
  private let palette: Palette
  private let width: Int
  private var selected: [Column]?
  private var waiting: [RawJSON] = []
  private var layout: TableLayout?

  init(into sink: any ByteSink, options: OutputOptions) {
    output = OutputBuffer(sink)
    palette = options.palette
    width = options.width
    selected = options.columns
  }

  mutating func write(_ row: Row) throws {
    if let layout {
      appendRow(row.raw, layout)
    } else {
      waiting.append(row.raw.detached())
      if waiting.count >= Self.settlingRows { settle() }
    }
    try output.drainIfLarge()
  }

  /// Rows that wait for the widths to settle go on waiting.
  mutating func flush() throws { try output.flush() }

  mutating func finish() throws {
    if layout == nil { settle() }
    try output.flush()
  }

  var warnings: [String] {
    guard selected != nil, let dropped = layout?.dropped, !dropped.isEmpty else { return [] }
    let names = dropped.map { "`\(TerminalText.sanitised($0))`" }.joined(separator: ", ")
    return ["columns not shown (terminal too narrow): \(names)"]
  }

  private mutating func settle() {
    let candidates =
      selected.map { $0.enumerated().map { RankedColumn($0.element, place: $0.offset) } }
      ?? TellingColumns.of(waiting)
    let layout = TableLayout(candidates, rows: waiting, width: width)
    self.layout = layout
    guard !layout.columns.isEmpty else { return }
    appendHeader(layout)
    for row in waiting { appendRow(row, layout) }
    waiting = []
  }

  private mutating func appendHeader(_ layout: TableLayout) {
    let titles = layout.columns.map { column in
      TableCell(text: TerminalText.sanitised(column.column.label), isNumber: false)
    }
    appendLine(titles, layout, .heading)
    let rules = layout.columns.map { String(repeating: "─", count: $0.width) }
    output.appendLine(palette.paint(rules.joined(separator: "  "), .gutter))
  }

  private mutating func appendRow(_ row: RawJSON, _ layout: TableLayout) {
    let cells = layout.columns.map { column in
      column.column.value(in: row).map { TableCell($0) } ?? .empty
    }
    appendLine(cells, layout, nil)
  }

  private mutating func appendLine(
    _ cells: [TableCell], _ layout: TableLayout, _ role: TextRole?
  ) {
    let fitted = zip(cells, layout.columns).map { cell, column in
      let text = cell.isNumber ? cell.text : TerminalText.truncated(cell.text, to: column.width)
      return TerminalText.padded(text, to: column.width, column.alignment)
    }
    var line = fitted.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    output.appendLine(role.map { palette.paint(line, $0) } ?? line)
  }
}
