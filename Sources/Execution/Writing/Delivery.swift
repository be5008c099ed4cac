import Diagnostics
import Expressions
import JSON
import Planning
import Redaction
import StripeCatalog
import StripeWire

extension Engine {
  /// Sends one write, or several together, or takes the outcome from the journal. Returns the
  /// result of all; its row is an array if they are several.
  func deliver(
    _ writes: [PreparedWrite], of plan: WritePlan, _ job: WriteJob, _ retries: RetryAllowance,
    decidesAnew: Bool = false
  ) async throws -> WriteResult {
    guard let request = BatchRow.request(for: writes) else {
      throw Failure(.malformed("there is nothing to send"), at: plan.place)
    }
    var mark: CorrelationTag?
    if job.marksWrites, writes.count == 1, let write = writes.first, let step = job.step {
      mark = CorrelationTag(write, of: plan, in: step)
    }
    var delivery = Delivery(
      request: mark?.marked(request) ?? request, title: plan.title, place: plan.place,
      rows: writes.numbers, names: writes.compactMap(\.name), job: job, retries: retries,
      search: mark.map { Search(mark: $0, plan: plan) },
      previous: try await previous(of: writes, plan), nested: NestedRows(writes, of: plan))
    delivery.decidesAnew = decidesAnew
    return try await delivery.send(with: self)
  }

  /// Sends the request of a `request` statement unchanged; returns nil if it was sent before and
  /// its response was not stored.
  ///
  /// - Throws: `Failure` or `CancellationError`.
  package func send(_ plan: RequestPlan, _ job: WriteJob = WriteJob()) async throws -> Row? {
    let delivery = Delivery(
      request: plan.request, title: "request",
      place: plan.place, rows: nil, names: [], job: job, retries: .statement, search: nil)
    switch try await delivery.send(with: self).outcome {
    case .done(let row), .unchanged(let row): return row
    case .skipped: return nil
    case .failed(let failure): throw failure
    }
  }
}

extension RequestPlan {
  /// The request; a query in the path is added to the parameters.
  package var request: APIRequest { APIRequest(method, path, body, to: server) }

  /// The server of the path according to the catalog.
  private var server: APIServer {
    OperationPaths.embedded.match(method, path)?.operation.server.wire ?? .api
  }
}

/// The search for the object of an unconfirmed write.
private struct Search: Sendable {
  let mark: CorrelationTag
  let plan: WritePlan
}

/// One request of a job: recorded in the journal, sent, and its outcome recorded.
private struct Delivery: Sendable {
  let request: APIRequest
  let title: String
  let place: Place
  /// The input rows it writes, from 1; nil if the write is not part of a bulk job.
  let rows: ClosedRange<Int>?
  /// The same rows as messages name them.
  let names: [RowName]
  let job: WriteJob
  let retries: RetryAllowance
  let search: Search?
  /// The previous values of the fields that it sets.
  var previous: PreviousValues?
  var nested: NestedRows?
  /// True if the request may differ from the recorded one of the interrupted run.
  var decidesAnew = false

  private var row: Int? { rows?.lowerBound }

  /// The rows as the journal numbers them; a write that is not part of a bulk job has number 0.
  private var numbers: ClosedRange<Int> { rows ?? 0...0 }

  func send(with engine: Engine) async throws -> WriteResult {
    guard let step = job.step, request.method != .get else {
      return result(of: try await outcome(nil, wasInDoubt: false, with: engine))
    }
    try refuseMasked(step)
    let now = engine.dependencies.now()
    switch try noted({ () throws(JournalError) in
      try step.begin(request, rows: numbers, at: now, decidesAnew: decidesAnew)
    }) {
    case .send(let key):
      return try await send(key, in: step, with: engine)
    case .sendAgain(let key):
      return try await send(key, in: step, wasInDoubt: true, with: engine)
    case .done(let answer):
      return WriteResult(row: row, outcome: answer.map { .done(.raw($0)) } ?? .skipped)
    case .changed(let entry):
      let sent = entry.parameters.map { JSONValue.object($0).compact } ?? entry.path
      throw Failure(
        .refused("\(subject) would be sent with different values; the journal has \(sent)"),
        at: place)
    case .lookUp(let entry):
      return try await lookUp(entry, in: step, with: engine)
    }
  }

  /// Refuses masked values: a journal does not store secrets, so a resumed run would write the
  /// mask.
  private func refuseMasked(_ step: JournalStep) throws(Failure) {
    guard step.journal.isResumed,
      SecretMask.isMasked(.object(request.parameters)) || SecretMask.isMasked(request.path)
    else { return }
    throw Failure(
      .refused("\(subject) contains a secret or a card number, which journals do not store"),
      at: place)
  }

