import Expressions
import JSON

/// A writer that draws a result as bars, one for each label; times and periods are sorted.
struct ChartWriter: RowWriter {
  /// The maximum number of rows drawn.
  static let maxRows = 1_000

  private var output: OutputBuffer
  private let options: OutputOptions
  private var rows: [RawJSON] = []
  private var count = 0
  private var table: TableWriter?
  private var hasScales = false

  init(into sink: any ByteSink, options: OutputOptions) {
    output = OutputBuffer(sink)
    self.options = options
    table = TableWriter(into: sink, options: options)
  }

  mutating func write(_ row: Row) throws {
    count += 1
    if count <= Self.maxRows { rows.append(row.raw.detached()) }
  }

  /// Does nothing: a chart is drawn when all of its rows are known.
  mutating func flush() {}

  mutating func finish() throws {
    let text = CellText(zone: options.zone)
    let columns = options.shownColumns(of: rows)
    if let data = ChartData(columns, rows: rows, text: text) {
      table = nil
      hasScales = data.ranges.count > 1
      BarChart(data, width: options.width ?? 80, palette: options.palette).draw(into: &output)
      try output.flush()
    } else {
      for row in rows { try table?.write(.raw(row)) }
      try table?.finish()
    }
  }

  var warnings: [String] {
    var warnings = table?.warnings ?? []
    if table != nil, !rows.isEmpty {
      warnings.append("No chart: the result has no column of numbers; shown as a table")
    }
    if hasScales { warnings.append("Each currency and each column has a scale of its own") }
    if count > Self.maxRows {
      warnings.append(
        "Only the first \(Self.maxRows) of \(count) rows are shown; group them, or add `limit`")
    }
    return warnings
  }
}
