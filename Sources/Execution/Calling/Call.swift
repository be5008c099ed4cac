import Diagnostics
import JSON
import Logging
import Redaction
import StripeWire

/// One request with its description for logs and reports.
struct Call: Sendable {
  var request: APIRequest
  /// `query invoices`
  var title: String
  var place: Place?
  /// The kind of object that the response, or each row of a page, must be; nil if it is not known.
  var kind: ObjectKind?
  /// The log level; pages after the first have a lower one.
  var level: Logger.Level = .info
  /// The numbers of the input rows that it writes, from 1.
  var rows: ClosedRange<Int>?
  var retries = RetryAllowance.statement
  /// The number of retries after a success with a broken body; nil for no limit of its own.
  var maxBroken: Int?
  /// The previous values of the fields that it sets.
  var previous: PreviousValues?
  /// True if the caller records the call itself, with more than its response shows.
  var isRecordedLater = false
}

/// A successful response.
struct Answer: Sendable {
  var body: RawJSON
  /// The body as a document, for a caller that reads its rows; nil if it did not come alone.
  var document: JSONDocument?
  var requestID: String?
  var retries: Int
  /// The record of the call, for a caller that records it itself.
  var record: OperationRecord?
}

extension Engine {
  /// Sends a request until it has a response, by the retry policy and within the rate limits.
  func answer(to call: Call) async throws -> Answer {
    var request = call.request
    request.apiVersion = options.apiVersion
    request.account = options.account
    request.context = options.context
    if request.needsIdempotencyKey { request.idempotencyKey = dependencies.makeIdempotencyKey() }
    do {
      try request.check()
    } catch {
      throw Failure(.value("\(error)"), at: call.place)
    }
    let endpoint = Endpoint(request)
    var state = RetryState(options.retries, for: request)
    var (retries, broken, isInDoubt) = (0, 0, false)
    var waited = 0.0
    while true {
      let sent = try await sendOnce(request, call, to: endpoint)
      isInDoubt = isInDoubt || sent.leavesDoubt
      if case .broken = sent.outcome { broken += 1 }
      log(sent, call, retries: retries)
      guard broken <= call.maxBroken ?? .max,
        let pause = await pause(after: sent, call, to: endpoint, &state)
      else {
        return try finish(sent, request, call, retries: retries, isInDoubt: isInDoubt)
      }
      retries += 1
      guard pause > 0 else { continue }
      if call.retries.announces(WaitReason(sent)) {
        waits.begin(pause, after: waited, for: WaitReason(sent))
      }
      try await rest(pause, call)
      waited += pause
    }
  }

  /// Waits before a request is sent again; another may take its place meanwhile.
  private func rest(_ seconds: Double, _ call: Call) async throws {
    await rateLimiter.backoffBegan()
    call.retries.backoffBegan()
    do {
      try await dependencies.sleep(seconds)
    } catch {
      await rateLimiter.backoffEnded()
      throw error
    }
    await rateLimiter.backoffEnded()
  }

  /// Returns the seconds to wait before a request is retried; nil if its outcome is final.
  private func pause(
    after sent: Attempt, _ call: Call, to endpoint: Endpoint, _ state: inout RetryState
  ) async -> Double? {
    state.policy = await policy(for: call)
    let advice = state.advise(
      after: sent.advised, isProbe: sent.isProbe, randomness: dependencies.randomness())
    switch advice {
    case .stop:
      if case .answered = sent.outcome { call.retries.earn() }
      if case .down = sent.healthSignal, sent.isProbe { await circuitBreaker.left(by: .probe) }
      return nil
    case .retry(let seconds):
      return call.retries.take() ? seconds : nil
    case .awaitLock(let seconds):
      return seconds
    case .awaitService:
      return 0
    case .slowDown(let seconds):
      await rateLimiter.limited(
        endpoint, by: sent.response?.headers["stripe-rate-limited-reason"], sentAt: sent.start,
        at: dependencies.elapsed())
      return seconds
    }
  }

  /// Returns the retry policy. A job retries longer, but only once Stripe has answered: before
  /// that, the address may be wrong, which should be reported soon.
  private func policy(for call: Call) async -> RetryPolicy {
    switch call.retries {
    case .statement: options.retries
    case .job: await circuitBreaker.hasAnswered ? options.jobRetries : options.retries
    }
  }

