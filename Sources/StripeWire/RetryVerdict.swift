/// The meaning of an outcome for retries; the seconds are those the server asked for.
enum Verdict: Equatable {
  case final
  case failed(asked: Double?)
  /// Another request, of this program or another one, holds a lock on the object.
  case locked(asked: Double?)
  case limited(asked: Double?)

  init(_ outcome: RequestOutcome, isRepeatable: Bool) {
    switch outcome {
    case .response(let response): self = Verdict(response, isRepeatable: isRepeatable)
    case .failure(let error): self = Verdict(error, isRepeatable: isRepeatable)
    }
  }

  private init(_ error: TransportError, isRepeatable: Bool) {
    switch error {
    // No connection was made, so nothing can have been done.
    case .refused, .unreachable: self = .failed(asked: nil)
    case .reset, .timedOut: self = isRepeatable ? .failed(asked: nil) : .final
    case .invalid: self = .final
    }
  }

  private init(_ response: APIResponse, isRepeatable: Bool) {
    let asked = response.retryAfterSeconds
    switch (response.status, response.headers["stripe-should-retry"]) {
    // A declined card stays declined, so a 402 is never retried, whatever the headers say.
    case (..<400, _), (402, _), (_, "false"): self = .final
    case (429, _): self = Verdict(tooMany: response, asked: asked)
    case (_, "true"), (409, _), (500..., _): self = isRepeatable ? .failed(asked: asked) : .final
    // The older form of 429.
    case (400, _) where APIError(response).code == "rate_limit": self = .limited(asked: asked)
    default: self = .final
    }
  }

  /// A 429 for a rate or for concurrency names its reason in a header; one without may be a lock.
  private init(tooMany response: APIResponse, asked: Double?) {
    let isLock =
      response.headers["stripe-rate-limited-reason"] == nil
      && APIError(response).code == "lock_timeout"
    self = isLock ? .locked(asked: asked) : .limited(asked: asked)
  }
}

extension APIResponse {
  /// The wait in seconds that the server asks for, if it is reasonable: at most 60.
  var retryAfterSeconds: Double? {
    guard let seconds = headers["retry-after"].flatMap(Double.init) else { return nil }
    return seconds > 0 && seconds <= 60 ? seconds : nil
  }
}
