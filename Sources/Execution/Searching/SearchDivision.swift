/// Chooses the time windows that a search is divided into, newest first. It takes the number of
/// rows in the chosen window, and keeps the window or chooses a shorter one.
struct SearchDivision {
  /// A window of time, in Unix seconds; open ends are nil.
  struct Window: Equatable {
    let newest: Int?
    let oldest: Int?
  }

  /// The number of rows from the frontier down to a second, as far as they were counted.
  fileprivate struct Known {
    let oldest: Int?
    var rows: Int
    let isExact: Bool
    let sample: Sample?
    /// The frontier when the rows were counted.
    let frontier: Int
  }

  /// The times of the rows on one page, which Stripe's search mostly returns newest first.
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
  /// Counted windows, outermost first, each inside the one before it.
  private var known: [Known] = []
  private var window = Window(newest: nil, oldest: nil)
  /// The length in seconds and the number of rows of the last slice.
  private var last: (seconds: Int, rows: Int)?
  private(set) var isCovered = false

  /// The number of rows above which Stripe's counts are not exact.
  private static let maxCounted = 10_000
  /// The factor by which a slice may have more rows than intended without being divided again.
  private static let tolerance = 1.6
  /// A slice with less than one in so many of the intended rows is sparse.
  private static let sparseShare = 4

  init(range: ClosedRange<Int>, now: Int, rowsOfSlice: Int) {
    let earliestCreated = RangeScanScheduler.earliestCreated
    self.range = max(range.lowerBound, earliestCreated)...max(range.upperBound, earliestCreated)
    self.rowsOfSlice = rowsOfSlice
    frontier = max(min(range.upperBound, now), self.range.lowerBound)
  }

  private var maxRows: Int { Int(Double(rowsOfSlice) * Self.tolerance) }

  /// Returns the window to count next; nil if all slices are found.
  mutating func next() -> Window? {
    guard !isCovered else { return nil }
    let newest = isAtTop ? nil : frontier
    window = Window(newest: newest, oldest: nextOldest)
    return window
  }

  /// The oldest second of the window to count next.
  private var nextOldest: Int? {
    guard let rest = known.last, let outer = known.first else { return nil }
    if isSparse, outer.isOutdated(at: frontier) { return outer.oldest }
    let span = seconds(downTo: rest.oldest)
    if span <= 1 || (rest.isExact && rest.rows <= maxRows) { return rest.oldest }
    let stretch = stretch(in: rest, span: span)
    if rest.isOutdated(at: frontier), stretch >= Double(span) / 2 { return rest.oldest }
    return frontier - max(1, Int(min(stretch, Double(span) / 2))) + 1
  }

  /// True if the last slice has so few rows that probably not many are left.
  private var isSparse: Bool {
    last.map { Self.sparseShare * $0.rows < rowsOfSlice } ?? false
  }

  /// Takes the number of rows in the current window and returns true if it is a slice now.
  /// - Parameters:
  ///   - count: the number of rows; nil if it is not known.
  ///   - sample: some rows of the window.
  mutating func takes(_ count: Int?, sample: Sample? = nil) -> Bool {
    let span = seconds(downTo: window.oldest)
    if let count, count > maxRows, span > 1 {
      known.removeAll { $0.oldest ?? .min >= window.oldest ?? .min }
      known.append(
        Known(
          oldest: window.oldest, rows: count, isExact: count < Self.maxCounted, sample: sample,
          frontier: frontier))
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

  /// Returns the seconds that probably have as many rows as a slice should.
  private func stretch(in rest: Known, span: Int) -> Double {
    if let stretch = rest.sample.flatMap(stretch), stretch < Double(span) * 0.75 { return stretch }
    let wanted = Double(rowsOfSlice)
    let even = Double(span) * wanted / Double(max(rest.rows, 1))
    let grown = last.map { Double($0.seconds) * min(8, wanted / Double(max($0.rows, 1))) } ?? even
    let isThin = last.map { 2 * $0.rows < rowsOfSlice } ?? false
    return !rest.isExact ? grown : isThin ? max(even, grown) : min(even, grown)
  }

  /// Estimates the same from how close the newest rows are to each other; a long time without rows
  /// becomes a slice of its own.
  private func stretch(by sample: Sample) -> Double? {
    guard sample.newest <= frontier, sample.rows > 0 else { return nil }
    let gap = Double(frontier - sample.newest)
    let seconds = Double(sample.newest - sample.oldest + 1) * Double(rowsOfSlice)
    let dense = seconds / Double(sample.rows)
    return gap > 4 * dense ? gap : gap + dense
  }
}

extension SearchDivision.Known {
  /// True if only a bound of the rows was known, and slices were found since.
  fileprivate func isOutdated(at frontier: Int) -> Bool { !isExact && self.frontier != frontier }
}
