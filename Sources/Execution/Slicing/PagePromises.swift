/// The announcements of pages that more rows follow: each one names a range of seconds in which at
/// least one more row must be found, by any slice.
struct PagePromises {
  /// The ranges in which no row was found yet.
  private var open: [ClosedRange<Int>] = []
  /// The newest and the oldest second of the rows of each slice. A slice that was split off while a
  /// page was under way may find the announced row before the page arrives.
  private var found: [Int: ClosedRange<Int>] = [:]

  /// True if every page that announced more was followed by some row.
  var areKept: Bool { open.isEmpty }

  /// Takes the new rows of a page, newest first.
  /// - Parameters:
  ///   - slice: the slice that requested them.
  ///   - oldest: the second down to which they were requested; nil for no bound.
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
