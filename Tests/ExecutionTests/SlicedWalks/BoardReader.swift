import JSON

@testable import Execution

/// A board with the rows it has given out to keep.
struct BoardReader {
  var board: RangeScanScheduler
  private var kept: [Int: [RawJSON]] = [:]
  private(set) var requests = 0
  private(set) var rows: [Int] = []
  private(set) var requestsToFirstRow: Int?
  private(set) var mostPagesHeld = 0

  init(_ board: RangeScanScheduler) {
    self.board = board
  }

  /// Runs a board against a list, answers coming in any order.
  /// - Parameter losing: whether now and then the row that a cursor names is gone.
  static func read(
    _ board: RangeScanScheduler, _ list: ListModel, width: Int, seed: Int = 1, losing: Bool = false
  ) -> BoardReader {
    let dice = SplitMix(seed: UInt64(seed))
    var reader = BoardReader(board)
    var underWay: [RangeScanScheduler.Command] = []
    while true {
      while let command = reader.board.nextCommand(width: width) { underWay.append(command) }
      guard !underWay.isEmpty else { break }
      let command = underWay.remove(at: dice.below(underWay.count))
      if losing, command.parameters["starting_after"] != nil, dice.below(5) == 0 {
        reader.board.lostCursor(of: command)
      } else {
        reader.take(list.answer(command.parameters), for: command)
      }
    }
    return reader
  }

  mutating func take(_ page: SlicePage, for command: RangeScanScheduler.Command) {
    requests += 1
    if let received = board.received(page, for: command) { kept[received.page] = received.rows }
    mostPagesHeld = max(mostPagesHeld, kept.count)
    handOn()
  }

  mutating func handOn() {
    while let page = board.nextPage() {
      rows += (kept.removeValue(forKey: page) ?? []).compactMap(\.integer)
    }
    if requestsToFirstRow == nil, !rows.isEmpty { requestsToFirstRow = requests }
  }
}

extension TimeOrder {
  /// The places of so many rows as one walk hands them on.
  func walk(of count: Int) -> [Int] {
    switch self {
    case .newestFirst: Array(0..<count)
    case .oldestFirst: Array((0..<count).reversed())
    }
  }
}
