import JSON

/// One stretch of a list by time of creation, walked from its newest row down.
///
/// Bounds are whole seconds and slices do not overlap, so that rows of one second stay together and
/// keep the order Stripe gives them.
struct TimeSlice {
  enum Progress: Equatable {
    case waiting
    case asking
    case done
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
  /// Whether the walk was begun again at the second it had reached; twice would be no progress.
  var wasResumed = false
  /// Rows received, and the seconds they span.
  var received = 0
  /// Rows a second where nothing was received yet: what the neighbour had.
  var assumedDensity: Double
  /// Pages that earlier slices hold back.
  var pages: [[RawJSON]] = []

  init(newest: Int?, oldest: Int?, assumedDensity: Double = 0) {
    self.newest = newest
    self.oldest = oldest
    self.assumedDensity = assumedDensity
  }

  /// Rows a second, from what was received.
  var density: Double {
    guard let start, let reached, received > 1 else { return assumedDensity }
    return Double(received) / Double(max(1, start - reached))
  }

  /// The second of the first row received.
  var start: Int?

  /// The newest second that is still to be walked; nil where nothing bounds it yet.
  var top: Int? { reached ?? newest }

  /// Seconds still to be walked; nil where the end is open.
  var remainingSeconds: Int? {
    guard let oldest, let top else { return nil }
    return max(0, top - oldest)
  }

  /// The rows expected behind what was received; nil where nobody can know.
  var remainingRows: Double? {
    remainingSeconds.map { Double($0) * density }
  }
}

extension TimeSlice {
  /// Adds the rows of a page.
  mutating func take(_ rows: [SlicePage.Entry]) {
    guard let first = rows.first, let last = rows.last else { return }
    let isSameSecond = last.created == reached
    let kept = isSameSecond ? recent : []
    recent = kept.union(rows.map(\.id))
    start = start ?? first.created
    reached = last.created
    cursor = last.id
    received += rows.count
    wasResumed = false
    pages.append(rows.map(\.row))
  }

  /// Goes on by time where the cursor does not help: from the second reached, whose rows are known.
  mutating func resumeAtSecond() {
    guard !wasResumed, cursor != nil, let reached else {
      progress = .done
      return
    }
    newest = reached
    cursor = nil
    wasResumed = true
    progress = .waiting
  }
}
