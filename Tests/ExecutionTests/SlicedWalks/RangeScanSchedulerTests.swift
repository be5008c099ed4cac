import JSON
import Testing

@testable import Execution

@Suite struct RangeScanSchedulerTests {
  @Test(arguments: Spread.allCases, [1, 2, 5, 16])
  func theSameRowsInTheSameOrderAsOneWalk(spread: Spread, width: Int) {
    for (seed, count) in [0, 1, 99, 100, 101, 2_500, 7_000].enumerated() {
      let list = ListModel(seconds: spread.seconds(count, SplitMix(seed: UInt64(seed))))
      for order in TimeOrder.allCases {
        let reader = BoardReader.read(
          RangeScanScheduler(order, pageSize: 100), list, width: width, seed: seed)
        #expect(reader.rows == order.walk(of: count), "\(count) rows, \(order)")
        #expect(reader.board.isFinished)
        // Answers come in any order: what a page promises may have been found before it arrives.
        var board = reader.board
        board.settle()
        #expect(board.fault == nil, "\(count) rows, \(order)")
      }
    }
  }

  @Test(arguments: TimeOrder.allCases)
  func boundsOfTheListAreKept(order: TimeOrder) {
    let list = ListModel(seconds: (0..<3_000).map { 1_000_000 + $0 })
    let board = RangeScanScheduler(order, pageSize: 100, newest: 1_002_500, oldest: 1_000_500)
    #expect(BoardReader.read(board, list, width: 6).rows.sorted() == Array(499...2_499))
  }

  @Test(arguments: TimeOrder.allCases, [1, 3, 8])
  func whatALimitLeavesIsTheBeginning(order: TimeOrder, width: Int) {
    for (seed, spread) in Spread.allCases.enumerated() {
      let list = ListModel(seconds: spread.seconds(4_000, SplitMix(seed: UInt64(seed))))
      for wanted in [1, 150, 1_000, 2_345, 4_000, 9_000] {
        let board = RangeScanScheduler(order, pageSize: 100, wanted: wanted)
        let rows = BoardReader.read(board, list, width: width, seed: seed).rows
        #expect(rows.count >= min(wanted, 4_000), "\(wanted), \(spread)")
        #expect(rows == Array(order.walk(of: 4_000).prefix(rows.count)), "\(wanted), \(spread)")
      }
    }
  }

  @Test func oneRequestAtATimeIsThePlainWalk() {
    let list = ListModel(seconds: (0..<1_000).map { 1_000_000 + $0 })
    #expect(BoardReader.read(RangeScanScheduler(pageSize: 100), list, width: 1).requests == 10)
  }

