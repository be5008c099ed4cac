import Expressions
import JSON

/// The columns of a table, fitted to a width.
struct TableLayout: Sendable {
  struct FittedColumn: Sendable, Hashable {
    let column: Column
    let width: Int
    let alignment: TextAlignment
  }

  /// The number of blanks between columns.
  private static let gap = 2
  /// The minimum width of a text that is cut; columns are left out before it gets narrower.
  static let minCutWidth = 14
  /// The minimum width of a text that is wrapped.
  static let minWrappedWidth = 8

  let columns: [FittedColumn]
  /// The titles of columns that did not fit.
  let dropped: [String]

  /// Fits columns to a width.
  /// - Parameters:
  ///   - candidates: the columns, the most important first.
  ///   - rows: the rows that decide the widths.
  ///   - width: the width of the terminal in columns; nil for no limit.
  ///   - leastTextWidth: the minimum width of columns with long texts.
  init(
    _ candidates: [RankedColumn], rows: [RawJSON], text: CellText, width: Int?,
    leastTextWidth: Int = minCutWidth
  ) {
    let measures = candidates.map { ColumnMeasure($0, rows, text, leastTextWidth) }
    guard let width else {
      self.init(measures, widths: measures.map(\.natural), dropped: [])
      return
    }
    var kept: [ColumnMeasure] = []
    var dropped: [String] = []
    var used = -Self.gap
    for measure in measures {
      let needed = measure.least + Self.gap
      if kept.isEmpty || used + needed <= width {
        kept.append(measure)
        used += needed
      } else {
        dropped.append(measure.ranked.column.label)
      }
    }
    let widths = Self.shared(width - used, among: kept).map { min($0, max(width, 1)) }
    self.init(kept, widths: widths, dropped: dropped)
  }

  private init(_ measures: [ColumnMeasure], widths: [Int], dropped: [String]) {
    self.dropped = dropped
    columns = zip(measures, widths)
      .sorted { $0.0.ranked.place < $1.0.ranked.place }
      .map { measure, width in
        FittedColumn(column: measure.ranked.column, width: width, alignment: measure.alignment)
      }
  }

  /// Distributes the remaining width over the columns that need more, beginning with those that
  /// need least.
  private static func shared(_ spare: Int, among measures: [ColumnMeasure]) -> [Int] {
    var widths = measures.map(\.least)
    var spare = max(0, spare)
    let hungry = measures.indices
      .filter { measures[$0].natural > widths[$0] }
      .sorted { measures[$0].natural - widths[$0] < measures[$1].natural - widths[$1] }
    for (position, index) in hungry.enumerated() {
      let share = spare / (hungry.count - position)
      let given = min(share, measures[index].natural - widths[index])
      widths[index] += given
      spare -= given
    }
    return widths
  }
}

/// The natural and the minimum width of a column.
private struct ColumnMeasure {
  let ranked: RankedColumn
  let natural: Int
  let least: Int
  let alignment: TextAlignment

  init(_ ranked: RankedColumn, _ rows: [RawJSON], _ text: CellText, _ leastTextWidth: Int) {
    let cells = rows.map { text.cell(ranked.column, in: $0) }.filter { $0 != .null }
    let title = DisplayWidth.of(TerminalText.sanitised(ranked.column.label))
    let widths = cells.map { DisplayWidth.of($0.text) }
    let whole = zip(cells, widths).lazy.filter(\.0.isWhole).map(\.1).max() ?? 0
    self.ranked = ranked
    natural = max(title, widths.max() ?? 0)
    least = min(natural, max(whole, title, leastTextWidth))
    alignment = !cells.isEmpty && cells.allSatisfy { $0.alignment == .right } ? .right : .left
  }
}
