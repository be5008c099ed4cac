import Diagnostics
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
    var state = RetryState(options.retries, for: request)
    while true {
      try Task.checkCancellation()
      let sent = try await sendOnce(request)
      log(sent, call, retries: state.retries)
      switch state.advise(after: sent.advised, randomness: surroundings.randomness()) {
      case .stop:
        return try finish(sent, request, call, retries: state.retries)
      case .retry(let seconds):
        try await surroundings.sleep(seconds)
      case .slowDown(let seconds):
        await pacer.pause(seconds, at: surroundings.now())
      }
    }
  }

  private func sendOnce(_ request: APIRequest) async throws -> Sending {
    let wait = await pacer.wait(at: surroundings.now())
    if wait > 0 { try await surroundings.sleep(wait) }
    let start = surroundings.now()
    let outcome: RequestOutcome
    do {
      outcome = .response(try await transport.send(request))
    } catch let error as TransportError {
      outcome = .failure(error)
    }
    return Sending(outcome: outcome, start: start, end: surroundings.now())
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
      retries: retries, ids: [], row: call.row)
    defer { surroundings.record(record) }
    do {
      let body = try sent.body()
      record.ids = body.recordedIDs
      record.output = body
      return Answer(body: body, requestID: sent.response?.requestID, retries: retries)
    } catch {
      let failure = Failure(error.reason, at: call.place)
      record.error = failure.errorObject
      throw failure
    }
  }

  private func log(_ sent: Sending, _ call: Call, retries: Int) {
    let encoded = call.request.encoded()
    var metadata: Logger.Metadata = [
      "method": "\(encoded.method.rawValue)", "path": "\(encoded.target)",
      "ms": "\(Int(((sent.end - sent.start) * 1000).rounded()))",
    ]
    if let response = sent.response {
      metadata["status"] = "\(response.status)"
      if let id = response.requestID { metadata["request_id"] = "\(id)" }
    }
    if retries > 0 { metadata["retry"] = "\(retries)" }
    if case .failure(let error) = sent.outcome { metadata["error"] = "\(error.sentence)" }
    surroundings.log.log(level: call.level, "request", metadata: metadata)
  }
}

/// One sending of a request.
private struct Sending {
  var outcome: RequestOutcome
  /// Unix seconds.
  var start: Double
  var end: Double

  var response: APIResponse? {
    guard case .response(let response) = outcome else { return nil }
    return response
  }

  /// What the retry rules look at: a success whose body is cut off counts as a broken connection.
  var advised: RequestOutcome {
    guard let response, response.isSuccess, (try? RawJSON(parsing: response.body)) == nil else {
      return outcome
    }
    return .failure(.reset("the answer was cut off"))
  }

  func body() throws(Failure) -> RawJSON {
    switch outcome {
    case .failure(let error): throw Failure(.transport(error))
    case .response(let response) where !response.isSuccess:
      throw Failure(.api(APIError(response)))
    case .response(let response):
      do {
        return try RawJSON(parsing: response.body)
      } catch {
        throw Failure(.malformed("the answer is no JSON: \(error.reason) at byte \(error.offset)"))
      }
    }
  }
}

extension RawJSON {
  /// The id of an object, or those of the rows of a page.
  fileprivate var recordedIDs: [String] {
    if let id = self["id"]?.string { return [id] }
    return self["data"]?.elements.compactMap { $0["id"]?.string } ?? []
  }
}

extension APIRequest {
  /// Every v1 POST, and in v2 every POST and DELETE.
  var needsIdempotencyKey: Bool {
    idempotencyKey == nil && (method == .post || (isV2 && method == .delete))
  }
}
