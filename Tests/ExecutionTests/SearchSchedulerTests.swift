import JSON
import Testing

@testable import Execution

/// A search endpoint in memory: it understands `created>=a` and `created<=b`, promises no order,
/// and pages by number.
private struct SearchServer {
  let rows: [(id: String, created: Int)]
  let counts: Bool
  private(set) var requests = 0
  private var found: [String: [(id: String, created: Int)]] = [:]

  init(seconds: [Int], counts: Bool = true, isNewestFirst: Bool = false) {
    rows = seconds.enumerated().map { ("ch_\($0)", $1) }
      .sorted { isNewestFirst && $1.created < $0.created }
    self.counts = counts
  }

  mutating func answer(_ command: SearchScheduler.Command) throws -> ListPage {
    requests += 1
    let found = matches(command.query)
    let limit = command.paging["limit"]?.integer ?? 10
    let start = Int(command.paging["page"]?.string ?? "0") ?? 0
    var page: JSONObject = [
      "data": .array(
        found.dropFirst(start).prefix(limit).map {
          ["id": .string($0.id), "created": .integer($0.created)]
        }),
      "has_more": .bool(start + limit < found.count),
      "next_page": .string("\(start + limit)"),
    ]
    if command.countsRows, counts { page["total_count"] = .integer(min(found.count, 10_000)) }
    return try #require(ListPage(JSONDocument(parsing: Array(JSONValue.object(page).compact.utf8))))
  }
}

extension SearchServer {
  fileprivate mutating func matches(_ query: String) -> [(id: String, created: Int)] {
    if let known = found[query] { return known }
    var matches = rows
    for clause in query.split(separator: " AND ").dropFirst() {
      guard let bound = Int(clause.drop { !$0.isNumber }) else { continue }
      let isLower = clause.contains(">=")
      matches = matches.filter { isLower ? $0.created >= bound : $0.created <= bound }
    }
    found[query] = matches
    return matches
  }
}

@Suite struct SearchSchedulerTests {
  private static let now = 1_780_000_000

  /// Runs a board against a server, answers coming in any order; the rows in the order handed on.
  private func run(
    _ board: SearchScheduler, _ server: inout SearchServer, width: Int, dice: SplitMix,
    wanted: Int = .max
  ) throws -> [RawJSON] {
    var board = board
    var underWay: [SearchScheduler.Command] = []
    var rows: [RawJSON] = []
    while !board.isFinished, rows.count < wanted {
      while let command = board.nextCommand(width: width) { underWay.append(command) }
      #expect(underWay.count <= width)
      rows += board.takeRows() ?? []
      guard !underWay.isEmpty, rows.count < wanted else { continue }
      let command = underWay.remove(at: dice.below(underWay.count))
      board.received(try server.answer(command), for: command)
    }
    return rows + (board.takeRows() ?? [])
  }

  /// Rows spread evenly, in clumps, towards either end, within seconds, and far from now.
  private static let spreads: [(name: String, second: @Sendable (SplitMix) -> Int)] = [
    ("even over two years", { now - $0.below(63_000_000) }),
    ("mostly new", { now - $0.below(1 << (1 + $0.below(25))) }),
    ("mostly old", { now - 400_000_000 + $0.below(1 << (1 + $0.below(28))) }),
    ("in clumps", { now - 7_000_000 * $0.below(9) - $0.below(5000) }),
    ("within a minute", { now - 90_000_000 - $0.below(60) }),
    ("in one second", { _ in now - 90_000_000 }),
    ("in the future", { now + $0.below(9_000_000) }),
    ("before the earliestCreated", { $0.below(1_000_000_000) }),
  ]

  private func board(_ range: ClosedRange<Int> = 0...Int.max, wanted: Int? = nil) -> SearchScheduler
  {
    SearchScheduler(query: "amount>0", pageSize: 10, range: range, now: Self.now, wanted: wanted)
  }

  @Test(arguments: 0..<8)
  func `slices bring what one walk brings, newest first`(spread: Int) throws {
    let dice = SplitMix(seed: UInt64(spread))
    for count in [0, 1, 9, 10, 159, 161, 1200] {
      for width in [1, 3, 8] {
        let seconds = (0..<count).map { _ in Self.spreads[spread].second(dice) }
        var server = SearchServer(seconds: seconds)
        let rows = try run(board(), &server, width: width, dice: dice)
        // Rows of one second come as the server has them.
        let expected = server.rows.enumerated()
          .sorted { ($1.element.created, $0.offset) < ($0.element.created, $1.offset) }
          .map(\.element.id)
        #expect(rows.compactMap { $0["id"]?.string } == expected, "\(count) rows, \(width) wide")
      }
    }
  }

  @Test(arguments: 0..<6)
  func `dividing costs few requests more`(spread: Int) throws {
    let dice = SplitMix(seed: UInt64(spread))
    for count in [1000, 5000] {
      let seconds = (0..<count).map { _ in Self.spreads[spread].second(dice) }
      var server = SearchServer(seconds: seconds, isNewestFirst: true)
      _ = try run(board(), &server, width: 8, dice: dice)
      #expect(server.requests <= count / 10 * 11 / 10 + 16, "\(Self.spreads[spread].name)")
    }
  }

  @Test func `counts that Stripe cuts off are only a beginning`() throws {
    let dice = SplitMix(seed: 9)
    let seconds = (0..<15_000).map { _ in Self.now - dice.below(63_000_000) }
    var server = SearchServer(seconds: seconds)
    let rows = try run(board(), &server, width: 8, dice: dice)
    #expect(rows.count == 15_000)
    #expect(server.requests <= 1500 * 11 / 10 + 12)
  }

  @Test func `a limit reads no further than it must`() throws {
    let dice = SplitMix(seed: 3)
    var server = SearchServer(seconds: (0..<5000).map { _ in Self.now - dice.below(63_000_000) })
    let rows = try run(board(wanted: 25), &server, width: 8, dice: dice, wanted: 25)
    #expect(rows.count >= 25)
    #expect(server.requests <= 10)
  }

  @Test func `few rows are one walk`() throws {
    var server = SearchServer(seconds: (0..<160).map { Self.now - 60 * $0 })
    _ = try run(board(), &server, width: 8, dice: SplitMix(seed: 1))
    #expect(server.requests == 16)
  }

  @Test func `a server that does not count is walked`() throws {
    var server = SearchServer(seconds: (0..<500).map { Self.now - 60 * $0 }, counts: false)
    let rows = try run(board(), &server, width: 8, dice: SplitMix(seed: 1))
    #expect(rows.count == 500)
    #expect(server.requests == 50)
  }

  @Test func `the query's own range is all that is divided`() throws {
    let lower = Self.now - 1_000_000
    var server = SearchServer(seconds: (0..<1000).map { Self.now - 1000 * $0 })
    let rows = try run(
      board(lower...Self.now), &server, width: 4, dice: SplitMix(seed: 1))
    #expect(rows.count == 1000)
    #expect(server.requests <= 120)
  }
}
