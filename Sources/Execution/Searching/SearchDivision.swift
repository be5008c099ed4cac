/// Finds the stretches of time a search is divided into, newest first: told how many rows the
/// stretch had that it chose, it keeps that or chooses a shorter one.
struct SearchDivision {
  /// A stretch of time; open ends are nil.
  struct Window: Equatable {
    let newest: Int?
    let oldest: Int?
  }

  /// Rows from the frontier down to a second, as far as they have been counted.
  private struct Known {
    let oldest: Int?
    var rows: Int
    let isExact: Bool
    let sample: Sample?
  }

  /// The times of the rows on one page, which Stripe's search mostly gives newest first.
  struct Sample {
    let newest: Int
    let oldest: Int
    let rows: Int
  }

  private let range: ClosedRange<Int>
  private let rowsOfSlice: Int
  /// The newest second that no slice covers yet.
  private var frontier: Int
  private var isAtTop = true
  /// Outermost first, each within the one before it.
  private var known: [Known] = []
  private var window = Window(newest: nil, oldest: nil)
  /// Seconds and rows of the slice found last.
  private var last: (seconds: Int, rows: Int)?
  private(set) var isCovered = false

  /// Beyond so many, Stripe's counts are not exact.
  private static let mostCounted = 10_000
  /// Rows of a slice that are not worth counting again, beside those aimed at.
  private static let tolerance = 1.6

  init(range: ClosedRange<Int>, now: Int, rowsOfSlice: Int) {
    let earliestCreated = RangeScanScheduler.earliestCreated
    self.range = max(range.lowerBound, earliestCreated)...max(range.upperBound, earliestCreated)
    self.rowsOfSlice = rowsOfSlice
    frontier = max(min(range.upperBound, now), self.range.lowerBound)
  }

  private var mostRows: Int { Int(Double(rowsOfSlice) * Self.tolerance) }

  /// The stretch to count next; nil where all are found.
  mutating func next() -> Window? {
    guard !isCovered else { return nil }
    let newest = isAtTop ? nil : frontier
    guard let rest = known.last else {
      window = Window(newest: newest, oldest: nil)
      return window
    }
    let span = seconds(downTo: rest.oldest)
    let isWhole = span <= 1 || (rest.isExact && rest.rows <= mostRows)
    let oldest = isWhole ? rest.oldest : frontier - stretch(in: rest, span: span) + 1
    window = Window(newest: newest, oldest: oldest)
    return window
  }

  /// Takes the number of rows in the stretch at hand, nil where nobody knows, and says whether it
  /// is a slice now.
  /// - Parameter sample: some rows of it.
  mutating func takes(_ count: Int?, sample: Sample? = nil) -> Bool {
    let span = seconds(downTo: window.oldest)
    if let count, count > mostRows, span > 1 {
      known.removeAll { $0.oldest == window.oldest }
      known.append(
        Known(
          oldest: window.oldest, rows: count, isExact: count < Self.mostCounted, sample: sample))
      return false
    }
    last = (span, count ?? 0)
    for index in known.indices { known[index].rows -= count ?? 0 }
    cover()
    return true
  }

  private mutating func cover() {
    guard let oldest = window.oldest, oldest > range.lowerBound else {
      isCovered = true
      return
    }
    known.removeAll { $0.oldest.map { $0 >= oldest } ?? false }
    frontier = oldest - 1
    isAtTop = false
  }

  private func seconds(downTo oldest: Int?) -> Int {
    max(0, frontier - (oldest ?? range.lowerBound) + 1)
  }

  /// Seconds that probably hold as many rows as a slice should, fewer than the whole span, so that
  /// what was counted already is not counted again.
  private func stretch(in rest: Known, span: Int) -> Int {
    if let stretch = rest.sample.flatMap(stretch), stretch < Double(span) * 0.75 {
      return max(1, Int(stretch))
    }
    let wanted = Double(rowsOfSlice)
    let even = Double(span) * wanted / Double(max(rest.rows, 1))
    let grown = last.map { Double($0.seconds) * min(8, wanted / Double(max($0.rows, 1))) } ?? even
    let isSparse = last.map { 2 * $0.rows < rowsOfSlice } ?? false
    let seconds = !rest.isExact ? grown : isSparse ? max(even, grown) : min(even, grown)
    return max(1, Int(min(seconds, Double(span) / 2)))
  }

  /// The same by how close the newest rows are to each other; a long time without any stands alone.
  private func stretch(by sample: Sample) -> Double? {
    guard sample.newest <= frontier, sample.rows > 0 else { return nil }
    let gap = Double(frontier - sample.newest)
    let seconds = Double(sample.newest - sample.oldest + 1) * Double(rowsOfSlice)
    let dense = seconds / Double(sample.rows)
    return gap > 4 * dense ? gap : gap + dense
  }
}
