import Expressions
import JSON

/// The columns of a table, fitted to a width.
struct TableLayout: Sendable {
  struct FittedColumn: Sendable, Hashable {
    let column: Column
    let width: Int
    let alignment: TextAlignment
  }

  /// Blanks between columns.
  private static let gap = 2
  /// No text column is squeezed below this while there are columns to drop.
  private static let leastTextWidth = 8

  let columns: [FittedColumn]
  /// Columns that did not fit, by title.
  let dropped: [String]

  /// - Parameters:
  ///   - candidates: columns, the one to keep longest first.
  ///   - rows: the rows that widths are settled by.
  ///   - width: columns of the terminal.
  init(_ candidates: [RankedColumn], rows: [RawJSON], width: Int) {
    var kept: [Measure] = []
    var dropped: [String] = []
    var used = -Self.gap
    for candidate in candidates {
      let measure = Measure(candidate, rows)
      let needed = measure.least + Self.gap
      if kept.isEmpty || used + needed <= width {
        kept.append(measure)
        used += needed
      } else {
        dropped.append(candidate.column.label)
      }
    }
    self.dropped = dropped
    let widths = Self.shared(width - used, among: kept)
    columns = zip(kept, widths)
      .sorted { $0.0.ranked.place < $1.0.ranked.place }
      .map { measure, fitted in
        FittedColumn(
          column: measure.ranked.column, width: min(fitted, max(width, 1)),
          alignment: measure.isNumeric ? .right : .left)
      }
  }

  /// Shares the room that is left among the columns that could use it, the least needy first.
  private static func shared(_ spare: Int, among measures: [Measure]) -> [Int] {
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

  /// How wide a column would like to be, and how narrow it can be.
  private struct Measure {
    let ranked: RankedColumn
    let natural: Int
    let least: Int
    let isNumeric: Bool

    init(_ ranked: RankedColumn, _ rows: [RawJSON]) {
      let cells = rows.compactMap { ranked.column.value(in: $0) }
        .filter { $0.kind != .null }
        .map { TableCell($0) }
      let title = DisplayWidth.of(TerminalText.sanitised(ranked.column.label))
      self.ranked = ranked
      natural = cells.reduce(title) { max($0, DisplayWidth.of($1.text)) }
      isNumeric = !cells.isEmpty && cells.allSatisfy(\.isNumber)
      // A number or an id cut short is a wrong one.
      let isWhole = isNumeric || ranked.column == Column(member: "id")
      least = isWhole ? natural : min(natural, TableLayout.leastTextWidth)
    }
  }
}
