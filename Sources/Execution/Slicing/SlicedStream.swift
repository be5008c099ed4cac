import Diagnostics
import JSON
import Logging
import Planning
import StripeWire

/// The rows of a list that can be asked for by time of creation: several requests at once, the same
/// rows in the same order as one walk. Requests leave only while somebody asks for rows.
final class SlicedStream: RowStream {
  private typealias Completion = (order: SliceBoard.Order, result: Result<SlicePage, any Error>)

  private let engine: Engine
  private let path: String
  private let parameters: JSONObject
  private let title: String
  private let place: Place?
  private var board: SliceBoard
  private var shelf: PageShelf
  private var pagesAsked = 0
  private var tasks: [Int: Task<Void, Never>] = [:]
  private let completions = Mailbox<Completion>()
  private let patience: ReadPatience

  init(
    engine: Engine, path: String, parameters: JSONObject, board: SliceBoard, title: String,
    place: Place?
  ) {
    self.engine = engine
    self.path = path
    self.parameters = parameters
    self.board = board
    self.title = title
    self.place = place
    patience = ReadPatience { [completions] in completions.wake() }
    shelf = PageShelf(directory: engine.surroundings.temporaryDirectory)
  }

  deinit {
    for task in tasks.values { task.cancel() }
  }

  func next() async throws -> [RawJSON]? {
    while true {
      // Answers are taken before rows are handed on, so that requests go on meanwhile.
      for completion in completions.take() { try take(completion) }
      await launch()
      if let page = board.nextPage() { return try shelf.take(page) }
      // Nothing is held, nothing is under way, nothing more is wanted.
      guard !tasks.isEmpty else { return nil }
      await completions.wait()
      try Task.checkCancellation()
    }
  }

  /// Sends as many requests as may be under way.
  private func launch() async {
    let endpoint = Endpoint(APIRequest(.get, path))
    let width = await engine.pacer.width(for: endpoint)
    let enough = await engine.pacer.enough(for: endpoint)
    while let order = board.nextOrder(width: width, enough: enough) {
      pagesAsked += 1
      let call = Call(
        request: APIRequest(.get, path, JSONObject(parameters.members + order.parameters.members)),
        title: title, place: place, level: pagesAsked == 1 ? .info : .debug,
        retries: patience.allowance(forRequest: pagesAsked - 1))
      tasks[order.slice] = engine.surroundings.startTask { [engine, completions] in
        completions.put((order, await Result.of { try await engine.page(call) }))
      }
    }
  }

  private func take(_ completion: Completion) throws {
    tasks[completion.order.slice] = nil
    switch completion.result {
    case .success(let page):
      guard let received = board.received(page, for: completion.order) else { return }
      try shelf.put(received.rows, as: received.page)
    case .failure(let failure as Failure) where failure.isLostCursor:
      board.lostCursor(of: completion.order)
    case .failure(let error):
      throw error
    }
  }
}
