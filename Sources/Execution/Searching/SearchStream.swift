import Diagnostics
import JSON
import StripeWire

/// The rows of a search that can be divided by time of creation: several requests at once, newest
/// first.
final class SearchStream: RowStream {
  private typealias Completion = (order: SearchBoard.Order, result: Result<RawJSON, any Error>)

  private let engine: Engine
  /// Path, title and place of every request, without parameters.
  private let call: Call
  private let expand: [JSONValue]
  private var board: SearchBoard
  private var pagesAsked = 0
  private var tasks: [Int: Task<Void, Never>] = [:]
  private let completions: AsyncStream<Completion>
  private let completed: AsyncStream<Completion>.Continuation

  init(engine: Engine, call: Call, expand: [JSONValue], board: SearchBoard) {
    self.engine = engine
    self.call = call
    self.expand = expand
    self.board = board
    (completions, completed) = AsyncStream.makeStream()
  }

  deinit {
    for task in tasks.values { task.cancel() }
  }

  func next() async throws -> [RawJSON]? {
    var iterator = completions.makeAsyncIterator()
    while true {
      await launch()
      if let rows = board.takeRows() {
        return rows.isEmpty && board.isFinished ? nil : rows
      }
      // Nothing is held, nothing is under way, nothing more is wanted.
      guard !tasks.isEmpty else { return nil }
      guard let completion = await iterator.next() else { throw CancellationError() }
      tasks[completion.order.slice] = nil
      board.received(try completion.result.get(), for: completion.order)
    }
  }

  /// Sends as many requests as may be under way.
  private func launch() async {
    let width = await engine.pacer.width(for: Endpoint(call.request))
    while let order = board.nextOrder(width: width) {
      let call = call(for: order)
      tasks[order.slice] = Task { [engine, completed] in
        let result: Result<RawJSON, any Error>
        do {
          result = .success(try await engine.searchPage(call))
        } catch {
          result = .failure(error)
        }
        completed.yield((order, result))
      }
    }
  }

  private func call(for order: SearchBoard.Order) -> Call {
    var call = call
    var parameters: JSONObject = ["query": .string(order.query)]
    let expand = order.countsRows ? expand + ["total_count"] : expand
    if !expand.isEmpty { parameters["expand"] = .array(expand) }
    call.request.parameters = JSONObject(parameters.members + order.paging.members)
    call.level = pagesAsked == 0 ? .info : .debug
    pagesAsked += 1
    return call
  }
}

extension Engine {
  fileprivate func searchPage(_ call: Call) async throws -> RawJSON {
    let page = try await answer(to: call).body
    guard page["data"]?.kind == .array else {
      throw Failure(.malformed("the answer to a search is no list"), at: call.place)
    }
    return page
  }
}
