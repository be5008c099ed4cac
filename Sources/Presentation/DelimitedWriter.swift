import Expressions
import JSON

/// A writer of CSV or TSV with a header.
///
/// Without selected columns, the header has a column for each scalar or array that occurs in any
/// row, with dotted names for nested ones; rows are kept in a spool until all of them are known.
struct DelimitedWriter: RowWriter {
  private let options: OutputOptions
  private let values: DelimitedValues
  private var output: OutputBuffer
  private var hasHeader = false
  private var tree: ColumnTree
  private var waiting: RecordSpool

  init(_ dialect: DelimitedDialect, into sink: any ByteSink, options: OutputOptions) {
    self.options = options
    output = OutputBuffer(sink)
    values = DelimitedValues(dialect, options)
    tree = ColumnTree(of: options.object)
    waiting = RecordSpool(makeSpace: options.makeSpace)
  }

  mutating func write(_ row: Row) throws {
    let raw = row.raw
    if let columns = options.columns {
      appendHeader(columns)
      append(raw, columns)
      try output.drainIfLarge()
    } else {
      try keep(raw)
    }
  }

  /// Rows that are kept until the header is known are not written yet.
  mutating func flush() throws { try output.flush() }

  mutating func finish() throws {
    if let columns = options.columns {
      appendHeader(columns)
    } else {
      try appendWaiting()
    }
    try output.flush()
  }

  /// Keeps the fields of a row, written already: each row is read once.
  private mutating func keep(_ row: RawJSON) throws {
    let values = values
    var fields = FlatRow()
    tree.learn(row) { value, column, number in
      fields.append(values.field(value, column, in: row), at: number)
    }
    try waiting.append(fields.bytes)
  }

  private mutating func appendWaiting() throws {
    let columns = tree.settle()
    appendHeader(columns)
    let positions = tree.positions
    while let row = try waiting.next() {
      guard let fields = FlatRow.fields(in: row, positions: positions, count: columns.count)
      else { throw ChangedSpace() }
      if !columns.isEmpty { appendLine(fields) }
      try output.drainIfLarge()
    }
  }

  private mutating func appendHeader(_ columns: [Column]) {
    guard !hasHeader, !columns.isEmpty else { return }
    hasHeader = true
    if options.isContinued { return }
    appendLine(columns.map { values.field($0.label).utf8 })
  }

  private mutating func append(_ row: RawJSON, _ columns: [Column]) {
    guard !columns.isEmpty else { return }
    appendLine(columns.map { values.field($0.value(in: row), $0, in: row).utf8 })
  }

  private mutating func appendLine(_ fields: [some Collection<UInt8>]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { output.bytes.append(values.dialect.separator) }
      output.bytes.append(contentsOf: field)
    }
    output.append("\n")
  }
}

/// Values as CSV and TSV files contain them.
struct DelimitedValues: Sendable {
  let dialect: DelimitedDialect
  private let isTerminal: Bool
  private let dates: DateStyle
  private let money: MoneyStyle
  private let time: TimeText

  init(_ dialect: DelimitedDialect, _ options: OutputOptions) {
    self.dialect = dialect
    isTerminal = options.isTerminal
    (dates, money) = (options.dates, options.money)
    time = TimeText(zone: options.zone)
  }

  /// Returns the text of a value between separators; empty for null and absent values.
  func field(_ value: RawJSON?, _ column: Column, in row: RawJSON) -> String {
    guard let value, value.kind != .null else { return "" }
    return field(text(of: value, column, in: row))
  }

  /// Returns a text as it is written between separators.
  func field(_ text: String) -> String {
    let field = dialect.field(text)
    return isTerminal ? TerminalText.sanitised(field) : field
  }

  private func text(of value: RawJSON, _ column: Column, in row: RawJSON) -> String {
    switch column.kind {
    case .id: value.flatIdentity
    case .time where dates == .iso: time.iso(value) ?? value.flatText
    case .money(let place?) where money == .decimal: decimal(value, row, place) ?? value.flatText
    case .unknown, .text, .number, .boolean, .state, .time, .money: value.flatText
    }
  }

  private func decimal(_ value: RawJSON, _ row: RawJSON, _ place: RowPath) -> String? {
    guard let units = value.numberText ?? value.string, let currency = row.currency(at: place)
    else { return nil }
    return MoneyText.decimal(of: units, in: currency)
  }
}

/// The format of times in CSV and TSV.
package enum DateStyle: String, Sendable, Hashable, CaseIterable {
  /// Unix seconds, as Stripe returns them.
  case seconds
  /// ISO 8601, as in `2026-10-26T14:31:05Z`.
  case iso
}

/// The format of amounts of money in CSV and TSV.
package enum MoneyStyle: String, Sendable, Hashable, CaseIterable {
  /// The currency's smallest unit, as Stripe returns amounts.
  case minor
  /// Decimal numbers with as many decimals as the currency has: `20.00`.
  case decimal
}
