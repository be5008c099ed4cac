import JSON
import Testing

@testable import Execution

/// What reading from the oldest up costs beside the pages that there are.
@Suite struct OldestFirstTests {
  private func read(
    _ list: ListModel, width: Int, wanted: Int? = nil, maxHeldBytes: Int = .max
  ) -> BoardReader {
    let board = RangeScanScheduler(
      .oldestFirst, pageSize: 100, wanted: wanted, maxHeldBytes: maxHeldBytes)
    return BoardReader.read(board, list, width: width)
  }

  /// - Parameter requests: for 200 pages, by one worker and by sixteen.
  @Test(arguments: [
    (Spread.even, 215, 230), (.ties, 215, 230), (.oneWeek, 220, 230), (.crowds, 230, 250),
    (.everDenser, 220, 230), (.monthlyRuns, 260, 340),
  ])
  func `nearly as many requests as pages`(spread: Spread, one: Int, many: Int) {
    let list = ListModel(seconds: spread.seconds(20_000, SplitMix(seed: 5)))
    #expect(read(list, width: 1).requests <= one)
    #expect(read(list, width: 16).requests <= many)
  }

  @Test func `a short list is read at once`() {
    let list = ListModel(seconds: (0..<100).map { 1_650_000_000 + $0 * 60 })
    #expect(read(list, width: 16).requests == 1)
    let longer = ListModel(seconds: (0..<450).map { 1_650_000_000 + $0 * 60 })
    #expect(read(longer, width: 16).requests <= 16)
  }

  @Test(arguments: [(60, 12), (3_000, 12), (20_000, 12)])
  func `the oldest twenty take few requests`(seconds: Int, requests: Int) {
    let list = ListModel(seconds: (0..<20_000).map { 1_760_000_000 - $0 * seconds })
    #expect(read(list, width: 16, wanted: 20).requests <= requests)
    #expect(read(list, width: 16, wanted: 500).requests <= requests + 7)
  }

  @Test func `what is before the earliestCreated is read too`() {
    let list = ListModel(seconds: (0..<1_500).map { 900_000_000 + $0 * 600_000 })
    #expect(read(list, width: 4).rows == TimeOrder.oldestFirst.walk(of: 1_500))
    let dark = ListModel(seconds: (0..<1_500).map { 900_000_000 + $0 })
    #expect(read(dark, width: 4).rows == TimeOrder.oldestFirst.walk(of: 1_500))
  }

  @Test func `beyond the most bytes only the front is asked for, and all is read`() {
    for spread in Spread.allCases {
      let list = ListModel(seconds: spread.seconds(7_000, SplitMix(seed: 5)))
      // A row has three or four bytes here.
      let reader = read(list, width: 8, maxHeldBytes: 4_000)
      #expect(reader.rows == TimeOrder.oldestFirst.walk(of: 7_000))
      #expect(reader.mostPagesHeld < 45, "\(spread)")
    }
  }
}
