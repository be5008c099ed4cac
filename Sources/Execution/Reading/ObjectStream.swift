import Diagnostics
import JSON
import StripeWire

/// Objects by id, one request each, several at once; they come in the order of their paths.
final class ObjectStream: RowStream {
  /// Nil for one that is missing.
  private typealias Object = Result<RawJSON?, any Error>

  private let engine: Engine
  private let paths: [String]
  private let parameters: JSONObject
  private let title: String
  private let place: Place?
  /// Whether an unknown id is an error, or no row.
  private let reportsMissing: Bool
  private let answers = Mailbox<(number: Int, object: Object)>()
  private let patience: ReadPatience
  private var window = OrderedWindow<Object>()
  private var tasks: [Int: Task<Void, Never>] = [:]
  /// Why an object whose turn has come is none.
  private var failure: (any Error)?

  init(
    engine: Engine, paths: [String], parameters: JSONObject, title: String, place: Place?,
    reportsMissing: Bool
  ) {
    self.engine = engine
    self.paths = paths
    self.parameters = parameters
    self.title = title
    self.place = place
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
        window.ended(number, with: object)
      }
      await launch()
      if let rows = try takeFront() { return rows }
      guard !tasks.isEmpty else { return nil }
      await answers.wait()
      try Task.checkCancellation()
    }
  }

  /// The objects whose turn has come; nil while the first of them is waited for. A failure has its
  /// turn as well, so that what comes before it is shown.
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

  /// Sends as many requests as may be under way.
  private func launch() async {
    guard window.begun < paths.count else { return }
    let width = await engine.pacer.width(for: Endpoint(APIRequest(.get, paths[window.begun])))
    while failure == nil, window.begun < paths.count, let number = window.begin(width: width) {
      let call = Call(
        request: APIRequest(.get, paths[number], parameters), title: title, place: place,
        retries: patience.allowance(forRequest: number))
      tasks[number] = engine.surroundings.startTask { [engine, reportsMissing, answers] in
        let object = await Result.of {
          try await engine.object(call, reportsMissing: reportsMissing)
        }
        answers.put((number, object))
      }
    }
  }
}

extension Engine {
  fileprivate func object(_ call: Call, reportsMissing: Bool) async throws -> RawJSON? {
    do {
      let row = try await answer(to: call).body
      // A list does not show what was deleted: neither does a query that asks by id.
      return reportsMissing || row["deleted"]?.bool != true ? row : nil
    } catch let failure as Failure {
      guard !reportsMissing, case .api(let error) = failure.reason, error.status == 404 else {
        throw failure
      }
      return nil
    }
  }
}

/// No rows.
struct EmptyStream: RowStream {
  mutating func next() async throws -> [RawJSON]? { nil }
}
