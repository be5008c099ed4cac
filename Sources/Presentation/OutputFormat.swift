import Expressions
import JSON
import StripeCatalog

/// The formats that rows can be printed in.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// An indented array, or a single indented document.
  case json
  /// One compact object per line.
  case ndjson
  /// Columns fitted to a terminal; records of lines if selected columns do not fit.
  case table
  /// Each row as lines of names and values.
  case vertical
  /// Comma-separated values (RFC 4180) with a header.
  case csv
  /// Tab-separated values, with a header.
  case tsv
  /// A GitHub Markdown table.
  case markdown
  /// The `id` of each row, one per line.
  case ids
  /// Bars of a result with numbers, in the order of time if its labels are times.
  case chart
  /// An HTML page with a table and a chart.
  case html
}

/// The properties of the result and of the destination that a format depends on.
package struct OutputOptions: Sendable {
  /// True if the statement returns one document instead of a list.
  package var isSingle: Bool
  /// The columns that `select` names, with which a header can be printed even without rows.
  package var columns: [Column]?
  /// The type of the rows if they have no selected columns; nil if the catalog does not know it.
  package var object: ObjectType?
  /// The width of the terminal in columns, which tables are fitted to; nil for no limit.
  package var width: Int?
  /// True if the output goes to a terminal, so that control characters must be escaped.
  package var isTerminal: Bool
  /// The colours of the output.
  package var palette: Palette
  /// The title of an HTML page: the statement.
  package var title: String?
  /// True if the rows continue earlier ones with the same columns, so that no header is written.
  package var isContinued = false
  /// The time zone in which times are shown.
  package var zone = ClockZone.utc
  /// The format of times in CSV and TSV.
  package var dates = DateStyle.seconds
  /// The format of amounts in CSV and TSV.
  package var money = MoneyStyle.minor
  /// Makes space for rows that must wait; without it they wait in memory.
  package var makeSpace: (@Sendable () throws -> any SpillSpace)?

  /// Creates options; those without a parameter have their default values.
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
  /// Returns the columns to show: the selected ones, or the default columns.
  func shownColumns(of rows: [RawJSON]) -> [Column] {
    columns ?? DefaultColumns.of(rows, object).sorted { $0.place < $1.place }.map(\.column)
  }
}

extension OutputFormat {
  /// True if values are formatted for people, for example amounts with their currencies.
  package var isForPeople: Bool {
    switch self {
    case .table, .vertical, .chart, .html: true
    case .json, .ndjson, .csv, .tsv, .markdown, .ids: false
    }
  }

  /// True for formats of separated values in lines, for other programs.
  package var isDelimited: Bool { self == .csv || self == .tsv }

  /// Returns the format of a result when no format was requested.
  package static func usual(isSingle: Bool, isTerminal: Bool) -> OutputFormat {
    guard isTerminal else { return .ndjson }
    return isSingle ? .json : .table
  }

  /// Returns a writer for one result.
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
