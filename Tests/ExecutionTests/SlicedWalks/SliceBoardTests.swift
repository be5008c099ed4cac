import JSON
import Testing

@testable import Execution

@Suite struct SliceBoardTests {
  /// A board with the rows it has given out to keep.
  private struct Reader {
    var board: SliceBoard
    private var kept: [Int: [RawJSON]] = [:]
    private(set) var requests = 0
    private(set) var rows: [Int] = []

    init(_ board: SliceBoard) {
      self.board = board
    }

    mutating func take(_ page: SlicePage, for order: SliceBoard.Order) {
      requests += 1
      if let received = board.received(page, for: order) { kept[received.page] = received.rows }
      handOn()
    }

    mutating func handOn() {
      while let page = board.nextPage() {
        rows += (kept.removeValue(forKey: page) ?? []).compactMap(\.integer)
      }
    }
  }

  /// Runs a board against a list, answers coming in any order.
  private func read(_ board: SliceBoard, _ list: ListModel, width: Int, seed: Int = 1) -> Reader {
    let dice = SplitMix(seed: UInt64(seed))
    var reader = Reader(board)
    var underWay: [SliceBoard.Order] = []
    while true {
      while let order = reader.board.nextOrder(width: width) { underWay.append(order) }
      guard !underWay.isEmpty else { break }
      let order = underWay.remove(at: dice.below(underWay.count))
      reader.take(list.answer(order.parameters), for: order)
    }
    return reader
  }

  @Test(arguments: Spread.allCases, [1, 2, 5, 16])
  func theSameRowsInTheSameOrderAsOneWalk(spread: Spread, width: Int) {
    for (seed, count) in [0, 1, 99, 100, 101, 2_500, 7_000].enumerated() {
      let list = ListModel(seconds: spread.seconds(count, SplitMix(seed: UInt64(seed))))
      let reader = read(SliceBoard(pageSize: 100), list, width: width, seed: seed)
      #expect(reader.rows == Array(0..<count), "\(count) rows")
      #expect(reader.board.isFinished)
    }
  }

  @Test func boundsOfTheListAreKept() {
    let list = ListModel(seconds: (0..<3_000).map { 1_000_000 + $0 })
    let board = SliceBoard(pageSize: 100, newest: 1_002_500, oldest: 1_000_500)
    #expect(read(board, list, width: 6).rows == Array(499...2_499))
  }

  @Test func oneRequestAtATimeIsThePlainWalk() {
    let list = ListModel(seconds: (0..<1_000).map { 1_000_000 + $0 })
    #expect(read(SliceBoard(pageSize: 100), list, width: 1).requests == 10)
  }

  @Test func whatIsNotWantedIsNotReadAhead() {
    let list = ListModel(seconds: (0..<9_000).map { 1_000_000 + $0 * 5 })
    var board = SliceBoard(pageSize: 100, wanted: 300)
    #expect(board.nextOrder(width: 8) != nil)
    #expect(board.nextOrder(width: 8) == nil)
    #expect(read(SliceBoard(pageSize: 100, wanted: 300), list, width: 8).requests == 3)
    // Where answers come in any order some slices are left behind and divided in the end.
    let requests = (1...20).map { seed in
      read(SliceBoard(pageSize: 100, wanted: 5_000), list, width: 8, seed: seed).requests
    }
    #expect(requests.reduce(0, +) <= 20 * 60)
  }

  @Test func aShortListIsHardlyAskedBeyondItsEnd() {
    let list = ListModel(seconds: (0..<450).map { 1_000_000 + $0 * 60 })
    #expect(read(SliceBoard(pageSize: 100), list, width: 16).requests <= 12)
  }

  @Test func aLostCursorGoesOnByTime() {
    let list = ListModel(seconds: (0..<500).map { 1_000_000 + $0 / 3 })
    var reader = Reader(SliceBoard(pageSize: 100))
    var hasLost = false
    while let order = reader.board.nextOrder(width: 1) {
      if !hasLost, order.parameters["starting_after"] != nil {
        hasLost = true
        reader.board.lostCursor(of: order)
      } else {
        reader.take(list.answer(order.parameters), for: order)
      }
    }
    #expect(hasLost)
    #expect(reader.rows == Array(0..<500))
    #expect(reader.board.isFinished)
  }

  /// Tells a board the same page again and again.
  private func repeating(_ page: SlicePage) -> Reader {
    var reader = Reader(SliceBoard(pageSize: 100))
    while let order = reader.board.nextOrder(width: 1), reader.requests < 50 {
      reader.take(page, for: order)
    }
    return reader
  }

  @Test func emptyPagesThatPromiseMoreEnd() {
    let reader = repeating(SlicePage(rows: [], hasMore: true))
    #expect(reader.board.isFinished)
    #expect(reader.requests < 5)
  }

  @Test func aRepeatedPageEndsWithoutDoubles() {
    let page = ListModel(seconds: (0..<200).map { 1_000_000 + $0 }).answer(["limit": 100])
    let reader = repeating(page)
    #expect(reader.rows == Array(0..<100))
    #expect(reader.requests < 5)
  }

  @Test func beyondTheMostBytesOnlyTheFrontIsAskedFor() throws {
    let list = ListModel(seconds: (0..<9_000).map { 1_000_000 + $0 * 5 })
    var board = SliceBoard(pageSize: 100, mostHeldBytes: 5)
    let first = board.nextOrder(width: 2)
    let page = list.answer(["limit": 100])
    #expect(board.received(page, for: try #require(first))?.page == 0)
    // What is held is too much: only the front goes on, the other worker waits.
    #expect(board.nextOrder(width: 2)?.slice == 0)
    #expect(board.nextOrder(width: 2) == nil)
    #expect(board.nextPage() == 0)
    #expect(board.nextOrder(width: 2)?.slice == 1)
  }
}