  private func sendOnce(
    _ request: APIRequest, _ call: Call, to endpoint: Endpoint
  ) async throws -> Attempt {
    let (begunAt, begun) = (dependencies.now(), dependencies.elapsed())
    do {
      let pass = try await circuitBreaker.enter(call.retries)
      do {
        var sent = try await transmit(request, to: endpoint)
        sent.isProbe = pass == .probe
        try await tell(sent, by: pass)
        return sent
      } catch {
        await circuitBreaker.left(by: pass)
        throw error
      }
    } catch let error as TransportError {
      return Attempt(
        outcome: .failed(error), sentAt: begunAt, start: begun, end: dependencies.elapsed())
    }
  }

  /// Reports the health that an attempt shows to the circuit breaker.
  private func tell(_ sent: Attempt, by pass: CircuitBreaker.Pass) async throws {
    switch sent.healthSignal {
    case .up: await circuitBreaker.answered()
    case .none: await circuitBreaker.left(by: pass)
    case .down(let reason):
      try await circuitBreaker.failed(
        pass, after: sent.seconds, hadAnswer: sent.response != nil, reason)
    }
  }

  private func transmit(_ request: APIRequest, to endpoint: Endpoint) async throws -> Attempt {
    try Task.checkCancellation()
    let wait = await rateLimiter.wait(for: endpoint, at: dependencies.elapsed())
    if wait > 0 {
      waits.begin(wait, for: .pace)
      try await dependencies.sleep(wait)
    }
    try await semaphore.enter()
    let (sentAt, start) = (dependencies.now(), dependencies.elapsed())
    do {
      let response = try await send(request)
      let end = dependencies.elapsed()
      if response.status != 429 {
        await rateLimiter.answered(endpoint, after: end - start, at: end)
      }
      return Attempt(response, sentAt: sentAt, start: start, end: end)
    } catch let error as TransportError {
      return Attempt(
        outcome: .failed(error), sentAt: sentAt, start: start, end: dependencies.elapsed())
    }
  }

  /// Sends a request that has a slot, and releases the slot.
  private func send(_ request: APIRequest) async throws -> APIResponse {
    recentWrites.note(request.method)
    defer { recentWrites.note(request.method) }
    do {
      let response = try await transport.send(request)
      await semaphore.leave()
      return response
    } catch {
      await semaphore.leave()
      throw error
    }
  }

  /// Returns the response, or throws the failure that it means; both are recorded.
  private func finish(
    _ sent: Attempt, _ request: APIRequest, _ call: Call, retries: Int, isInDoubt: Bool
  ) throws -> Answer {
    var record = OperationRecord(
      operation: call.title, method: request.method, path: request.path,
      parameters: request.parameters, startedAt: sent.sentAt,
      milliseconds: sent.seconds * 1000, status: sent.response?.status,
      requestID: sent.response?.requestID, idempotencyKey: request.idempotencyKey?.description,
      retries: retries, rows: call.rows)
    do {
      let document = try sent.document()
      record.output = document.root
      record.previous = call.previous
      if !call.isRecordedLater { dependencies.record(record) }
      return Answer(
        body: document.root, document: document, requestID: sent.response?.requestID,
        retries: retries, record: record)
    } catch {
      var failure = Failure(error.reason, at: call.place)
      failure.retries = retries
      failure.mayBeDone = isInDoubt
      record.error = failure.errorObject
      dependencies.record(record)
      throw failure
    }
  }

  private func log(_ sent: Attempt, _ call: Call, retries: Int) {
    guard dependencies.log.logLevel <= call.level else { return }
    let encoded = call.request.encoded()
    var metadata: Logger.Metadata = [
      "method": "\(encoded.method.rawValue)", "path": "\(SecretMask.masked(encoded.target))",
      "ms": "\(Int((sent.seconds * 1000).rounded()))",
    ]
    if let response = sent.response {
      metadata["status"] = "\(response.status)"
      if let id = response.requestID { metadata["request_id"] = "\(id)" }
    }
    if retries > 0 { metadata["retry"] = "\(retries)" }
    if case .failed(let error) = sent.outcome { metadata["error"] = "\(error.sentence)" }
    dependencies.log.log(level: call.level, "request", metadata: metadata)
  }
}

extension APIRequest {
  /// True for every v1 POST without a key, and in v2 for every POST and DELETE without one.
  var needsIdempotencyKey: Bool {
    idempotencyKey == nil && (method == .post || (isV2 && method == .delete))
  }
}