  @Test func whatIsNotWantedIsNotReadAhead() {
    let list = ListModel(seconds: (0..<9_000).map { 1_000_000 + $0 * 5 })
    var board = RangeScanScheduler(pageSize: 100, wanted: 300)
    #expect(board.nextCommand(width: 8) != nil)
    #expect(board.nextCommand(width: 8) == nil)
    #expect(
      BoardReader.read(RangeScanScheduler(pageSize: 100, wanted: 300), list, width: 8).requests == 3
    )
    // Where answers come in any order some slices are left behind and divided in the end.
    let requests = (1...20).map { seed in
      BoardReader.read(
        RangeScanScheduler(pageSize: 100, wanted: 5_000), list, width: 8, seed: seed
      ).requests
    }
    #expect(requests.reduce(0, +) <= 20 * 60)
  }

  /// - Parameter requests: for so many rows, answers coming in any order.
  @Test(arguments: [(1_600, 19.5), (4_100, 49.5), (20_000, 232)])
  func `a list of unknown length takes few requests beyond its pages`(
    rows: Int, requests: Double
  ) {
    let list = ListModel(seconds: Spread.even.seconds(rows, SplitMix(seed: 5)))
    let all = (1...20).map { seed in
      BoardReader.read(RangeScanScheduler(pageSize: 100), list, width: 32, seed: seed).requests
    }
    #expect(Double(all.reduce(0, +)) / 20 <= requests)
  }

  /// - Parameter requests: for twenty thousand rows that are requested.
  @Test(arguments: [(Spread.even, 217.0), (.ties, 225), (.oneWeek, 245), (.crowds, 245)])
  func `rows that are requested are shared out at once`(spread: Spread, requests: Double) {
    let list = ListModel(seconds: spread.seconds(20_000, SplitMix(seed: 5)))
    let all = (1...20).map { seed in
      BoardReader.read(
        RangeScanScheduler(pageSize: 100, wanted: 20_000), list, width: 32, seed: seed
      ).requests
    }
    #expect(Double(all.reduce(0, +)) / 20 <= requests)
  }

  @Test func `the first thousand take hardly more than ten pages`() {
    let list = ListModel(seconds: Spread.even.seconds(20_000, SplitMix(seed: 5)))
    for seed in 1...20 {
      let board = RangeScanScheduler(pageSize: 100, wanted: 1_000)
      #expect(BoardReader.read(board, list, width: 32, seed: seed).requests <= 12)
    }
  }

  @Test func aShortListIsHardlyAskedBeyondItsEnd() {
    let list = ListModel(seconds: (0..<450).map { 1_000_000 + $0 * 60 })
    #expect(BoardReader.read(RangeScanScheduler(pageSize: 100), list, width: 16).requests <= 12)
  }

  @Test(arguments: TimeOrder.allCases)
  func aLostCursorGoesOnByTime(order timeOrder: TimeOrder) {
    let list = ListModel(seconds: (0..<500).map { 1_000_000 + $0 / 3 })
    var reader = BoardReader(RangeScanScheduler(timeOrder, pageSize: 100))
    var hasLost = false
    while let command = reader.board.nextCommand(width: 1) {
      if !hasLost, command.parameters["starting_after"] != nil {
        hasLost = true
        reader.board.lostCursor(of: command)
      } else {
        reader.take(list.answer(command.parameters), for: command)
      }
    }
    #expect(hasLost)
    #expect(reader.rows == timeOrder.walk(of: 500))
    #expect(reader.board.isFinished)
  }

  @Test(arguments: TimeOrder.allCases, [1, 4, 16])
  func lostCursorsLoseNoRows(order: TimeOrder, width: Int) {
    for (seed, spread) in [Spread.even, .ties, .oneWeek, .crowds, .everDenser].enumerated() {
      let list = ListModel(seconds: spread.seconds(5_000, SplitMix(seed: UInt64(seed))))
      let board = RangeScanScheduler(order, pageSize: 100)
      let reader = BoardReader.read(board, list, width: width, seed: seed, losing: true)
      #expect(reader.rows == order.walk(of: 5_000), "\(spread)")
    }
  }

  /// Tells a board the same page again and again.
  private func repeating(_ page: SlicePage, _ timeOrder: TimeOrder) -> BoardReader {
    var reader = BoardReader(RangeScanScheduler(timeOrder, pageSize: 100))
    while let command = reader.board.nextCommand(width: 1), reader.requests < 50 {
      reader.take(page, for: command)
    }
    return reader
  }

  @Test(arguments: TimeOrder.allCases)
  func emptyPagesThatPromiseMoreEnd(order: TimeOrder) {
    let reader = repeating(SlicePage(rows: [], hasMore: true), order)
    #expect(reader.board.fault == .gaveNone)
    #expect(reader.requests < 5)
  }

  @Test func aRepeatedPageEndsWithoutDoubles() {
    let page = ListModel(seconds: (0..<200).map { 1_000_000 + $0 }).answer(["limit": 100])
    let reader = repeating(page, .newestFirst)
    #expect(reader.rows == Array(0..<100))
    #expect(reader.board.fault == .repeats)
    #expect(reader.requests < 5)
  }

  @Test func beyondTheMostBytesOnlyTheFrontIsAskedFor() throws {
    let list = ListModel(seconds: (0..<9_000).map { 1_000_000 + $0 * 5 })
    var board = RangeScanScheduler(pageSize: 100, maxHeldBytes: 5)
    let first = board.nextCommand(width: 2)
    let page = list.answer(["limit": 100])
    #expect(board.received(page, for: try #require(first))?.page == 0)
    // What is held is too much: only the front goes on, the other worker waits.
    #expect(board.nextCommand(width: 2)?.slice == 0)
    #expect(board.nextCommand(width: 2) == nil)
    #expect(board.nextPage() == 0)
    #expect(board.nextCommand(width: 2)?.slice == 1)
  }
}
