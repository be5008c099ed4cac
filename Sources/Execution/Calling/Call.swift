import Diagnostics
import Evaluation
import JSON
import Logging
import StripeWire

/// One request with what is said about it in logs and reports.
struct Call: Sendable {
  var request: APIRequest
  /// `query invoices`
  var title: String
  var place: Place?
  /// Pages after the first are logged more quietly.
  var level: Logger.Level = .info
  var row: Int?
}

/// An answer that is no error.
struct Answer: Sendable {
  var body: RawJSON
  var requestID: String?
  var retries: Int
}

extension Engine {
  /// Sends a request until it has an answer, by the retry policy and within the pace.
  func answer(to call: Call) async throws -> Answer {
    var request = call.request
    request.apiVersion = options.apiVersion
    request.account = options.account
    request.context = options.context
    if request.needsIdempotencyKey { request.idempotencyKey = surroundings.makeIdempotencyKey() }
    do {
      try request.check()
    } catch {
      throw Failure(.value("\(error)"), at: call.place)
    }
    let endpoint = Endpoint(request)
    var state = RetryState(options.retries, for: request)
    while true {
      try Task.checkCancellation()
      let sent = try await sendOnce(request, to: endpoint)
      log(sent, call, retries: state.retries)
      switch state.advise(after: sent.advised, randomness: surroundings.randomness()) {
      case .stop:
        return try finish(sent, request, call, retries: state.retries)
      case .retry(let seconds):
        try await surroundings.sleep(seconds)
      case .slowDown(let seconds):
        await pacer.limited(
          endpoint, by: sent.response?.headers["stripe-rate-limited-reason"], sentAt: sent.start,
          at: surroundings.now())
        try await surroundings.sleep(seconds)
      }
    }
  }

  private func sendOnce(_ request: APIRequest, to endpoint: Endpoint) async throws -> Sending {
    let wait = await pacer.wait(for: endpoint, at: surroundings.now())
    if wait > 0 { try await surroundings.sleep(wait) }
    let start = surroundings.now()
    do {
      let response = try await transport.send(request)
      let end = surroundings.now()
      if response.status != 429 { await pacer.answered(endpoint, after: end - start, at: end) }
      return Sending(response, start: start, end: end)
    } catch let error as TransportError {
      return Sending(outcome: .failed(error), start: start, end: surroundings.now())
    }
  }

  /// The answer, or the failure it stands for; either way it is recorded.
  private func finish(
    _ sent: Sending, _ request: APIRequest, _ call: Call, retries: Int
  ) throws -> Answer {
    var record = OperationRecord(
      operation: call.title, method: request.method.rawValue, path: request.path,
      parameters: request.parameters, startedAt: sent.start,
      milliseconds: (sent.end - sent.start) * 1000, status: sent.response?.status,
      requestID: sent.response?.requestID, idempotencyKey: request.idempotencyKey?.description,
      retries: retries, row: call.row)
    defer { surroundings.record(record) }
    do {
      let body = try sent.body()
      record.output = body
      return Answer(body: body, requestID: sent.response?.requestID, retries: retries)
    } catch {
      var failure = Failure(error.reason, at: call.place)
      failure.retries = retries
      record.error = failure.errorObject
      throw failure
    }
  }

  private func log(_ sent: Sending, _ call: Call, retries: Int) {
    guard surroundings.log.logLevel <= call.level else { return }
    let encoded = call.request.encoded()
    var metadata: Logger.Metadata = [
      "method": "\(encoded.method.rawValue)", "path": "\(SecretMask.masked(encoded.target))",
      "ms": "\(Int(((sent.end - sent.start) * 1000).rounded()))",
    ]
    if let response = sent.response {
      metadata["status"] = "\(response.status)"
      if let id = response.requestID { metadata["request_id"] = "\(id)" }
    }
    if retries > 0 { metadata["retry"] = "\(retries)" }
    if case .failed(let error) = sent.outcome { metadata["error"] = "\(error.sentence)" }
    surroundings.log.log(level: call.level, "request", metadata: metadata)
  }
}

/// One sending of a request.
private struct Sending {
  enum Outcome {
    case answered(APIResponse, RawJSON)
    /// A success whose body is no whole JSON.
    case broken(APIResponse, JSONError)
    case refused(APIResponse)
    case failed(TransportError)
  }

  var outcome: Outcome
  /// Unix seconds.
  var start: Double
  var end: Double

  init(outcome: Outcome, start: Double, end: Double) {
    self.outcome = outcome
    self.start = start
    self.end = end
  }

  init(_ response: APIResponse, start: Double, end: Double) {
    self.init(outcome: Self.outcome(of: response), start: start, end: end)
  }

  private static func outcome(of response: APIResponse) -> Outcome {
    guard response.isSuccess else { return .refused(response) }
    do {
      return .answered(response, try RawJSON(parsing: response.body))
    } catch {
      return .broken(response, error)
    }
  }

  var response: APIResponse? {
    switch outcome {
    case .answered(let response, _), .broken(let response, _), .refused(let response): response
    case .failed: nil
    }
  }

  /// What the retry rules look at: a body that is cut off counts as a broken connection.
  var advised: RequestOutcome {
    switch outcome {
    case .answered(let response, _), .refused(let response): .response(response)
    case .broken: .failure(.reset("the answer was cut off"))
    case .failed(let error): .failure(error)
    }
  }

  func body() throws(Failure) -> RawJSON {
    switch outcome {
    case .answered(_, let body): return body
    case .refused(let response): throw Failure(.api(APIError(response)))
    case .failed(let error): throw Failure(.transport(error))
    case .broken(_, let error):
      throw Failure(.malformed("the answer is no JSON: \(error.reason) at byte \(error.offset)"))
    }
  }
}

extension APIRequest {
  /// Every v1 POST, and in v2 every POST and DELETE.
  var needsIdempotencyKey: Bool {
    idempotencyKey == nil && (method == .post || (isV2 && method == .delete))
  }
}
