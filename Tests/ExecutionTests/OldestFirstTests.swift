import JSON
import Testing

@testable import Execution

@Suite struct OldestFirstTests {
  /// Walks a list of those seconds; the seconds in the order handed on, and the requests it took.
  private func walk(
    _ seconds: [Int], newest: Int = 2_000_000_000, wanted: Int = .max
  ) -> (seconds: [Int], requests: Int) {
    let rows = seconds.sorted(by: >).enumerated().map { index, second in
      SlicePage.Entry(
        row: RawJSON(["id": .string("in_\(index)"), "created": .integer(second)]),
        id: "in_\(index)", created: second)
    }
    var walk = OldestFirstWalk(pageSize: 100, oldest: nil, newest: newest)
    var found: [Int] = []
    var requests = 0
    while case .request(let parameters) = walk.order, found.count < wanted, requests < 10_000 {
      requests += 1
      let created = parameters["created"]
      let range = (created?["gte"]?.integer ?? .min)...(created?["lte"]?.integer ?? .max)
      var matching = rows.filter { range.contains($0.created) }
      if let cursor = parameters["starting_after"]?.string {
        matching = Array(matching.drop { $0.id != cursor }.dropFirst())
      }
      let page = SlicePage(rows: Array(matching.prefix(100)), hasMore: matching.count > 100)
      found += walk.received(page).compactMap { $0["created"]?.integer }
    }
    return (found, requests)
  }

  @Test(arguments: [
    [], [1_700_000_000], (0..<1_000).map { 1_600_000_000 + $0 * 3_600 },
    (0..<700).map { 1_600_000_000 + $0 / 250 }, (0..<300).map { _ in 1_650_000_000 },
    (0..<400).map { 1_600_000_000 + $0 * $0 * 900 },
  ])
  func handsOnEveryRowOldestFirst(seconds: [Int]) {
    #expect(walk(seconds).seconds == seconds.sorted())
  }

  @Test func theOldestTwentyTakeFewRequests() {
    let result = walk((0..<20_000).map { 1_600_000_000 + $0 * 3_000 }, wanted: 20)
    #expect(result.seconds.prefix(20).elementsEqual((0..<20).map { 1_600_000_000 + $0 * 3_000 }))
    #expect(result.requests <= 12)
  }
}
