/// The choice of the next slice, oldest first.
///
/// The beginning of the list is not known. It is searched for by requests at several times at once,
/// whose pages are stored until their turn. From there on up, the first slice with many remaining
/// rows gives its oldest part to a new one, which is requested in its place.
extension RangeScanScheduler {
  /// The earliest possible time of creation, before Stripe had its first customers: 2010-01-01.
  static let earliestCreated = 1_262_304_000

  /// Returns the second below which no rows are expected: of rows that are older than Stripe, the
  /// beginning of time.
  static func earliestSecond(below second: Int) -> Int {
    second > earliestCreated ? earliestCreated : 0
  }

  /// The number of times that are requested together in the search for the beginning; most of more
  /// times would find nothing.
  private static let maxProbes = 4
  /// The number of pages below which a slice is read rather than divided in that search.
  private static let maxPagesToOldest = 2.0

  /// Returns the number of the slice to request next; nil if none is worth a request.
  /// - Parameter free: the number of requests that may still be sent.
  mutating func next(
    upwards candidates: ArraySlice<Int>, width: Int, free: Int, mayHalve: Bool
  ) -> Int? {
    if let fresh = candidates.first(where: isFresh) { return fresh }
    var below = densityBelow
    for number in candidates {
      guard let slice = slices[number] else { continue }
      if slice.progress != .done {
        // Requests under way will soon show whether there are rows below.
        if below == nil, !slice.isBegun { return nil }
        if let part = part(of: number, slice, below: below, free: free) { return part }
        if slice.progress == .waiting { return number }
      }
      below = slice.densityAbove(below)
    }
    return mayHalve ? halve(candidates, width: width) : nil
  }

  private func isFresh(_ number: Int) -> Bool {
    slices[number].map { $0.progress == .waiting && !$0.isBegun } ?? false
  }

  /// Splits off the oldest part of a slice with many remaining rows; returns its number.
  private mutating func part(
    of number: Int, _ slice: RangeScan, below: Double?, free: Int
  ) -> Int? {
    let bottom = max(0, slice.oldest ?? Self.earliestCreated)
    guard let top = slice.reached, bottom < top else { return nil }
    let underWay = slice.progress == .asking ? Double(pageSize) : 0
    let rows = slice.expectedRows(downTo: bottom) - underWay
    guard let below else {
      guard rows > Self.maxPagesToOldest * Double(pageSize) else { return nil }
      return probe(number, bottom..<top, count: mayReadAhead ? min(free, Self.maxProbes) : 1)
    }
    guard rows > 2 * climb else { return nil }
    // A crowded slice was expected to have few rows; its rows are mostly near its top. In any other
    // slice, the density at the bottom is that of the slice below.
    let span = Double(top - bottom)
    let seconds =
      slice.isCrowded ? span - climb / slice.density : min(climb / below, span / 2)
    let boundary = bottom + max(1, Int(seconds))
    return boundary > top ? nil : cut(number, at: boundary, assumedDensity: below)
  }

  /// Splits the longest slice in half if that is worth a request.
  private mutating func halve(_ candidates: ArraySlice<Int>, width: Int) -> Int? {
    let divisible = candidates.filter { slices[$0]?.isDivisible ?? false }
    let longest = divisible.max { remainingRows($0) < remainingRows($1) }
    let isIdle = wanted != nil && Double(underWay) < Self.idle * Double(width)
    let pages = isIdle ? Self.minPagesOfLast : Self.minPagesToSplit
    guard let longest, mayReadAhead, remainingRows(longest) >= pages * page,
      let slice = slices[longest]
    else { return nil }
    return cut(
      longest, after: remainingRows(longest) / 2, density: slice.density,
      assumedDensity: slice.densityBehind)
  }

  private func remainingRows(_ number: Int) -> Double { slices[number]?.remainingRows ?? 0 }

  /// Divides a slice by age in equal ratios, because the length of the list is not known; returns
  /// the number of the oldest part.
  private mutating func probe(_ number: Int, _ range: Range<Int>, count: Int) -> Int? {
    guard let newestRow else { return nil }
    let youngest = max(1, newestRow - range.upperBound)
    var oldest: Int?
    for age in Self.ages(from: Double(youngest), to: Double(newestRow - range.lowerBound), count) {
      let boundary = newestRow - Int(age)
      guard boundary > range.lowerBound else { break }
      oldest = cut(oldest ?? number, at: boundary, assumedDensity: 0) ?? oldest
    }
    return oldest
  }

  /// Returns the geometric mean of two ages, the means between it and them, and so on.
  private static func ages(from younger: Double, to older: Double, _ count: Int) -> [Double] {
    guard count > 0 else { return [] }
    let middle = (younger * older).squareRoot()
    return ages(from: younger, to: middle, count / 2) + [middle]
      + ages(from: middle, to: older, (count - 1) / 2)
  }

  /// The intended number of rows of a new slice: few at the beginning, so that the first rows come
  /// early.
  private var climb: Double {
    let grown = max(2, Double(pagesReceived) / 4)
    let left = wanted.map { Double($0 - handedOn) / Double(pageSize) } ?? .infinity
    // Less than a page, so that one page is enough even if the distribution is uneven.
    return max(0.8, min(grown, left, Self.maxPagesPerStretch)) * Double(pageSize)
  }
}