  private func send(
    _ key: IdempotencyKey, in step: JournalStep, wasInDoubt: Bool = false, with engine: Engine
  ) async throws -> WriteResult {
    try end(try await outcome(key, wasInDoubt: wasInDoubt, with: engine), in: step, with: engine)
  }

  private func outcome(
    _ key: IdempotencyKey?, wasInDoubt: Bool, with engine: Engine
  ) async throws -> Result<Answer, Failure> {
    do {
      let answer = try await engine.answer(to: call(key))
      guard let nested else { return .success(answer) }
      return .success(await engine.rows(nested, after: answer))
    } catch let failure as Failure {
      let mayBeGone = wasInDoubt || failure.mayBeDone
      return (mayBeGone ? deletedBefore(failure) : nil).map { .success($0) } ?? .failure(failure)
    }
  }

  private func end(
    _ outcome: Result<Answer, Failure>, in step: JournalStep, with engine: Engine
  ) throws -> WriteResult {
    let now = engine.dependencies.now()
    try noted { () throws(JournalError) in
      if case .failure(let failure) = outcome, let pieces = nested?.pieces(after: failure) {
        return try step.divide(numbers, into: pieces, failure, at: now)
      }
      try step.end(row: numbers.lowerBound, outcome, keepsAnswer: keepsAnswer, at: now)
    }
    return result(of: outcome)
  }

  /// Returns a success if an object to be deleted was not found after an earlier attempt to delete
  /// it: that attempt succeeded.
  private func deletedBefore(_ failure: Failure) -> Answer? {
    guard request.method == .delete, case .api(let error) = failure.reason,
      error.code == "resource_missing",
      let id = request.path.split(separator: "/").last,
      let body = try? RawJSON(parsing: Array(#"{"id":"\#(id)","deleted":true}"#.utf8))
    else { return nil }
    return Answer(body: body, requestID: error.requestID, retries: failure.retries)
  }

  private func call(_ key: IdempotencyKey?) -> Call {
    var request = request
    // v1 deletes take no key: deleting twice has the effect of deleting once.
    if request.needsIdempotencyKey { request.idempotencyKey = key }
    var call = Call(request: request, title: title, place: place, rows: rows, retries: retries)
    call.previous = previous
    call.isRecordedLater = nested != nil
    return call
  }

  private var keepsAnswer: Bool { job.keepsAnswers || row == nil }

  private func result(of outcome: Result<Answer, Failure>) -> WriteResult {
    switch outcome {
    case .success(let answer):
      WriteResult(row: row, outcome: .done(.raw(answer.body)), retries: answer.retries)
    case .failure(let failure):
      WriteResult(row: row, outcome: .failed(failure), retries: failure.retries)
    }
  }

  private var subject: String {
    guard let first = names.first, let last = names.last else { return "this request" }
    return names.count == 1 ? first.text : "\(first.through(last)) together"
  }

  private var was: String { names.count < 2 ? "was" : "were" }

  private func noted<Value>(_ work: () throws(JournalError) -> Value) throws(Failure) -> Value {
    do {
      return try work()
    } catch {
      throw Failure(error, at: place)
    }
  }
}

extension Delivery {
  /// Resolves an unconfirmed write whose key has expired at Stripe: its tag shows whether it was
  /// done. Without a tag it is not known, and the write fails.
  private func lookUp(
    _ entry: JournalEntry, in step: JournalStep, with engine: Engine
  ) async throws -> WriteResult {
    guard let search, engine.canFind(search.plan) else {
      let when = Timestamp.iso(Int(exactly: entry.sentAt.rounded(.down)) ?? 0)
      return WriteResult(
        row: row,
        outcome: .failed(
          Failure(
            .inDoubt(
              """
              \(subject) \(was) sent at \(when) without a response, and its idempotency key \
              has expired, so it is not sent again: check whether \(entry.method) \
              \(entry.path) took effect
              """), at: place)))
    }
    let found = try await engine.find(
      search.mark, of: search.plan, path: request.path, since: entry.sentAt)
    if let found {
      return try end(
        .success(Answer(body: found, requestID: nil, retries: 0)), in: step, with: engine)
    }
    let now = engine.dependencies.now()
    let key = try noted { () throws(JournalError) in
      try step.beginAnew(request, rows: numbers, at: now)
    }
    return try await send(key, in: step, with: engine)
  }
}
