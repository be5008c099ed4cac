import JSON
import Testing

@testable import Execution
@testable import Planning

/// How many requests it takes to count what Stripe counts only up to 10,000.
@Suite struct SearchCounterTests {
  private static let now = 1_780_272_000

  /// Times of creation, in Unix seconds, and the requests that counting them may take.
  private static let crowds: [(name: String, seconds: @Sendable (SplitMix) -> Int, most: Int)] = [
    ("two even years", { now - $0.below(63_000_000) }, 12),
    ("one week", { now - $0.below(604_800) }, 20),
    ("a week, five years ago", { now - 157_000_000 - $0.below(604_800) }, 36),
    (
      "two weeks with six years between", { now - $0.below(2) * 189_000_000 - $0.below(604_800) },
      32
    ),
    (
      "months with most at their first hour", { now - $0.below(24) * 2_630_000 - $0.below(3600) },
      64
    ),
  ]

  @Test(arguments: crowds.indices, [false, true])
  func `more rows than Stripe counts are counted by ranges`(
    crowd: Int, isNewestFirst: Bool
  ) throws {
    let crowd = Self.crowds[crowd]
    let dice = SplitMix(seed: 4)
    let rows = (0..<25_000).map { _ in crowd.seconds(dice) }.sorted()
    var counter = SearchCounter(
      CountSearch(
        path: "/v1/charges/search", query: "amount>0", condition: .constant(.bool(true)),
        createdRange: 0...Int.max),
      now: Self.now)
    var requests = 0
    while !counter.isFinished, requests < 200 {
      requests += 1
      let request = counter.request
      #expect(counter.received(try page(of: rows, request, isNewestFirst: isNewestFirst)))
    }
    #expect(counter.count == 25_000)
    #expect(requests <= crowd.most, "\(crowd.name)")
  }

  @Test func `more rows in one second than Stripe counts are not counted`() throws {
    let rows = Array(repeating: Self.now - 5, count: 12_000)
    var counter = SearchCounter(
      CountSearch(
        path: "/v1/charges/search", query: "amount>0", condition: .constant(.bool(true)),
        createdRange: 0...Int.max),
      now: Self.now)
    var isCounted = true
    for _ in 0..<200 where isCounted && !counter.isFinished {
      isCounted = counter.received(try page(of: rows, counter.request, isNewestFirst: true))
    }
    #expect(!isCounted)
  }

  /// The first page of a search among times in ascending order, with a count that is exact up to
  /// 10,000. The rows on it are the newest, or some of all.
  private func page(
    of times: [Int], _ request: (query: String, limit: Int), isNewestFirst: Bool
  ) throws -> ListPage {
    var (oldest, newest) = (Int.min, Int.max)
    for clause in request.query.split(separator: " AND ").dropFirst() {
      let bound = try #require(Int(clause.drop { !$0.isNumber }))
      if clause.contains(">=") { oldest = bound } else { newest = bound }
    }
    let found = times.filter { (oldest...newest).contains($0) }
    let step = isNewestFirst ? 1 : max(1, found.count / request.limit)
    let rows = stride(from: found.count - 1, through: 0, by: -step).prefix(request.limit)
    let page: JSONObject = [
      "data": .array(
        rows.map { ["id": .string("ch_\($0)"), "created": .integer(found[$0])] }),
      "has_more": .bool(found.count > request.limit), "next_page": "next",
      "total_count": .integer(min(found.count, 10_000)),
    ]
    return try #require(ListPage(JSONDocument(parsing: Array(JSONValue.object(page).compact.utf8))))
  }
}
