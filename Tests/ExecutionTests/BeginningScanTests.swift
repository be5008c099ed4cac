import JSON
import Testing

@testable import Execution

/// Where a list begins is found by few counts, however its rows are spread over time.
@Suite struct BeginningScanTests {
  private static let now = 1_780_272_000

  /// How far back a row was created, in seconds, and the counts that may be needed.
  private static let spreads: [(name: String, age: @Sendable (Double) -> Double, most: Int)] = [
    ("two even years", { 63e6 * $0 }, 4),
    ("one week", { 604_800 * $0 }, 4),
    ("ever more", { 63e6 * (1 - $0.squareRoot()) }, 6),
    ("ever fewer", { 63e6 * $0 * $0 }, 6),
    ("a quarter on the first day", { min(63e6 * $0, 47_250_000 + 86_400 * $0) }, 10),
    ("nothing for five years", { 157e6 + 3e6 * $0 }, 5),
    ("an old row, then nothing for eight years", { $0 > 0.9999 ? 3e8 : 6e7 * $0 }, 8),
  ]

  @Test(arguments: spreads.indices, [120, 900, 9000, 20_000, 200_000])
  func `a few rows at the beginning are found`(spread: Int, rows: Int) throws {
    let spread = Self.spreads[spread]
    let dice = SplitMix(seed: UInt64(rows))
    let times = (0..<rows).map { _ in
      Self.now - Int(spread.age(Double(dice.below(1 << 30)) / Double(1 << 30)))
    }.sorted()
    var scan = BeginningScan(wanted: 20, pageSize: 100, oldest: 1_262_304_000)
    var counts = 0
    while case .count(let second) = scan.next() {
      counts += 1
      let isRight = scan.received(try page(of: times, to: second), to: second)
      #expect(isRight)
    }
    #expect(counts <= (rows > 20_000 ? 10 : spread.most), "\(spread.name)")
    guard case .begin(let second?) = scan.next() else {
      // Found in the list then, as where no search counts.
      #expect(counts == 10)
      return
    }
    // A page, or a few if the rows are crowded there.
    #expect((20...350).contains(times.prefix { $0 <= second }.count), "\(spread.name)")
  }

  private func page(of times: [Int], to second: Int?) throws -> ListPage {
    let found = times.prefix { $0 <= second ?? .max }
    let page: JSONObject = [
      "data": .array(
        found.suffix(100).reversed().enumerated().map {
          ["id": .string("ch_\($0)"), "created": .integer($1)]
        }),
      "has_more": .bool(found.count > 100), "next_page": "next",
      "total_count": .integer(min(found.count, 10_000)),
    ]
    return try #require(ListPage(JSONDocument(parsing: Array(JSONValue.object(page).compact.utf8))))
  }
}
