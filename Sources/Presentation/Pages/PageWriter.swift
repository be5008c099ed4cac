import Expressions
import JSON

/// A writer of a self-contained HTML page: a sortable table, and a chart if the result has numbers.
///
/// Rows are written as they arrive; the chart and the number of rows follow them, and CSS places
/// both above the table.
struct PageWriter: RowWriter {
  /// The number of first rows that decide the columns if none are selected.
  static let settlingRows = 200

  /// The maximum number of labels in a chart that is not a time line.
  private static let maxBars = 40

  private var output: OutputBuffer
  private let options: OutputOptions
  private let text: CellText
  private var columns: [Column]?
  /// The first rows, which decide the columns and are drawn in the chart.
  private var first: [RawJSON] = []
  private var count = 0

  init(into sink: any ByteSink, options: OutputOptions) {
    output = OutputBuffer(sink)
    self.options = options
    text = CellText(zone: options.zone)
  }

  mutating func write(_ row: Row) throws {
    count += 1
    let raw = row.raw.detached()
    if first.count < ChartWriter.maxRows { first.append(raw) }
    if columns != nil {
      appendRow(raw)
    } else if count >= Self.settlingRows {
      begin()
    }
    try output.drainIfLarge()
  }

  /// Rows that are kept until the columns are decided are not written yet.
  mutating func flush() throws { try output.flush() }

  mutating func finish() throws {
    if columns == nil { begin() }
    output.appendLine("</tbody>\n</table>\n</div>")
    appendChart()
    let rows = DigitGroups.grouped(String(count)) + (count == 1 ? " row" : " rows")
    output.appendLine("<p class=\"count\">\(rows)</p>\n</main>")
    output.append(PageParts.script)
    output.appendLine("</body>\n</html>")
    try output.flush()
  }

  private mutating func begin() {
    let columns = options.shownColumns(of: first)
    self.columns = columns
    let title = options.title.map { HTMLText.escaped(HTMLText.oneLine($0)) } ?? "pinstripe"
    output.append(PageParts.head(title: title))
    output.append("<h1>\(title)</h1>\n<div class=\"scroll\">\n<table>\n<thead><tr>")
    for column in columns { output.append(heading(column)) }
    output.appendLine("</tr></thead>\n<tbody>")
    for row in first { appendRow(row) }
  }

  private func heading(_ column: Column) -> String {
    let cells = first.map { text.cell(column, in: $0) }.filter { $0 != .null }
    let isNumeric = !cells.isEmpty && cells.allSatisfy { $0.alignment == .right }
    let style = isNumeric ? " class=\"number\"" : ""
    return "<th scope=\"col\"\(style)><button type=\"button\">"
      + HTMLText.escaped(column.label) + "</button></th>"
  }

  private mutating func appendRow(_ row: RawJSON) {
    guard let columns else { return }
    output.append("<tr>")
    for column in columns { output.append(cell(column, row)) }
    output.appendLine("</tr>")
  }

  private func cell(_ column: Column, _ row: RawJSON) -> String {
    let cell = text.cell(column, in: row)
    guard cell != .null else { return "<td class=\"null\">–</td>" }
    var style = cell.role.map { [$0.rawValue] } ?? []
    if cell.alignment == .right { style.append("number") }
    if cell.isWhole { style.append("whole") }
    let classes = style.isEmpty ? "" : " class=\"\(style.joined(separator: " "))\""
    return "<td\(classes)\(sortKey(column, row))><span>\(HTMLText.escaped(cell.text))</span></td>"
  }

  /// Returns the attribute with the number to sort a cell by; empty if it is sorted by its text.
  private func sortKey(_ column: Column, _ row: RawJSON) -> String {
    guard let value = column.value(in: row) else { return "" }
    let key = column.kind == .time ? TimeText.seconds(of: value).map(String.init) : value.numberText
    return key.map { " data-key=\"\($0)\"" } ?? ""
  }

  private mutating func appendChart() {
    guard let columns, count > 1, count <= ChartWriter.maxRows else { return }
    // Without selected columns, rows have many numbers that are not worth comparing.
    guard options.columns != nil, let data = ChartData(columns, rows: first, text: text),
      data.isTimeLine || data.groups.count <= Self.maxBars, data.labelCount <= 2
    else { return }
    output.appendLine("<figure>\(VectorChart(data).markup)</figure>")
  }

  var warnings: [String] { [] }
}

/// Text in an HTML page.
enum HTMLText {
  /// Escapes text for HTML, inside and outside of quotes. Control characters, also those of writing
  /// direction, are written as their codes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in TerminalText.sanitised(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Joins the lines of a statement into one line.
  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline)
      .map { $0.drop(while: \.isWhitespace) }
      .joined(separator: " ")
  }
}
