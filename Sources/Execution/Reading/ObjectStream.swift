import JSON
import Planning
import StripeWire

/// Objects by id, one request for each, several concurrently; they are returned in the order of the
/// ids.
final class ObjectStream: RowStream {
  /// The object; nil if it is missing.
  private typealias Object = Result<RawJSON?, any Error>

  private let engine: Engine
  private let targets: [ObjectTarget]
  /// The call of every request, without its path.
  private let call: Call
  /// True if an unknown id is an error; false if it gives no row.
  private let reportsMissing: Bool
  private let answers = Channel<(number: Int, object: Object)>()
  private let patience: ReadPatience
  private var window = ReorderBuffer<Object>()
  private var tasks: [Int: Task<Void, Never>] = [:]
  /// The number of requests that are sent together before any response has come.
  private var firstRequests = 4
  /// The failure of the next object to return.
  private var failure: (any Error)?

  init(
    engine: Engine, targets: [ObjectTarget], call: Call, reportsMissing: Bool
  ) {
    self.engine = engine
    self.targets = targets
    self.call = call
    self.reportsMissing = reportsMissing
    patience = ReadPatience { [answers] in answers.wake() }
  }

  deinit {
    for task in tasks.values { task.cancel() }
  }

  func next() async throws -> [RawJSON]? {
    while true {
      for (number, object) in answers.take() {
        tasks[number] = nil
        firstRequests = 1
        window.ended(number, with: object)
      }
      await launch()
      if let rows = try takeFront() { return rows }
      guard !tasks.isEmpty else { return nil }
      await answers.wait()
      try Task.checkCancellation()
    }
  }

  /// Returns the next objects in order; nil while the first of them has not come. A failure is
  /// thrown in its turn, so that the rows before it are shown.
  private func takeFront() throws -> [RawJSON]? {
    if let failure { throw failure }
    var rows: [RawJSON]?
    while failure == nil, let object = window.popFront() {
      do {
        rows = (rows ?? []) + [try object.get()].compactMap { $0 }
      } catch {
        failure = error
      }
    }
    if rows == nil, let failure { throw failure }
    return rows
  }

  /// Sends as many requests as may be concurrent.
  private func launch() async {
    guard window.begun < targets.count else { return }
    var call = call
    call.request.path = targets[window.begun].path
    let width = max(await engine.width(for: Endpoint(call.request)), firstRequests)
    while failure == nil, window.begun < targets.count, let number = window.begin(width: width) {
      let target = targets[number]
      call.request.path = target.path
      call.retries = patience.allowance(forRequest: number)
      tasks[number] = engine.dependencies.startTask { [engine, call, reportsMissing, answers] in
        let object = await Result.of {
          try await engine.object(target.id, call, reportsMissing: reportsMissing)
        }
        answers.put((number, object))
      }
    }
  }
}

extension Engine {
  fileprivate func object(
    _ id: String, _ call: Call, reportsMissing: Bool
  ) async throws -> RawJSON? {
    do {
      let row = try await answer(to: call).body
      if let flaw = call.kind?.flaw(of: row, id: id) {
        throw Failure(.malformed(flaw), at: call.place)
      }
      // A list does not show deleted objects; a query by id does not either.
      return reportsMissing || row["deleted"]?.bool != true ? row : nil
    } catch let failure as Failure {
      guard !reportsMissing, case .api(let error) = failure.reason, error.status == 404 else {
        throw failure
      }
      return nil
    }
  }
}

/// A stream without rows.
struct EmptyStream: RowStream {
  mutating func next() async throws -> [RawJSON]? { nil }
}
