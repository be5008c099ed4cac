import JSON
import StripeWire

/// One attempt to send a request.
struct Attempt {
  enum Outcome {
    case answered(APIResponse, JSONDocument)
    /// A success whose body is not complete JSON.
    case broken(APIResponse, JSONError)
    case refused(APIResponse)
    /// A response that is not from Stripe.
    case foreign(APIResponse, ForeignAnswer)
    case failed(TransportError)
  }

  var outcome: Outcome
  /// Unix seconds at which it was sent.
  var sentAt: Double
  /// Seconds of the monotonic clock.
  var start: Double
  var end: Double
  /// True if it was sent to find out whether Stripe is available again.
  var isProbe = false

  init(outcome: Outcome, sentAt: Double, start: Double, end: Double) {
    self.outcome = outcome
    self.sentAt = sentAt
    self.start = start
    self.end = end
  }

  init(_ response: APIResponse, sentAt: Double, start: Double, end: Double) {
    self.init(outcome: Self.outcome(of: response), sentAt: sentAt, start: start, end: end)
  }

  private static func outcome(of response: APIResponse) -> Outcome {
    if let foreign = ForeignAnswer(response) { return .foreign(response, foreign) }
    guard response.isSuccess else { return .refused(response) }
    do {
      return .answered(response, try JSONDocument(parsing: response.body))
    } catch {
      return .broken(response, error)
    }
  }

  var seconds: Double { end - start }

  var response: APIResponse? {
    switch outcome {
    case .answered(let response, _), .broken(let response, _), .refused(let response),
      .foreign(let response, _):
      response
    case .failed: nil
    }
  }

  /// The outcome for the retry rules: an incomplete body counts as a broken connection.
  var advised: RequestOutcome {
    switch outcome {
    case .answered(let response, _), .refused(let response): .response(response)
    case .broken: .failure(.reset("the response was incomplete"))
    case .foreign(_, let foreign): .failure(.invalid(foreign.sentence))
    case .failed(let error): .failure(error)
    }
  }

  /// True if Stripe may have done the request without confirming it.
  var leavesDoubt: Bool {
    switch outcome {
    case .answered: false
    case .broken, .foreign, .failed(.reset), .failed(.timedOut): true
    case .refused(let response): response.status == 409 || response.status >= 500
    case .failed(.refused), .failed(.unreachable), .failed(.invalid): false
    }
  }

  /// The evidence that an outcome gives about Stripe's health.
  enum HealthSignal {
    case up
    /// Stripe failed; the value is the reason as a phrase.
    case down(String)
    case none
  }

  var healthSignal: HealthSignal {
    switch outcome {
    case .answered: .up
    case .refused(let response):
      response.status < 500 ? .up : .down("the response had status \(response.status)")
    case .broken: .down("the response was incomplete")
    // A request that was not sent, or that another server answered, says nothing about Stripe.
    case .failed(.invalid), .foreign: .none
    case .failed(let error): .down(error.sentence)
    }
  }

  func document() throws(Failure) -> JSONDocument {
    switch outcome {
    case .answered(_, let document): return document
    case .refused(let response): throw Failure(.api(APIError(response)))
    case .failed(let error): throw Failure(.transport(error))
    case .foreign(_, let foreign): throw Failure(.transport(.invalid(foreign.sentence)))
    case .broken(_, let error):
      throw Failure(
        .malformed("the response is not JSON: \(error.reason) at byte \(error.offset)"))
    }
  }
}
