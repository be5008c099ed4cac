/// Newest first: which slice is split, and where.
extension RangeScanScheduler {
  /// Splits one of some slices; the number of the new, older part.
  ///
  /// The first that is long keeps a stretch and hands over the rest, so that what is read lies
  /// close behind the front; where none is long, the longest is halved.
  mutating func split(downwards candidates: ArraySlice<Int>, width: Int) -> Int? {
    let stretch = stretch(width: width)
    let long = candidates.first { number in
      guard let slice = slices[number], slice.isDivisible else { return false }
      return (slice.remainingRows ?? .infinity) > 2 * stretch
    }
    guard let long, mayReadAhead else { return halve(candidates, width: width) }
    return split(long, after: stretch)
  }

  /// Splits the longest slice where that is worth a request.
  mutating func halve(_ candidates: ArraySlice<Int>, width: Int) -> Int? {
    let divisible = candidates.filter { slices[$0]?.isDivisible ?? false }
    let longest = divisible.max { remainingRows($0) < remainingRows($1) }
    let isIdle = wanted != nil && Double(underWay) < Self.idle * Double(width)
    let pages = isIdle ? Self.leastPagesOfLast : Self.leastPagesToSplit
    guard let longest, mayReadAhead, remainingRows(longest) >= pages * Double(pageSize) else {
      return nil
    }
    return split(longest, after: remainingRows(longest) / 2)
  }

  /// Whether enough rows are requested to accept that some are read without being needed.
  var mayReadAhead: Bool { wanted ?? .max >= Self.leastWantedToSplit }

  private func remainingRows(_ number: Int) -> Double { slices[number]?.remainingRows ?? 0 }

  /// The rows a long slice keeps: a worker's share of those requested, at most a few pages.
  private func stretch(width: Int) -> Double {
    let share = wanted.map { Double($0 - handedOn) / Double(max(1, width)) } ?? .infinity
    let pages = max(Self.leastPagesToSplit, share / Double(pageSize))
    return min(Self.mostPagesAStretch, pages) * Double(pageSize)
  }

  /// Leaves a slice the seconds in which that many rows are expected, and gives the others to a new
  /// slice behind it.
  private mutating func split(_ number: Int, after rows: Double) -> Int? {
    guard let slice = slices[number], let top = slice.top else { return nil }
    let boundary = Double(top) - (rows / slice.density).rounded(.up)
    guard boundary > Double(max(slice.oldest ?? 0, 0)), boundary < Double(top) else { return nil }
    return cut(number, at: Int(boundary), assumedDensity: slice.densityBehind)
  }
}
