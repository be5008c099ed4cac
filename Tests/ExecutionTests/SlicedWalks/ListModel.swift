import JSON

@testable import Execution

/// A list endpoint in memory: newest first, filtered by `created`, paged by cursor. A row is its
/// own place in the list, from 0.
struct ListModel {
  /// Newest first.
  let seconds: [Int]

  init(seconds: [Int]) {
    self.seconds = seconds.sorted(by: >)
  }

  func answer(_ parameters: JSONObject) -> SlicePage {
    let created = parameters["created"]?.object ?? [:]
    let newest = created["lte"]?.integer.map { newest in firstIndex { $0 <= newest } } ?? 0
    let oldest = created["gte"]?.integer.map { oldest in firstIndex { $0 < oldest } }
    let after = parameters["starting_after"]?.string.flatMap(Int.init).map { $0 + 1 } ?? 0
    let end = oldest ?? seconds.count
    let found = min(max(newest, after), end)..<end
    let rows = found.prefix(parameters["limit"]?.integer ?? 10).map { index in
      SlicePage.Entry(
        row: RawJSON(.integer(index)), id: String(index), created: seconds[index])
    }
    return SlicePage(rows: rows, hasMore: found.count > rows.count)
  }

  /// The first place whose second passes, where all behind it pass too.
  private func firstIndex(where passes: (Int) -> Bool) -> Int {
    var range = 0..<seconds.count
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      range = passes(seconds[middle]) ? range.lowerBound..<middle : (middle + 1)..<range.upperBound
    }
    return range.lowerBound
  }
}

/// How rows lie in time.
enum Spread: CaseIterable {
  case even
  case ties
  case oneWeek
  case crowds
  case everDenser
  case monthlyRuns

  /// The seconds of so many rows.
  func seconds(_ count: Int, _ dice: SplitMix) -> [Int] {
    let start = 1_700_000_000
    return (0..<count).map { index in
      switch self {
      case .even: start + index * 61 + dice.below(600)
      // Hundreds in one second.
      case .ties: start + dice.below(max(1, count / 300))
      // A few for years before and after.
      case .oneWeek:
        start + (index % 50 == 0 ? dice.below(200_000_000) : 90_000_000 + dice.below(604_800))
      // Two crowds with a desert between them.
      case .crowds: start - (index % 3 == 0 ? 200_000_000 : 0) + dice.below(90_000)
      case .everDenser: start - index * (index / 100)
      // Most are made in the first minutes of a month.
      case .monthlyRuns:
        start + 2_592_000 * dice.below(36) + dice.below(index % 10 == 0 ? 2_592_000 : 300)
      }
    }
  }
}
