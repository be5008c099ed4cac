import JSON
import Planning

/// Finds the threshold of a search for the greatest or least values of a field: enough rows are at
/// or beyond it, and not many more. It decides and keeps state; a driver sends.
///
/// Each request counts the rows from a value on, and its page shows some of their values, from
/// which the next value is chosen.
struct TopScan {
  /// The next step of the scan.
  enum Command: Equatable {
    /// Request the first page from a value on, with its count; without a value, of all rows.
    case count(from: Int?)
    /// Read all rows from a value on; its first page is the last one that was received for it.
    case read(from: Int?, count: Int)
    /// Read the rows beyond a value, and the newest of those that have it.
    case readTies(of: Int, beyond: Int, count: Int)
    /// There is no such threshold, or the responses contradict each other.
    case giveUp
  }

  /// The rows from a value on.
  private struct Known {
    /// The value, negated where the least values are wanted; nil for all rows.
    let bound: Int?
    let count: Int
    /// Some of the values, the greatest first.
    let sample: [Int]

    var isExact: Bool { count < CountSearch.limit }
  }

  private let step: TopSearch
  /// The most selective value with enough rows.
  private var rich: Known?
  /// The least selective value with too few rows.
  private var poor: Known?
  private var asked = 0
  /// The distance to the next value, if pages show no typical values; otherwise nil.
  private var stride: Int?
  /// The number of values with too few rows since the last one with enough.
  private var misses = 0

  /// The maximum number of counts.
  private static let maxCounts = 20
  /// The maximum number of pages that are read because no threshold leaves fewer rows.
  private static let maxPages = 20
  /// The values among which a threshold is looked for.
  private static let values = (-1 << 50)...(1 << 50)

  init(_ step: TopSearch) {
    self.step = step
  }

  /// The number of pages of some rows.
  private func pages(_ rows: Int) -> Int { max(1, (rows + step.pageSize - 1) / step.pageSize) }

  /// The number of rows to aim at: they fill as many pages as are needed anyway, and are so many
  /// more than needed that an estimate may be wrong by half.
  private var aim: Int {
    let full = pages(step.rows) * step.pageSize
    return max(step.rows + 1, min(step.rows * 2, (step.rows + full) / 2 + 1))
  }

  /// Returns the next command after the last response.
  mutating func next() -> Command {
    guard let rich else { return count(from: nil) }
    if pages(rich.count) <= pages(aim) + 1, rich.isExact {
      return .read(from: rich.bound.map(own), count: rich.count)
    }
    if let poor, let bound = rich.bound, poor.bound == bound + 1 {
      return ties(of: bound, rich, beyond: poor)
    }
    guard asked < Self.maxCounts, let bound = bound(within: rich) else { return last(rich) }
    return count(from: bound)
  }

  private mutating func count(from bound: Int?) -> Command {
    asked += 1
    return .count(from: bound.map(own))
  }

  /// Takes the first page from a value on. Returns false if it contradicts the request or what was
  /// known before.
  mutating func received(_ page: ListPage, from value: Int?) -> Bool {
    guard let count = page.agreedCount else { return false }
    let bound = value.map(own)
    let values = page.rows.compactMap { $0[step.field]?.integer }.map(own)
    guard bound == nil || values.count == page.rows.count else { return false }
    guard values.allSatisfy({ $0 >= bound ?? .min && Self.values.contains($0) }) else {
      return false
    }
    guard count >= poor?.count ?? 0 else { return false }
    let known = Known(bound: bound, count: count, sample: values.sorted(by: >))
    if count >= step.rows || bound == nil {
      // Counts that are not exact cannot be compared.
      guard count <= rich.flatMap({ $0.isExact ? $0.count : nil }) ?? .max else { return false }
      stride = rich.flatMap { longerStride(from: $0, to: known) }
      (rich, misses) = (known, 0)
    } else {
      (poor, misses) = (known, misses + 1)
    }
    return true
  }

  /// Returns the distance of the next value, longer than the last one, if a value has left more
  /// than half of the rows: the page that it was chosen by was not typical.
  private func longerStride(from last: Known, to new: Known) -> Int? {
    guard let old = last.bound, let bound = new.bound, new.count > last.count / 2
    else { return nil }
    return 2 * max(1, bound - old)
  }

  /// Returns a value in the scale of the field, or from there.
  private func own(_ value: Int) -> Int { step.isDescending ? value : 0 &- value }

  /// Returns the value to count next, beyond that of the rich set and before that of the poor one;
  /// nil if none is left.
  private func bound(within rich: Known) -> Int? {
    let highest = poor?.bound ?? Self.values.upperBound
    if let lowest = rich.bound, let stride {
      // Doubled until too few rows have a value, then halved.
      guard poor != nil else { return min(lowest + stride, highest) }
      return max(lowest + (highest - lowest) / 2, lowest + 1)
    }
    let known = rich.sample.filter { $0 < highest }
    if let estimate = estimate(in: known, of: rich) { return estimate }
    // Probably many rows have the last value, so the next one is just beyond it.
    if let lowest = rich.bound ?? known.first { return lowest < highest ? lowest + 1 : nil }
    guard let poor = poor?.bound, poor > Self.values.lowerBound else { return nil }
    return poor > 1 ? poor / 2 : poor < 0 ? poor * 2 : poor - 1
  }

  /// Returns the value that probably has as many rows as aimed at, by the values of a page; nil if
  /// the page shows none beyond that of the rich set.
  private func estimate(in known: [Int], of rich: Known) -> Int? {
    guard let best = known.first, best > rich.bound ?? .min else { return nil }
    let above = poor?.count ?? 0
    let share = Double(aim - above) / Double(max(1, rich.count - above))
    // After values with too few rows, ever more of the page is passed over.
    let passed = misses == 0 ? 0 : 1 << (2 * min(misses - 1, 9))
    let rank = max(Int(share * Double(known.count)), passed)
    let value = known[min(max(rank - 1, 0), known.count - 1)]
    return value > rich.bound ?? .min ? value : known.last { $0 > rich.bound ?? .min }
  }

  /// Returns the command for a value that many rows have.
  private func ties(of bound: Int, _ rich: Known, beyond poor: Known) -> Command {
    guard step.hasOneKey else { return last(rich) }
    return .readTies(of: own(bound), beyond: own(bound + 1), count: poor.count)
  }

  /// Returns the command if no better value is found.
  private func last(_ rich: Known) -> Command {
    guard rich.isExact, pages(rich.count) <= Self.maxPages else { return .giveUp }
    return .read(from: rich.bound.map(own), count: rich.count)
  }
}
