import Expressions
import JSON
import StripeCatalog

/// The formats that rows can be printed in.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// An indented array; of a single document, the document.
  case json
  /// One compact object a line.
  case ndjson
  /// Columns fitted to a terminal; records under one another where they do not fit.
  case table
  /// Each row as lines of names and values.
  case vertical
  /// Comma-separated values by RFC 4180, with a header.
  case csv
  /// Tab-separated values, with a header.
  case tsv
  /// A table in GitHub's Markdown.
  case markdown
  /// The `id` of each row, one a line.
  case ids
  /// Bars, or a time line, of a result with numbers.
  case chart
  /// A page for a browser, with a table and a chart.
  case html
}

/// What a format needs to know about the result and about where it goes.
package struct OutputOptions: Sendable {
  /// Whether the statement answers with one document rather than a list.
  package var isSingle: Bool
  /// The columns a `select` names, so that a header can be printed even without rows.
  package var columns: [Column]?
  /// What rows are that are shown whole; nil where the catalog does not know.
  package var object: ObjectType?
  /// Columns of the terminal that a table is fitted to; nil where nothing limits it.
  package var width: Int?
  /// Whether a terminal shows the output, so that nothing in it may steer that terminal.
  package var isTerminal: Bool
  package var palette: Palette
  /// What a page is called: the statement.
  package var title: String?
  /// Whether the rows follow others of the same columns, so that no header is written.
  package var isContinued = false
  /// The zone by whose clocks times are shown.
  package var zone = ClockZone.utc
  package var dates = DateStyle.seconds
  package var money = MoneyStyle.minor
  /// Makes space for rows that must wait; without it they wait in memory.
  package var makeSpace: (@Sendable () throws -> any SpillSpace)?

  package init(
    isSingle: Bool = false, columns: [Column]? = nil, width: Int? = nil, isTerminal: Bool = false,
    palette: Palette = .plain
  ) {
    self.isSingle = isSingle
    self.columns = columns
    self.width = width
    self.isTerminal = isTerminal
    self.palette = palette
  }
}

extension OutputOptions {
  /// The columns that rows are shown in: the selected ones, or else the most telling.
  func shownColumns(of rows: [RawJSON]) -> [Column] {
    columns ?? TellingColumns.of(rows, object).sorted { $0.place < $1.place }.map(\.column)
  }
}

extension OutputFormat {
  /// Whether values are written as people read them, with the currencies of amounts.
  package var isForPeople: Bool {
    switch self {
    case .table, .vertical, .chart, .html: true
    case .json, .ndjson, .csv, .tsv, .markdown, .ids: false
    }
  }

  /// Whether values are separated in lines, for other programs.
  package var isDelimited: Bool { self == .csv || self == .tsv }

  /// What a result is printed in where nobody asked for a format.
  package static func usual(isSingle: Bool, isTerminal: Bool) -> OutputFormat {
    guard isTerminal else { return .ndjson }
    return isSingle ? .json : .table
  }

  /// A writer for one result.
  package func writer(
    into sink: any ByteSink, options: OutputOptions = OutputOptions()
  ) -> any RowWriter {
    switch self {
    case .json: JSONWriter(into: sink, options: options)
    case .ndjson: NDJSONWriter(into: sink, options: options)
    case .table: TableWriter(into: sink, options: options)
    case .vertical: VerticalWriter(into: sink, options: options)
    case .csv: DelimitedWriter(.csv, into: sink, options: options)
    case .tsv: DelimitedWriter(.tsv, into: sink, options: options)
    case .markdown: MarkdownWriter(into: sink, options: options)
    case .ids: IDWriter(into: sink, options: options)
    case .chart: ChartWriter(into: sink, options: options)
    case .html: PageWriter(into: sink, options: options)
    }
  }
}
