/// Oldest first: which slice is asked next.
///
/// Where the list begins is not known. It is looked for by asking at several times at once, and
/// the pages that this brings are kept until their turn. From there on up, the first slice that has
/// much before it gives its oldest part to a new one, which is asked in its place.
extension RangeScanScheduler {
  /// Before Stripe took its first customers nothing was created: 2010-01-01.
  static let earliestCreated = 1_262_304_000
  /// Times to ask at while the beginning is looked for: with more, most would find nothing there.
  private static let mostProbes = 4
  /// As many pages are rather read than divided while the beginning is looked for.
  private static let mostPagesToTheBottom = 2.0

  /// - Parameter free: how many more requests may be under way.
  mutating func next(
    upwards candidates: ArraySlice<Int>, width: Int, free: Int, mayHalve: Bool
  ) -> Int? {
    if let fresh = candidates.first(where: isFresh) { return fresh }
    var below = densityBelow
    for number in candidates {
      guard let slice = slices[number] else { continue }
      if slice.progress != .done {
        // Whether anything is down here will show soon.
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

  /// The oldest part of a slice that has much before it.
  private mutating func part(
    of number: Int, _ slice: RangeScan, below: Double?, free: Int
  ) -> Int? {
    let bottom = max(0, slice.oldest ?? Self.earliestCreated)
    guard let top = slice.reached, bottom < top else { return nil }
    let underWay = slice.progress == .asking ? Double(pageSize) : 0
    let rows = slice.expectedRows(downTo: bottom) - underWay
    guard let below else {
      guard rows > Self.mostPagesToTheBottom * Double(pageSize) else { return nil }
      return probe(number, bottom..<top, count: mayReadAhead ? min(free, Self.mostProbes) : 1)
    }
    guard rows > 2 * climb else { return nil }
    // What was cut off for few rows and has many is a crowd, whose end is near its top; any other
    // begins as what is below it ends.
    let span = Double(top - bottom)
    let seconds =
      slice.isCrowded ? span - climb / slice.density : min(climb / below, span / 2)
    let boundary = bottom + max(1, Int(seconds))
    return boundary > top ? nil : cut(number, at: boundary, assumedDensity: below)
  }

  /// Divides a slice by age, in steps of one factor, for nothing is known of how far it reaches:
  /// the oldest part.
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

  /// The geometric mean of two ages, those between it and them, and so on.
  private static func ages(from younger: Double, to older: Double, _ count: Int) -> [Double] {
    guard count > 0 else { return [] }
    let middle = (younger * older).squareRoot()
    return ages(from: younger, to: middle, count / 2) + [middle]
      + ages(from: middle, to: older, (count - 1) / 2)
  }

  /// The rows of a new slice: few while little was read, so that the first come early.
  private var climb: Double {
    let grown = max(2, Double(pagesReceived) / 4)
    let left = wanted.map { Double($0 - handedOn) / Double(pageSize) } ?? .infinity
    // One page is to hold it, though no spread is even.
    return max(0.8, min(grown, left, Self.mostPagesAStretch)) * Double(pageSize)
  }
}
