/// What pages said of rows that follow them: each one that promises more names a stretch of time in
/// which at least one further row must be found, by whichever slice.
struct PagePromises {
  /// Stretches without a row so far.
  private var open: [ClosedRange<Int>] = []

  /// Whether every page that promised more was followed by some row.
  var areKept: Bool { open.isEmpty }

  /// Takes the new rows of a page, newest first.
  /// - Parameter oldest: the second down to which they were asked for; nil for no bound.
  mutating func received(_ rows: [SlicePage.Entry], hasMore: Bool, downTo oldest: Int?) {
    open.removeAll { stretch in rows.contains { stretch.contains($0.created) } }
    guard hasMore, let last = rows.last else { return }
    let bottom = oldest ?? .min
    if bottom <= last.created { open.append(bottom...last.created) }
  }
}
