/// What pages said of rows that follow them: each one that promises more names a stretch of time in
/// which at least one further row must be found, by whichever slice.
struct PagePromises {
  /// Stretches without a row so far.
  private var open: [ClosedRange<Int>] = []
  /// The newest and the oldest second of the rows of each slice: a slice that was split off while a
  /// page was under way may have found what that page promises before it arrives.
  private var found: [Int: ClosedRange<Int>] = [:]

  /// Whether every page that promised more was followed by some row.
  var areKept: Bool { open.isEmpty }

  /// Takes the new rows of a page, newest first.
  /// - Parameters:
  ///   - slice: The slice that asked for them.
  ///   - oldest: The second down to which they were asked for; nil for no bound.
  mutating func received(
    _ rows: [SlicePage.Entry], of slice: Int, hasMore: Bool, downTo oldest: Int?
  ) {
    open.removeAll { stretch in rows.contains { stretch.contains($0.created) } }
    guard let first = rows.first, let last = rows.last else { return }
    if hasMore { promise((oldest ?? .min), last.created, by: slice) }
    let seconds = min(last.created, first.created)...max(last.created, first.created)
    found[slice] =
      found[slice].map {
        min($0.lowerBound, seconds.lowerBound)...max($0.upperBound, seconds.upperBound)
      } ?? seconds
  }

  private mutating func promise(_ bottom: Int, _ top: Int, by slice: Int) {
    guard bottom <= top else { return }
    let stretch = bottom...top
    let isKept = found.contains { other, seconds in
      other != slice
        && (stretch.contains(seconds.lowerBound) || stretch.contains(seconds.upperBound))
    }
    if !isKept { open.append(stretch) }
  }
}
