import Expressions
import JSON

/// Values between separators, under a header.
///
/// Without selected columns, the header is settled by the first rows: one column for each
/// scalar or array in them, nested names dotted. Members that first appear later have no column
/// any more; they are left out and named in a warning.
struct DelimitedWriter: RowWriter {
  /// How many rows settle the header.
  static let settlingRows = 100

  private let dialect: DelimitedDialect
  private let isTerminal: Bool
  private var output: OutputBuffer
  private var columns: [Column]?
  private var tree: ColumnTree?
  private var waiting: [RawJSON] = []
  private var isSettled = false
  private var strangers: [String] = []

  init(_ dialect: DelimitedDialect, into sink: any ByteSink, options: OutputOptions) {
    self.dialect = dialect
    output = OutputBuffer(sink)
    isTerminal = options.isTerminal
    columns = options.columns
  }

  mutating func write(_ row: Row) throws {
    if !isSettled {
      // What waits must not keep the page alive that it came in.
      waiting.append(row.raw.detached())
      if columns != nil || waiting.count >= Self.settlingRows { settle() }
    } else {
      appendRow(row.raw)
    }
    try output.drainIfLarge()
  }

  /// Rows that wait for the header to settle go on waiting.
  mutating func flush() throws { try output.flush() }

  mutating func finish() throws {
    if !isSettled { settle() }
    try output.flush()
  }

  private mutating func settle() {
    isSettled = true
    if columns == nil {
      var tree = ColumnTree()
      for row in waiting { tree.learn(row) }
      columns = tree.settle()
      self.tree = tree
    }
    if let columns, !columns.isEmpty { appendLine(columns.map { field($0.label) }) }
    for row in waiting { appendRow(row) }
    waiting = []
  }

  private mutating func appendRow(_ row: RawJSON) {
    guard let columns, !columns.isEmpty else { return }
    appendLine(cells(of: row, columns).map { $0.map(field) ?? "" })
  }

  private mutating func cells(of row: RawJSON, _ columns: [Column]) -> [RawJSON?] {
    guard let tree else { return columns.map { $0.value(in: row) } }
    var found: [String] = []
    let cells = tree.cells(of: row, count: columns.count, strangers: &found)
    for title in found where !strangers.contains(title) { strangers.append(title) }
    return cells
  }

  private func field(_ value: RawJSON) -> String {
    value.kind == .null ? "" : field(value.flatText)
  }

  private func field(_ text: String) -> String {
    let field = dialect.field(text)
    return isTerminal ? TerminalText.sanitised(field) : field
  }

  private mutating func appendLine(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { output.bytes.append(dialect.separator) }
      output.append(field)
    }
    output.append("\n")
  }

  var warnings: [String] {
    guard !strangers.isEmpty else { return [] }
    let names = strangers.prefix(5).map { "`\(TerminalText.sanitised($0))`" }.joined(
      separator: ", ")
    let more = strangers.count > 5 ? " and \(strangers.count - 5) more" : ""
    return [
      "\(names)\(more) omitted: they first appear after row \(Self.settlingRows); "
        + "list them with `select`"
    ]
  }
}
