/// How one sending of a request ended.
package enum RequestOutcome: Sendable, Hashable {
  case response(APIResponse)
  case failure(TransportError)
}

/// What to do after one sending of a request.
package enum RetryAdvice: Sendable, Hashable {
  /// The outcome stands.
  case stop
  /// Send the same request again, with the same idempotency key, after that many seconds; it counts
  /// as a retry.
  case retry(afterSeconds: Double)
  /// As `retry`, without counting: another request holds what this one needs.
  case awaitLock(afterSeconds: Double)
  /// As `awaitLock`, and send everything else more slowly too: Stripe is limiting us.
  case slowDown(afterSeconds: Double)
  /// Wait with all other requests until Stripe is up again.
  case awaitService
}

/// When to send a request again, and after what time.
///
/// The rule of the official SDK (`_http_client.py` of 16.1.0): the header `Stripe-Should-Retry`
/// decides where there is one; else connection errors, 409 and 500 upwards are tried again, with
/// waits of 0.5 s, 1 s, 2 s … up to 5 s, shortened at random by up to a half but not below 0.5 s.
/// To it comes a rule for 429, which the SDK leaves to its caller: more attempts and longer waits.
package struct RetryPolicy: Sendable, Hashable {
  /// Retries after failures and conflicts. The SDK's default is 2.
  package var failureRetries: Int
  /// Seconds of waiting in all after 429s, which mean that nothing was done yet.
  package var limitSeconds: Double

  package init(failureRetries: Int = 2, limitSeconds: Double = 120) {
    self.failureRetries = failureRetries
    self.limitSeconds = limitSeconds
  }

  /// For one of very many requests, some of which would fail three times in a row by mere chance.
  package static let job = RetryPolicy(failureRetries: 10, limitSeconds: 600)
  /// No request is sent twice.
  package static let never = RetryPolicy(failureRetries: 0, limitSeconds: 0)
}

/// The retries of one request: a state machine that is told outcomes and answers with advice.
package struct RetryState: Sendable, Hashable {
  /// May change between outcomes.
  package var policy: RetryPolicy
  /// Whether sending the request twice does what sending it once does.
  package let isRepeatable: Bool

  private var failures = 0
  private var locks = 0
  private var limits = 0
  /// Seconds waited for locks and limits.
  private var waited = 0.0

  package init(_ policy: RetryPolicy, for request: APIRequest) {
    self.policy = policy
    isRepeatable = request.isRepeatable
  }

  /// Takes the outcome of one sending.
  /// - Parameters:
  ///   - isProbe: whether it was sent to learn whether Stripe is up again; it may find that out as
  ///     often as need be.
  ///   - randomness: a fresh random number from 0 to 1, which spreads the waits.
  package mutating func advise(
    after outcome: RequestOutcome, isProbe: Bool = false, randomness: Double
  ) -> RetryAdvice {
    switch Verdict(outcome, isRepeatable: isRepeatable) {
    case .final:
      return .stop
    case .failed where isProbe:
      return .awaitService
    case .failed(let asked):
      guard failures < policy.failureRetries else { return .stop }
      failures += 1
      let wait = Backoff.failure.seconds(attempt: failures, randomness: randomness)
      return .retry(afterSeconds: max(wait, asked ?? 0))
    case .locked(let asked):
      guard waited < policy.limitSeconds else { return .stop }
      locks += 1
      return .awaitLock(afterSeconds: wait(.failure, locks, asked, randomness))
    case .limited(let asked):
      guard waited < policy.limitSeconds else { return .stop }
      limits += 1
      return .slowDown(afterSeconds: wait(.limit, limits, asked, randomness))
    }
  }

  private mutating func wait(
    _ backoff: Backoff, _ attempt: Int, _ asked: Double?, _ randomness: Double
  ) -> Double {
    let seconds = max(backoff.seconds(attempt: attempt, randomness: randomness), asked ?? 0)
    waited += seconds
    return seconds
  }
}

/// Waits that double from a first one up to a longest one, in seconds.
struct Backoff {
  let first: Double
  let longest: Double

  /// The SDK's numbers.
  static let failure = Backoff(first: 0.5, longest: 5)
  /// Limits are counted by the second; the longest wait outlasts other programs' bursts.
  static let limit = Backoff(first: 1, longest: 30)

  func seconds(attempt: Int, randomness: Double) -> Double {
    var wait = first
    for _ in 1..<max(attempt, 1) where wait < longest { wait *= 2 }
    let spread = 0.5 * (1 + min(max(randomness, 0), 1))
    return max(first, min(wait, longest) * spread)
  }
}
