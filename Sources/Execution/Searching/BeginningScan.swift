import JSON
import Planning

/// Finds a second up to which a list has a few rows, its oldest ones, by the counts of a search.
/// It decides and keeps state; a driver sends.
///
/// A list can only be read from its newest row down, and does not show how long it is. Its rows are
/// read from the list itself, so that a search that is wrong costs requests, but no row.
struct BeginningScan {
  /// The next step of the scan.
  enum Command: Equatable {
    /// Request the first page of the rows up to a second, with their count; without a second, of
    /// all rows.
    case count(to: Int?)
    /// Read the list up to a second first; nil if the search does not show where it begins.
    case begin(at: Int?)
  }

  /// The rows up to a second.
  private struct Known {
    let second: Int
    let count: Int
    /// The rows per second of a page of them, mostly the newest.
    let density: Double

    var isExact: Bool { count < CountSearch.limit }
  }

  private let wanted: Int
  private let pageSize: Int
  /// The youngest known rows that are enough, and those before them.
  private var enough: (now: Known, before: Known?)?
  /// The oldest second after which the last wanted row comes.
  private var lowest: Int
  private var asked = 0
  /// The number of rows to pass over next while there are more than Stripe counts exactly.
  private var leap = 1.5 * Double(CountSearch.limit)

  /// The maximum number of counts.
  private static let maxCounts = 10
  /// The ratio of successive leaps.
  private static let growth = 3.0
  /// The expected share of rows by which an estimate from pages of rows is wrong.
  private static let errorOfPages = 0.12
  /// The same for an estimate from two counts, beside that of chance.
  private static let errorOfCounts = 0.02
  /// The ratio of two densities from which on rows do not come evenly.
  private static let unevenness = 1.3

  /// - Parameters:
  ///   - wanted: the number of rows to read, fewer than a page.
  ///   - oldest: the oldest possible time of creation, in Unix seconds.
  init(wanted: Int, pageSize: Int, oldest: Int) {
    (self.wanted, self.pageSize, lowest) = (wanted, pageSize, oldest)
  }

  /// The number of rows to aim at: an estimate may be wrong by as much to either side.
  private var aim: Double { Double(wanted + pageSize) / 2 }

  /// Returns the next command after the last response.
  mutating func next() -> Command {
    guard let (now, before) = enough else { return asked == 0 ? count(to: nil) : .begin(at: nil) }
    // If all rows are on one page, the list shows them as well.
    if now.count <= pageSize { return .begin(at: before == nil ? nil : now.second) }
    guard asked < Self.maxCounts, now.second - lowest > 1 else { return .begin(at: nil) }
    guard now.isExact else {
      let seconds = min(leap / now.density, Double(now.second))
      leap *= Self.growth
      return count(to: between(now, now.second - Int(seconds)))
    }
    let (density, error) = estimate(now, before)
    let excess = Double(now.count) - aim
    guard error * excess > aim - Double(wanted) else {
      return .begin(at: between(now, now.second - Int(excess / density)))
    }
    return count(to: between(now, now.second - Int((1 - error) * excess / density)))
  }

  private mutating func count(to second: Int?) -> Command {
    asked += 1
    return .count(to: second)
  }

  /// Takes the first page of the rows up to a second. Returns false if it contradicts the request.
  mutating func received(_ page: ListPage, to second: Int?) -> Bool {
    guard let count = page.agreedCount else { return false }
    let sample = SearchDivision.Sample(page)
    guard sample?.rows ?? 0 == page.rows.count, sample?.newest ?? .min <= second ?? .max else {
      return false
    }
    guard count >= wanted, let sample else {
      if let second { lowest = max(lowest, second) }
      return true
    }
    guard sample.newest >= lowest else { return false }
    let known = Known(
      second: second ?? sample.newest, count: count,
      density: Double(sample.rows) / Double(max(1, sample.newest - sample.oldest)))
    enough = (known, enough?.now)
    return true
  }

  /// Returns a second between the known ones: the intended one, or else the middle.
  private func between(_ now: Known, _ second: Int) -> Int {
    second > lowest && second < now.second ? second : lowest + (now.second - lowest) / 2
  }

  /// Returns the rows per second below the known ones, and the share by which that may be wrong.
  private func estimate(_ now: Known, _ before: Known?) -> (density: Double, error: Double) {
    guard let before else { return (now.density, Self.errorOfPages) }
    guard before.isExact else {
      let isEven = isEven(before.density, now.density)
      return isEven
        ? ((before.density + now.density) / 2, Self.errorOfPages)
        : (now.density, 2 * Self.errorOfPages)
    }
    let rows = Double(max(1, before.count - now.count))
    let density = rows / Double(max(1, before.second - now.second))
    guard isEven(density, now.density) else { return (now.density, 2 * Self.errorOfPages) }
    return (density, Self.errorOfCounts + 1.2 / rows.squareRoot())
  }

  private func isEven(_ left: Double, _ right: Double) -> Bool {
    max(left, right) <= Self.unevenness * min(left, right)
  }
}
