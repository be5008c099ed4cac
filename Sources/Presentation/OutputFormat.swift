import Expressions

/// The formats that rows can be printed in.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// An indented array; of a single document, the document.
  case json
  /// One compact object a line.
  case ndjson
  /// Columns fitted to a terminal.
  case table
  /// Comma-separated values by RFC 4180, with a header.
  case csv
  /// Tab-separated values, with a header.
  case tsv
  /// A table in GitHub's Markdown.
  case markdown
  /// The `id` of each row, one a line.
  case ids
}

/// What a format needs to know about the result and about where it goes.
package struct OutputOptions: Sendable {
  /// Whether the statement answers with one document rather than a list.
  package var isSingle: Bool
  /// The columns a `select` names, so that a header can be printed even without rows.
  package var columns: [Column]?
  /// Columns of the terminal that a table is fitted to.
  package var width: Int
  /// Whether a terminal shows the output, so that nothing in it may steer that terminal.
  package var isTerminal: Bool
  package var palette: Palette

  package init(
    isSingle: Bool = false, columns: [Column]? = nil, width: Int = 80, isTerminal: Bool = false,
    palette: Palette = .plain
  ) {
    self.isSingle = isSingle
    self.columns = columns
    self.width = width
    self.isTerminal = isTerminal
    self.palette = palette
  }
}

extension OutputFormat {
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
    case .csv: DelimitedWriter(.csv, into: sink, options: options)
    case .tsv: DelimitedWriter(.tsv, into: sink, options: options)
    case .markdown: MarkdownWriter(into: sink, options: options)
    case .ids: IDWriter(into: sink, options: options)
    }
  }
}
