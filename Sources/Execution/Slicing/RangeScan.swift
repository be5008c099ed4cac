import JSON

/// One stretch of a list by time of creation, walked from its newest row down.
///
/// Bounds are whole seconds and slices do not overlap, so that rows of one second stay together and
/// keep the order Stripe gives them.
struct RangeScan {
  enum Progress: Equatable {
    case waiting
    case asking
    case done
  }

  /// A page that earlier slices hold back.
  struct HeldPage {
    let number: Int
    let rows: Int
    let bytes: Int
    /// The id and the second of its last row, in the order of the list.
    let end: RowMark?

    init(number: Int, rows: [RawJSON], end: RowMark?) {
      self.number = number
      self.rows = rows.count
      bytes = rows.byteCount
      self.end = end
    }
  }

  /// No row is newer; nil for the slice that begins the walk.
  var newest: Int?
  /// No row is older; nil for the slice that ends the walk.
  var oldest: Int?
  var progress = Progress.waiting
  /// The id of the last row received.
  var cursor: String?
  /// The second of the last row received.
  var reached: Int?
  /// The ids received of that second and of the page before, which a page may bring again.
  var recent: Set<String> = []
  /// Times that the walk was begun again at the second it had reached since something new came.
  private var resumptions = 0
  /// Rows met again since the last time, which bring the walk to where it was.
  private var rowsMetAgain = 0
  /// Whether a page led nowhere since something new came; twice is the end.
  private var isStuck = false
  private var wholeDensity = Density()
  private var recentDensity = Density()
  /// Rows a second where nothing was received yet: what the neighbour had.
  let assumedDensity: Double
  var pages: ArraySlice<HeldPage> = []
  /// Rows received since the slice was made.
  private var rowCount = 0

  init(newest: Int?, oldest: Int?, assumedDensity: Double = 0) {
    self.newest = newest
    self.oldest = oldest
    self.assumedDensity = assumedDensity
  }

  /// Rows a second, from what was received last: a crowd shows at once.
  var density: Double { recentDensity.rowsPerSecond ?? assumedDensity }

  /// Rows a second older than the slice, estimated from all rows received. Where none were, half of
  /// the assumed density: the next slice is then twice as long, and a long time without rows takes
  /// few requests.
  var densityBehind: Double { wholeDensity.rowsPerSecond ?? assumedDensity / 2 }

  /// Rows a second where the slice above begins; nil while no row is known below it.
  /// - Parameter below: the same for this slice.
  ///
  /// A slice that turned out empty shows that there are fewer. For one that has received nothing
  /// yet, half of the density below is assumed, so that the next slice reaches further.
  func densityAbove(_ below: Double?) -> Double? {
    guard progress == .done, let newest else {
      return wholeDensity.rowsPerSecond ?? below.map { $0 / 2 }
    }
    let seconds = Double(newest) - Double(oldest ?? reached ?? newest) + 1
    let density = max(Double(rowCount) / max(1, seconds), (below ?? 0) / 8)
    return density > 0 ? density : nil
  }

  /// The newest second that is still to be walked; nil where nothing bounds it yet.
  var top: Int? { reached ?? newest }

  /// Rows that were received and wait.
  var heldRows: Int { pages.reduce(0) { $0 + $1.rows } }

  /// The rows expected behind what was received; nil where the end is open.
  var remainingRows: Double? {
    guard progress != .done else { return 0 }
    guard let oldest, let top else { return nil }
    return Double(max(0, top - oldest)) * density
  }

  /// Whether it has had as many rows as were expected when it was cut off, and is not at its end.
  var isCrowded: Bool {
    guard assumedDensity > 0, let newest, let oldest else { return false }
    return Double(rowCount) >= (Double(newest) - Double(oldest)) * assumedDensity
  }

  /// The rows expected down to a second. Before it is crowded, a crowd within it means nothing.
  func expectedRows(downTo oldest: Int) -> Double {
    let isAsAssumed = assumedDensity > 0 && !isCrowded
    return (Double(top ?? oldest) - Double(oldest)) * (isAsAssumed ? assumedDensity : density)
  }

  /// Whether any row was received.
  var isBegun: Bool { reached != nil }

  /// Whether enough is known to say where to split.
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

  /// Takes away the page to hand on next; nil where there is none yet.
  mutating func nextPage(_ timeOrder: TimeOrder) -> HeldPage? {
    switch timeOrder {
    case .newestFirst: pages.popFirst()
    case .oldestFirst: progress == .done ? pages.popLast() : nil
    }
  }

  /// Continues after a page that brought nothing new and promises more. Begun again at a second,
  /// the walk passes all rows of that second; a list that repeats itself has more than there are.
  /// - Returns: false where nothing more can be asked for, and rows may be missing.
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

  /// Continues by time where the object that the cursor names is gone: from the second reached,
  /// whose rows are known.
  /// - Returns: false where that was done too often.
  mutating func resumeAtSecond() -> Bool {
    guard resumptions < Self.mostResumptions, cursor != nil, let reached else { return false }
    newest = reached
    cursor = nil
    resumptions += 1
    rowsMetAgain = 0
    progress = .waiting
    return true
  }

  /// Cursors in a row that may vanish before anything new comes.
  private static let mostResumptions = 20
}

/// A row as a walk remembers it: its id, and when it was created, in Unix seconds.
struct RowMark: Sendable, Hashable {
  let id: String
  let second: Int
}

/// Rows and the seconds they span.
struct Density {
  private var rows = 0.0
  private var seconds = 0.0

  mutating func add(_ rows: Int, in seconds: Int) {
    self.rows += Double(rows)
    self.seconds += Double(seconds)
  }

  /// Makes what was counted so far count for less than what comes.
  mutating func fade(by divisor: Double) {
    rows /= divisor
    seconds /= divisor
  }

  /// Nil where there are too few rows for an estimate.
  var rowsPerSecond: Double? { rows > 1 ? rows / max(1, seconds) : nil }
}
