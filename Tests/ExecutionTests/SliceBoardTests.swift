import JSON
import Testing

@testable import Execution

/// A list endpoint in memory: newest first, filtered by `created`, paged by cursor.
private struct ListServer {
  let rows: [SlicePage.Entry]
  private(set) var requests = 0

  /// Rows of the seconds given, in the order given among equal ones.
  init(seconds: [Int]) {
    let ordered = seconds.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
    rows = ordered.map { index, second in
      let value: JSONValue = ["id": .string("in_\(index)"), "created": .integer(second)]
      return SlicePage.Entry(row: RawJSON(value), id: "in_\(index)", created: second)
    }
  }

  mutating func answer(_ parameters: JSONObject) -> SlicePage {
    requests += 1
    let created = parameters["created"]?.object ?? [:]
    let newest = created["lte"]?.integer ?? .max
    let oldest = created["gte"]?.integer ?? .min
    let limit = parameters["limit"]?.integer ?? 10
    var found = rows.filter { (oldest...newest).contains($0.created) }
    if let cursor = parameters["starting_after"]?.string,
      let position = rows.firstIndex(where: { $0.id == cursor })
    {
      let after = Set(rows[...position].map(\.id))
      found = found.filter { !after.contains($0.id) }
    }
    return SlicePage(rows: Array(found.prefix(limit)), hasMore: found.count > limit)
  }
}

/// Small, fast, repeatable dice.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

@Suite struct SliceBoardTests {
  /// Runs a board against a server, answers coming in any order; the ids in the order handed on.
  private func run(
    _ board: SliceBoard, _ server: inout ListServer, width: Int, dice: inout Dice
  ) -> [String] {
    var board = board
    var underWay: [SliceBoard.Order] = []
    var ids: [String] = []
    while !board.isFinished {
      while let order = board.nextOrder(width: width) { underWay.append(order) }
      guard !underWay.isEmpty else { break }
      let order = underWay.remove(at: Int.random(in: 0..<underWay.count, using: &dice))
      board.received(server.answer(order.parameters), for: order)
      ids += (board.takeRows() ?? []).compactMap { $0["id"]?.string }
    }
    return ids
  }

  private func seconds(_ count: Int, shape: Int, dice: inout Dice) -> [Int] {
    (0..<count).map { index in
      switch shape {
      case 0: 1_700_000_000 + index * 61
      // Many in one second.
      case 1: 1_700_000_000 + Int.random(in: 0..<40, using: &dice)
      // Two crowds with a desert between them.
      case 2:
        (index.isMultiple(of: 3) ? 1_500_000_000 : 1_700_000_000)
          + Int.random(in: 0..<90_000, using: &dice)
      // Ever denser.
      default: 1_700_000_000 - Int(Double(index) * Double(index) / 3)
      }
    }
  }

  @Test(arguments: 0..<4, [1, 2, 5, 16])
  func theSameRowsInTheSameOrderAsOneWalk(shape: Int, width: Int) {
    for seed in 0..<12 {
      var dice = Dice(state: UInt64(seed &* 7919 &+ shape &* 31 &+ width))
      let count = [0, 1, 99, 100, 101, 2_500][seed % 6]
      var server = ListServer(seconds: seconds(count, shape: shape, dice: &dice))
      let ids = run(SliceBoard(pageSize: 100), &server, width: width, dice: &dice)
      #expect(ids == server.rows.map(\.id), "shape \(shape) width \(width) seed \(seed)")
    }
  }

  @Test func boundsOfTheListAreKept() {
    var dice = Dice(state: 3)
    var server = ListServer(seconds: (0..<3_000).map { 1_000_000 + $0 })
    let board = SliceBoard(pageSize: 100, newest: 1_002_500, oldest: 1_000_500)
    let ids = run(board, &server, width: 6, dice: &dice)
    let expected = server.rows.filter { (1_000_500...1_002_500).contains($0.created) }.map(\.id)
    #expect(ids == expected)
  }

  @Test func oneRequestAtATimeIsThePlainWalk() {
    var dice = Dice(state: 1)
    var server = ListServer(seconds: (0..<1_000).map { 1_000_000 + $0 })
    _ = run(SliceBoard(pageSize: 100), &server, width: 1, dice: &dice)
    #expect(server.requests == 10)
  }

  @Test func fewRequestsAreWasted() {
    var dice = Dice(state: 9)
    var server = ListServer(seconds: seconds(20_000, shape: 0, dice: &dice))
    _ = run(SliceBoard(pageSize: 100), &server, width: 4, dice: &dice)
    #expect(server.requests <= 220)
  }

  @Test func whatIsNotWantedIsNotReadAhead() {
    var dice = Dice(state: 5)
    var server = ListServer(seconds: (0..<9_000).map { 1_000_000 + $0 * 5 })
    var board = SliceBoard(pageSize: 100, wanted: 300)
    #expect(board.nextOrder(width: 8) != nil)
    #expect(board.nextOrder(width: 8) == nil)
    _ = run(SliceBoard(pageSize: 100, wanted: 300), &server, width: 8, dice: &dice)
    #expect(server.requests == 3)
  }

  @Test func aLostCursorGoesOnByTime() throws {
    var server = ListServer(seconds: (0..<500).map { 1_000_000 + $0 / 3 })
    var board = SliceBoard(pageSize: 100)
    var ids: [String] = []
    var hasLost = false
    while let order = board.nextOrder(width: 1) {
      if !hasLost, order.parameters["starting_after"] != nil {
        hasLost = true
        board.lostCursor(of: order)
      } else {
        board.received(server.answer(order.parameters), for: order)
      }
      ids += (board.takeRows() ?? []).compactMap { $0["id"]?.string }
    }
    #expect(ids == server.rows.map(\.id))
    #expect(board.isFinished)
  }

  @Test func emptyPagesThatPromiseMoreEnd() {
    var board = SliceBoard(pageSize: 100)
    var asked = 0
    while let order = board.nextOrder(width: 1), asked < 50 {
      asked += 1
      board.received(SlicePage(rows: [], hasMore: true), for: order)
      _ = board.takeRows()
    }
    #expect(board.isFinished)
    #expect(asked < 5)
  }

  @Test func aRepeatedPageEndsWithoutDoubles() {
    let server = ListServer(seconds: (0..<100).map { 1_000_000 + $0 })
    var board = SliceBoard(pageSize: 100)
    var ids: [String] = []
    var asked = 0
    while let order = board.nextOrder(width: 1), asked < 50 {
      asked += 1
      board.received(SlicePage(rows: server.rows, hasMore: true), for: order)
      ids += (board.takeRows() ?? []).compactMap { $0["id"]?.string }
    }
    #expect(ids == server.rows.map(\.id))
    #expect(asked < 5)
  }
}
