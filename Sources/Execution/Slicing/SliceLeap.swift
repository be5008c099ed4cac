/// The choice of the slice to split, newest first.
///
/// How far the list reaches is found by leaps: the last slice is cut about as far down again as
/// everything that is known, so that a short list costs few requests beyond its end. If many rows
/// are requested, leaps are spread over all of them and sent together. Where a leap found rows,
/// there is something to read above it, which is shared out evenly.
extension RangeScanScheduler {
  /// The number of leaps that may be under way if the length of the list is unknown, or if so many
  /// rows are requested.
  private static let maxLeaps = (unknown: 2, requested: 6)
  /// The number of requested pages for each leap that found nothing, once one did.
  private static let pagesForEmptyLeap = 16

  /// Splits a slice, and returns the number of the new, older part; nil if none is worth a request.
  /// - Parameter width: the number of slices that keep the rate.
  mutating func next(downwards candidates: ArraySlice<Int>, width: Int) -> Int? {
    guard mayReadAhead, createdSlices < maxSlices(width: width), let frontier else { return nil }
    let share = SliceShare(
      candidates.prefix(frontier), unproven: candidates.dropFirst(frontier), of: self,
      width: width)
    let isScarce = share.provenRows < Double(width) * Self.minPagesToSplit * page
    return (isScarce ? leap(candidates, from: frontier) : nil)
      ?? divide(share) ?? leap(candidates, from: frontier)
  }

  /// True if so many rows are requested that reading some unneeded ones is acceptable.
  var mayReadAhead: Bool { wanted ?? .max >= Self.minWantedToSplit }

  /// The number of rows of a page.
  var page: Double { Double(pageSize) }

  /// The place of the last slice with rows: the list may end anywhere below them.
  private var frontier: Int? { order.lastIndex { slices[$0]?.isBegun ?? false } }

  /// The number of slices that the received rows justify, because each may cost a page that is not
  /// full.
  private func maxSlices(width: Int) -> Int {
    let pages = rowsReceived / pageSize
    let later = min(pages / 2, 100) + max(0, pages - 200) / 8
    return min(wanted == nil ? 4 + pages : 7 + 2 * pages, width + later)
  }

  /// Requests rows further down than any that are known.
  private mutating func leap(_ candidates: ArraySlice<Int>, from frontier: Int) -> Int? {
    guard candidates.endIndex > frontier else { return nil }
    let below = order[(frontier + 1)...]
    let underWay = below.count { slices[$0]?.progress != .done }
    return below.count > underWay
      ? underWay == 0 ? leapBack(above: below.count, from: frontier) : nil
      : leapAhead(candidates, from: frontier, underWay: underWay)
  }

  /// Requests rows between the last known ones and where a leap found nothing.
  /// - Parameter emptyLeaps: the number of leaps that found nothing.
  private mutating func leapBack(above emptyLeaps: Int, from frontier: Int) -> Int? {
    let allowed = (wanted == nil ? 1 : 4) + pagesReceived / Self.pagesForEmptyLeap
    guard emptyLeaps <= allowed, let slice = slices[order[frontier]],
      let rows = slice.remainingRows, rows > 2 * Self.minPagesToSplit * page
    else { return nil }
    // The list probably ends in the upper half.
    return cut(order[frontier], after: rows / 3, density: slice.density)
  }

  private mutating func leapAhead(
    _ candidates: ArraySlice<Int>, from frontier: Int, underWay: Int
  ) -> Int? {
    let most = wanted == nil ? Self.maxLeaps.unknown : Self.maxLeaps.requested
    guard underWay < most, let last = order.last, last == candidates.last,
      let slice = slices[last], slice.isDivisible, let top = slice.top
    else { return nil }
    let least = Self.minPagesToSplit * page
    let known = candidates.reduce(Double(handedOn)) { rows, number in
      rows + (slices[number].map { Double($0.heldRows) + ($0.remainingRows ?? 0) } ?? 0)
    }
    var rows = max(least, known)
    if let wanted {
      let left = Double(wanted) - known
      guard left > 1.5 * least else { return nil }
      rows = max(least, left / Double(most - underWay))
    }
    return cut(
      last, after: max(rows, leastSeconds(above: top) * slice.density), density: slice.density)
  }

  /// Returns the least length of a leap in seconds: if there are ever fewer rows, the known time
  /// grows to several times its length, except for the first leaps over the requested rows.
  private func leastSeconds(above top: Int) -> Double {
    guard let newestRow, wanted == nil || pagesReceived > 1 else { return 0 }
    let left = Double(top - Self.earliestSecond(below: top))
    return max(0, min(3 * Double(newestRow - top), left / 4))
  }

  /// Leaves a slice the seconds in which that many rows are expected, and gives the older ones to a
  /// new slice.
  /// - Parameter assumedDensity: the density of the new slice if it is another.
  mutating func cut(
    _ number: Int, after rows: Double, density: Double, assumedDensity: Double? = nil
  ) -> Int? {
    guard let slice = slices[number], let top = slice.top, density > 0 else { return nil }
    let boundary = Double(top) - (rows / density).rounded(.up)
    let bottom = max(slice.oldest ?? Self.earliestSecond(below: top), 0)
    guard boundary > Double(bottom), boundary < Double(top) else { return nil }
    return cut(number, at: Int(boundary), assumedDensity: assumedDensity ?? density)
  }
}
