import JSON
import StripeWire

/// The rows of a list that can be filtered by time of creation: several concurrent requests, but
/// the same rows in the same order as in one walk. Requests are sent only while rows are read.
///
/// If a response shows that the server does not filter as the slices require, the rest is read in
/// one walk.
final class SlicedStream: RowStream {
  private typealias Completion = (
    command: RangeScanScheduler.Command, result: Result<SlicePage, any Error>
  )

  private let engine: Engine
  /// Path, title and place of every request, with the parameters of one plain walk.
  private let call: Call
  /// The filter that each row must match; nil if rows do not show it.
  private let filter: ServerFilter?
  private let requiresOrder: Bool
  private var board: RangeScanScheduler
  private var buffer: SpillBuffer
  private var pagesAsked = 0
  private var tasks: [Int: Task<Void, Never>] = [:]
  private let completions = Channel<Completion>()
  private let patience: ReadPatience
  private var plainWalk: (any RowStream)?
  /// The rows that a plain walk after the last returned one could bring again: all of them if they
  /// may be in any order, or else those of the last page and its second.
  private var returned = SeenIDs()

  /// Creates the stream of a list.
  /// - Parameter requiresOrder: true if rows in another order would be a wrong result.
  init(
    engine: Engine, call: Call, filter: ServerFilter?, requiresOrder: Bool,
    board: RangeScanScheduler
  ) {
    self.engine = engine
    self.call = call
    self.filter = filter
    self.requiresOrder = requiresOrder
    self.board = board
    patience = ReadPatience { [completions] in completions.wake() }
    buffer = SpillBuffer(directory: engine.dependencies.temporaryDirectory)
  }

  deinit { cancelAll() }

  func next() async throws -> [RawJSON]? {
    while true {
      if let plainWalk { return try await next(of: plainWalk) }
      // Responses are taken before rows are returned, so that requests continue meanwhile.
      for completion in completions.take() { try take(completion) }
      if board.fault == nil { await launch() }
      if board.fault == nil, let page = board.nextPage() { return try rows(of: page) }
      if tasks.isEmpty { board.settle() }
      if let fault = board.fault {
        try beginPlainWalk(after: fault)
        continue
      }
      // Nothing is buffered, nothing is under way, and no more rows are needed.
      guard !tasks.isEmpty else { return nil }
      await completions.wait()
      try Task.checkCancellation()
    }
  }

  private func rows(of page: Int) throws -> [RawJSON] {
    let rows = try buffer.take(page)
    if !board.isPlainSoFar, rows.first?.createdSecond != rows.last?.createdSecond {
      returned = SeenIDs()
    }
    for row in rows { row["id"]?.string.map { _ = returned.insert($0) } }
    return rows
  }

  private func next(of walk: any RowStream) async throws -> [RawJSON]? {
    var walk = walk
    defer { plainWalk = walk }
    return try await walk.next()
  }

  private func cancelAll() {
    for task in tasks.values { task.cancel() }
    tasks = [:]
  }

  /// Sends as many requests as may be concurrent.
  private func launch() async {
    let endpoint = Endpoint(call.request)
    let now = engine.dependencies.elapsed()
    let width = await engine.rateLimiter.width(for: endpoint, at: now)
    let enough = await engine.rateLimiter.enough(for: endpoint, at: now)
    while let command = board.nextCommand(width: width, enough: enough) {
      let call = call(for: command)
      tasks[command.slice] = engine.dependencies.startTask { [engine, completions] in
        completions.put((command, await Result.of { try await engine.page(call) }))
      }
    }
  }

  private func call(for command: RangeScanScheduler.Command) -> Call {
    var call = call
    call.request.parameters["created"] = nil
    call.request.parameters = JSONObject(
      call.request.parameters.members + command.parameters.members)
    call.level = pagesAsked == 0 ? .info : .debug
    call.retries = patience.allowance(forRequest: pagesAsked)
    pagesAsked += 1
    return call
  }

  private func take(_ completion: Completion) throws {
    tasks[completion.command.slice] = nil
    switch completion.result {
    case .success(let page):
      if let fault = filter?.fault(of: page) { return board.distrust(fault) }
      guard let received = board.received(page, for: completion.command) else { return }
      try buffer.put(received.rows, as: received.page)
    case .failure(let failure as Failure) where failure.isLostCursor:
      board.lostCursor(of: completion.command)
    case .failure(let failure as Failure)
    where failure.isRefusal && !board.isPlain(completion.command):
      board.distrust(.refusesRange)
    case .failure(let error):
      throw error
    }
  }
}

extension SlicedStream {
  /// Continues with one walk after the last returned row. Oldest first, the walk begins with the
  /// newest row, which is possible only if no row was returned yet.
  private func beginPlainWalk(after fault: ListFault) throws {
    cancelAll()
    buffer = SpillBuffer(directory: engine.dependencies.temporaryDirectory)
    let last = board.lastHandedOn
    switch board.timeOrder {
    case .newestFirst:
      plainWalk = PageStream(
        engine: engine, call: call,
        walk: PageWalk(
          style: .cursor, pageSize: board.pageSize, after: last?.id, isPromised: fault.isPromise,
          seen: returned),
        // Rows of several slices are only those before the cursor if all are in order.
        fence: TimeFence(
          board.range, reached: board.isPlainSoFar && !requiresOrder ? nil : last?.second,
          requiresOrder: requiresOrder),
        filter: ServerFilterFence(filter, hasRows: last != nil))
    case .oldestFirst:
      guard last == nil else { throw Failure(fault, at: call.place) }
      let walk = PageStream(
        engine: engine, call: call,
        walk: PageWalk(
          style: .cursor, pageSize: board.pageSize, isPromised: fault.isPromise),
        fence: TimeFence(board.range, requiresOrder: true), filter: ServerFilterFence(filter))
      plainWalk = ReversedStream(walk, directory: engine.dependencies.temporaryDirectory)
    }
  }
}
