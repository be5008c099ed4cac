import Expressions
import JSON

/// A writer of a GitHub Markdown table, with the selected columns or the default ones.
struct MarkdownWriter: RowWriter {
  /// The number of first rows that decide columns and alignments.
  static let settlingRows = 100

  private var output: OutputBuffer
  private let options: OutputOptions
  private var columns: [Column]?
  private var waiting: [RawJSON] = []

  init(into sink: any ByteSink, options: OutputOptions) {
    output = OutputBuffer(sink)
    self.options = options
  }

  mutating func write(_ row: Row) throws {
    if let columns {
      appendRow(row.raw, columns)
    } else {
      waiting.append(row.raw.detached())
      if waiting.count >= Self.settlingRows { settle() }
    }
    try output.drainIfLarge()
  }

  /// Rows that are kept until the columns are decided are not written yet.
  mutating func flush() throws { try output.flush() }

  mutating func finish() throws {
    if columns == nil { settle() }
    try output.flush()
  }

  private mutating func settle() {
    let columns = options.shownColumns(of: waiting)
    self.columns = columns
    guard !columns.isEmpty else { return }
    appendLine(columns.map { Self.escaped($0.label) })
    appendLine(columns.map { isNumeric($0) ? "---:" : "---" })
    for row in waiting { appendRow(row, columns) }
    waiting = []
  }

  private func isNumeric(_ column: Column) -> Bool {
    let values = waiting.compactMap { column.value(in: $0) }.filter { $0.kind != .null }
    return !values.isEmpty && values.allSatisfy { $0.kind == .number }
  }

  private mutating func appendRow(_ row: RawJSON, _ columns: [Column]) {
    guard !columns.isEmpty else { return }
    appendLine(columns.map { $0.value(in: row).map(Self.cell) ?? "" })
  }

  private mutating func appendLine(_ cells: [String]) {
    output.appendLine("| " + cells.joined(separator: " | ") + " |")
  }

  private static func cell(_ value: RawJSON) -> String {
    escaped(value.flatIdentity)
  }

  /// Escapes characters that Markdown would read as markup; line ends become `<br>`.
  private static func escaped(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.map(escapedLine).joined(separator: "<br>")
  }

  private static func escapedLine(_ line: Substring) -> String {
    var result = ""
    for scalar in line.unicodeScalars {
      if "\\|`*<&".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return TerminalText.sanitised(result)
  }
}
