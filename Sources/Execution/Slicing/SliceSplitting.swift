/// The choice of the slice to split, newest first.
extension RangeScanScheduler {
  /// Splits one of some slices, and returns the number of the new, older part.
  ///
  /// The first long slice keeps a share and gives the rest to a new one, so that the rows read next
  /// are needed next; if none is long, the longest is halved.
  mutating func split(downwards candidates: ArraySlice<Int>, width: Int) -> Int? {
    let stretch = stretch(width: width)
    let long = candidates.first { number in
      guard let slice = slices[number], slice.isDivisible else { return false }
      return (slice.remainingRows ?? .infinity) > 2 * stretch
    }
    guard let long, mayReadAhead else { return halve(candidates, width: width) }
    return split(long, after: stretch)
  }

  /// Splits the longest slice in half if that is worth a request.
  mutating func halve(_ candidates: ArraySlice<Int>, width: Int) -> Int? {
    let divisible = candidates.filter { slices[$0]?.isDivisible ?? false }
    let longest = divisible.max { remainingRows($0) < remainingRows($1) }
    let isIdle = wanted != nil && Double(underWay) < Self.idle * Double(width)
    let pages = isIdle ? Self.minPagesOfLast : Self.minPagesToSplit
    guard let longest, mayReadAhead, remainingRows(longest) >= pages * Double(pageSize) else {
      return nil
    }
    return split(longest, after: remainingRows(longest) / 2)
  }

  /// True if so many rows are requested that reading some unneeded ones is acceptable.
  var mayReadAhead: Bool { wanted ?? .max >= Self.minWantedToSplit }

  private func remainingRows(_ number: Int) -> Double { slices[number]?.remainingRows ?? 0 }

  /// Returns the number of rows that a long slice keeps: an equal share of those requested, at most
  /// a few pages.
  private func stretch(width: Int) -> Double {
    let share = wanted.map { Double($0 - handedOn) / Double(max(1, width)) } ?? .infinity
    let pages = max(Self.minPagesToSplit, share / Double(pageSize))
    return min(Self.maxPagesPerStretch, pages) * Double(pageSize)
  }

  /// Leaves a slice the seconds in which that many rows are expected, and gives the older ones to a
  /// new slice.
  private mutating func split(_ number: Int, after rows: Double) -> Int? {
    guard let slice = slices[number], let top = slice.top else { return nil }
    let boundary = Double(top) - (rows / slice.density).rounded(.up)
    guard boundary > Double(max(slice.oldest ?? 0, 0)), boundary < Double(top) else { return nil }
    return cut(number, at: Int(boundary), assumedDensity: slice.densityBehind)
  }
}
