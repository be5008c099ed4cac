import Expressions
import JSON

/// A writer of CSV or TSV with a header.
///
/// Without selected columns, the header has a column for each scalar or array that occurs in any
/// row, with dotted names for nested ones; rows are kept in a spool until all of them are known.
struct DelimitedWriter: RowWriter {
  private let dialect: DelimitedDialect
  private let options: OutputOptions
  private let values: DelimitedValues
  private var output: OutputBuffer
  private var hasHeader = false
  private var tree = ColumnTree()
  private var waiting: SpooledRows

  init(_ dialect: DelimitedDialect, into sink: any ByteSink, options: OutputOptions) {
    self.dialect = dialect
    self.options = options
    output = OutputBuffer(sink)
    values = DelimitedValues(options)
    waiting = SpooledRows(makeSpool: options.makeSpool)
  }

  mutating func write(_ row: Row) throws {
    let raw = row.raw
    if let columns = options.columns {
      appendHeader(columns)
      append(raw, columns.map { $0.value(in: raw) }, columns)
      try output.drainIfLarge()
    } else {
      tree.learn(raw)
      try waiting.append(raw)
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

  private mutating func appendWaiting() throws {
    var tree = tree
    let columns = tree.settle().map { column in
      Column(
        column.label, at: column.path,
        showing: options.object?.displayKind(at: column.path) ?? .unknown)
    }
    appendHeader(columns)
    try waiting.forEach { row in
      append(row, tree.cells(of: row, count: columns.count), columns)
      try output.drainIfLarge()
    }
  }

  private mutating func appendHeader(_ columns: [Column]) {
    guard !hasHeader, !columns.isEmpty else { return }
    hasHeader = true
    if options.isContinued { return }
    appendLine(columns.map { field($0.label) })
  }

  private mutating func append(_ row: RawJSON, _ cells: [RawJSON?], _ columns: [Column]) {
    guard !columns.isEmpty else { return }
    appendLine(
      zip(cells, columns).map { cell, column in
        guard let cell, cell.kind != .null else { return "" }
        return field(values.text(of: cell, column, in: row))
      })
  }

  private func field(_ text: String) -> String {
    let field = dialect.field(text)
    return options.isTerminal ? TerminalText.sanitised(field) : field
  }

  private mutating func appendLine(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { output.bytes.append(dialect.separator) }
      output.append(field)
    }
    output.append("\n")
  }
}

/// Values as CSV and TSV files contain them.
struct DelimitedValues: Sendable {
  private let dates: DateStyle
  private let money: MoneyStyle
  private let time: TimeText

  init(_ options: OutputOptions) {
    (dates, money) = (options.dates, options.money)
    time = TimeText(zone: options.zone)
  }

  func text(of value: RawJSON, _ column: Column, in row: RawJSON) -> String {
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
