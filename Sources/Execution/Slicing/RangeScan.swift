import JSON

/// One range of a list by time of creation, read from its newest row down.
///
/// Bounds are whole seconds and slices do not overlap, so that rows of one second stay together and
/// keep Stripe's order.
struct RangeScan {
  enum Progress: Equatable {
    case waiting
    case asking
    case done
  }

  /// A page that waits for earlier slices.
  struct HeldPage {
    let number: Int
    let rows: Int
    let bytes: Int
    /// The id and the second of its last row, in the order of the list.
    let end: RowMark?
    /// True if one plain walk would have requested it as well.
    let isPlain: Bool

    init(number: Int, rows: [RawJSON], end: RowMark?, isPlain: Bool) {
      (self.number, self.isPlain) = (number, isPlain)
      self.rows = rows.count
      bytes = rows.byteCount
      self.end = end
    }
  }

  /// The newest second; nil for the slice that begins the list.
  var newest: Int?
  /// The oldest second; nil for the slice that ends the list.
  var oldest: Int?
  var progress = Progress.waiting
  /// The id of the last row received.
  var cursor: String?
  /// The second of the last row received.
  var reached: Int?
  /// The ids of the rows of that second and of the page before, which a page may return again.
  var recent: Set<String> = []
  /// The number of restarts at the reached second since the last new row.
  private var resumptions = 0
  /// The number of rows seen again since the last restart, while the scan returns to where it was.
  private var rowsMetAgain = 0
  /// True if a page did not advance since the last new row; a second one is an error.
  private var isStuck = false
  private var wholeDensity = Density()
  private var recentDensity = Density()
  /// The assumed rows per second before any row was received: the neighbour's density.
  let assumedDensity: Double
  var pages: ArraySlice<HeldPage> = []
  /// The number of rows received since the slice was created.
  private var rowCount = 0

  init(newest: Int?, oldest: Int?, assumedDensity: Double = 0) {
    self.newest = newest
    self.oldest = oldest
    self.assumedDensity = assumedDensity
  }

  /// The rows per second in the last pages, so that a dense time shows at once.
  var density: Double { recentDensity.rowsPerSecond ?? assumedDensity }

  /// The estimated rows per second older than the slice, from all rows received. Without rows it is
  /// half of the assumed density: the next slice is then twice as long, and a long time without
  /// rows takes few requests.
  var densityBehind: Double { wholeDensity.rowsPerSecond ?? assumedDensity / 2 }

  /// Returns the estimated rows per second where the slice above begins; nil while no row is known
  /// below it.
  /// - Parameter below: the same for this slice.
  ///
  /// An empty slice shows that there are fewer. For a slice that has received nothing yet, half of
  /// the density below is assumed, so that the next slice is longer.
  func densityAbove(_ below: Double?) -> Double? {
    guard progress == .done, let newest else {
      return wholeDensity.rowsPerSecond ?? below.map { $0 / 2 }
    }
    let seconds = Double(newest) - Double(oldest ?? reached ?? newest) + 1
    let density = max(Double(rowCount) / max(1, seconds), (below ?? 0) / 8)
    return density > 0 ? density : nil
  }

  /// The newest second that is still to be read; nil if it has no bound yet.
  var top: Int? { reached ?? newest }

  /// The number of rows that were received and wait.
  var heldRows: Int { pages.reduce(0) { $0 + $1.rows } }

  /// The number of rows still expected; nil if the end is open.
  var remainingRows: Double? {
    guard progress != .done else { return 0 }
    guard let oldest, let top else { return nil }
    return Double(max(0, top - oldest)) * density
  }

  /// True if it has more rows than were expected when it was created, and is not at its end.
  var isCrowded: Bool {
    guard assumedDensity > 0, let newest, let oldest else { return false }
    return Double(rowCount) >= (Double(newest) - Double(oldest)) * assumedDensity
  }

  /// Returns the number of rows expected down to a second. Before the slice is crowded, a dense
  /// time within it is ignored.
  func expectedRows(downTo oldest: Int) -> Double {
    let isAsAssumed = assumedDensity > 0 && !isCrowded
    return (Double(top ?? oldest) - Double(oldest)) * (isAsAssumed ? assumedDensity : density)
  }

  /// True if any row was received.
  var isBegun: Bool { reached != nil }

  /// True if enough is known to choose where to split.
  var isDivisible: Bool { progress != .done && top != nil && density > 0 }
}

extension RangeScan {
  /// Adds the rows of a page.
  mutating func take(_ rows: [SlicePage.Entry], as page: HeldPage) {
    guard let first = rows.first, let last = rows.last else { return }
    let isSameSecond = last.created == reached
    let kept = isSameSecond ? recent : []
    recent = kept.union(rows.map(\.id))
    let seconds = (reached ?? first.created) - last.created
    wholeDensity.add(rows.count, in: seconds)
    recentDensity.fade(by: 4)
    recentDensity.add(rows.count, in: seconds)
    reached = last.created
    cursor = last.id
    (resumptions, rowsMetAgain, isStuck) = (0, 0, false)
    rowCount += rows.count
    pages.append(page)
  }

  /// Removes and returns the next page to emit; nil if there is none yet.
  mutating func nextPage(_ timeOrder: TimeOrder) -> HeldPage? {
    switch timeOrder {
    case .newestFirst: pages.popFirst()
    case .oldestFirst: progress == .done ? pages.popLast() : nil
    }
  }

  /// Continues after a page that has no new row and announces more. After a restart at a second,
  /// the scan sees the rows of that second again; a list that repeats itself returns more than
  /// there are.
  /// - Returns: false if nothing more can be requested, and rows may be missing.
  mutating func pass(_ rows: ArraySlice<SlicePage.Entry>) -> Bool {
    rowsMetAgain += rows.count
    if let last = rows.last?.id, last != cursor, rowsMetAgain <= recent.count {
      cursor = last
      progress = .waiting
      return true
    }
    guard !isStuck else { return false }
    isStuck = true
    return resumeAtSecond()
  }

  /// Continues by time if the object that the cursor names no longer exists: from the reached
  /// second, whose rows are known.
  /// - Returns: false if that was done too often.
  mutating func resumeAtSecond() -> Bool {
    guard resumptions < Self.maxResumptions, cursor != nil, let reached else { return false }
    newest = reached
    cursor = nil
    resumptions += 1
    rowsMetAgain = 0
    progress = .waiting
    return true
  }

  /// The maximum number of consecutive cursors that may be lost before a new row comes.
  private static let maxResumptions = 20
}

/// The identity of a row: its id, and its time of creation in Unix seconds.
struct RowMark: Sendable, Hashable {
  let id: String
  let second: Int
}

/// A number of rows and the seconds they span.
struct Density {
  private var rows = 0.0
  private var seconds = 0.0

  mutating func add(_ rows: Int, in seconds: Int) {
    self.rows += Double(rows)
    self.seconds += Double(seconds)
  }

  /// Reduces the weight of everything counted so far.
  mutating func fade(by divisor: Double) {
    rows /= divisor
    seconds /= divisor
  }

  /// The estimate; nil if there are too few rows for one.
  var rowsPerSecond: Double? { rows > 1 ? rows / max(1, seconds) : nil }
}
