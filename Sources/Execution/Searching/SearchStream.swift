import Diagnostics
import JSON
import StripeWire

/// The rows of a search that is divided by time of creation: several concurrent requests, newest
/// first.
final class SearchStream: RowStream {
  private typealias Completion = (
    command: SearchScheduler.Command, result: Result<ListPage, any Error>
  )

  private let engine: Engine
  /// Path, title and place of every request, without parameters.
  private let call: Call
  private let expand: [JSONValue]
  private var board: SearchScheduler
  private var pagesAsked = 0
  private var tasks: [Int: Task<Void, Never>] = [:]
  private let completions = Channel<Completion>()
  private let patience: ReadPatience
  private var plainWalk: NewestFirstStream?

  init(engine: Engine, call: Call, expand: [JSONValue], board: SearchScheduler) {
    self.engine = engine
    self.call = call
    self.expand = expand
    self.board = board
    patience = ReadPatience { [completions] in completions.wake() }
  }

  deinit { cancelAll() }

  private func cancelAll() {
    for task in tasks.values { task.cancel() }
    tasks = [:]
  }

  func next() async throws -> [RawJSON]? {
    while true {
      if let rows = try await plainWalk?.next() { return rows }
      guard plainWalk == nil else { return nil }
      for completion in completions.take() {
        tasks[completion.command.slice] = nil
        board.received(try completion.result.get(), for: completion.command)
      }
      if let fault = board.fault {
        guard fault == .leavesRange else { throw Failure(fault, at: call.place) }
        beginPlainWalk()
        continue
      }
      await launch()
      if let rows = board.takeRows() {
        board.settle()
        if rows.isEmpty, let fault = board.fault { throw Failure(fault, at: call.place) }
        return rows.isEmpty && board.isFinished ? nil : rows
      }
      // Nothing is buffered, nothing is under way, and no more rows are needed.
      guard !tasks.isEmpty else { return nil }
      await completions.wait()
      try Task.checkCancellation()
    }
  }

  /// Sends as many requests as may be concurrent.
  private func launch() async {
    let width = await engine.width(for: Endpoint(call.request))
    while let command = board.nextCommand(width: width) {
      let call = call(for: command)
      tasks[command.slice] = engine.dependencies.startTask { [engine, completions] in
        completions.put((command, await Result.of { try await engine.anyPage(call) }))
      }
    }
  }

  /// Reads the rest of the search in one walk, because the responses show that slices do not work.
  private func beginPlainWalk() {
    cancelAll()
    var call = call
    call.request.parameters["query"] = .string(board.query)
    if !expand.isEmpty { call.request.parameters["expand"] = .array(expand) }
    plainWalk = NewestFirstStream(
      PageStream(
        engine: engine, call: call,
        walk: PageWalk(style: .searchPage, pageSize: board.pageSize),
        fence: TimeFence(board.rest, requiresOrder: false)))
  }

  private func call(for command: SearchScheduler.Command) -> Call {
    var call = call
    var parameters: JSONObject = ["query": .string(command.query)]
    let expand = command.countsRows ? expand + ["total_count"] : expand
    if !expand.isEmpty { parameters["expand"] = .array(expand) }
    call.request.parameters = JSONObject(parameters.members + command.paging.members)
    call.level = pagesAsked == 0 ? .info : .debug
    call.retries = patience.allowance(forRequest: pagesAsked)
    pagesAsked += 1
    return call
  }
}
