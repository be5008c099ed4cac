/// The used and free bytes of a file: freed ranges are used again before the file grows.
struct FreeList {
  /// The file's length.
  private(set) var end = 0
  /// The free ranges before the end, in order; no two are adjacent.
  private var gaps: [Range<Int>] = []

  /// Returns the first free range that is long enough, or one at the end.
  mutating func take(_ count: Int) -> Range<Int> {
    guard let index = gaps.firstIndex(where: { $0.count >= count }) else {
      defer { end += count }
      return end..<(end + count)
    }
    let gap = gaps[index]
    let taken = gap.lowerBound..<(gap.lowerBound + count)
    if taken.count == gap.count {
      gaps.remove(at: index)
    } else {
      gaps[index] = taken.upperBound..<gap.upperBound
    }
    return taken
  }

  mutating func giveBack(_ range: Range<Int>) {
    var freed = range
    var index = gaps.firstIndex { $0.lowerBound >= range.upperBound } ?? gaps.count
    if index < gaps.count, gaps[index].lowerBound == freed.upperBound {
      freed = freed.lowerBound..<gaps.remove(at: index).upperBound
    }
    if index > 0, gaps[index - 1].upperBound == freed.lowerBound {
      index -= 1
      freed = gaps.remove(at: index).lowerBound..<freed.upperBound
    }
    if freed.upperBound == end { end = freed.lowerBound } else { gaps.insert(freed, at: index) }
  }
}
