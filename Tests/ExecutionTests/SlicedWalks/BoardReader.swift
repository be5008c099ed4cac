import JSON

@testable import Execution

/// A board with the rows it has given out to keep.
struct BoardReader {
  var board: SliceBoard
  private var kept: [Int: [RawJSON]] = [:]
  private(set) var requests = 0
  private(set) var rows: [Int] = []
  private(set) var requestsToFirstRow: Int?
  private(set) var mostPagesHeld = 0

  init(_ board: SliceBoard) {
    self.board = board
  }

  /// Runs a board against a list, answers coming in any order.
  /// - Parameter losing: whether now and then the row that a cursor names is gone.
  static func read(
    _ board: SliceBoard, _ list: ListModel, width: Int, seed: Int = 1, losing: Bool = false
  ) -> BoardReader {
    let dice = SplitMix(seed: UInt64(seed))
    var reader = BoardReader(board)
    var underWay: [SliceBoard.Order] = []
    while true {
      while let order = reader.board.nextOrder(width: width) { underWay.append(order) }
      guard !underWay.isEmpty else { break }
      let order = underWay.remove(at: dice.below(underWay.count))
      if losing, order.parameters["starting_after"] != nil, dice.below(5) == 0 {
        reader.board.lostCursor(of: order)
      } else {
        reader.take(list.answer(order.parameters), for: order)
      }
    }
    return reader
  }

  mutating func take(_ page: SlicePage, for order: SliceBoard.Order) {
    requests += 1
    if let received = board.received(page, for: order) { kept[received.page] = received.rows }
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
