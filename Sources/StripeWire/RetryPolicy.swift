/// The end of one attempt to send a request.
package enum RequestOutcome: Sendable, Hashable {
  case response(APIResponse)
  case failure(TransportError)
}

/// The action to take after one attempt to send a request.
package enum RetryAdvice: Sendable, Hashable {
  /// The outcome is final.
  case stop
  /// Send the same request again, with the same idempotency key, after so many seconds; this counts
  /// as a retry.
  case retry(afterSeconds: Double)
  /// As `retry`, but not counted: another request holds a lock that this one needs.
  case awaitLock(afterSeconds: Double)
  /// As `awaitLock`; all other requests slow down too, because Stripe limits the rate.
  case slowDown(afterSeconds: Double)
  /// Hold all other requests until Stripe is available again.
  case awaitService
}

/// The rules for sending a request again.
///
/// They are those of the official SDK (`_http_client.py` of 16.1.0): the header
/// `Stripe-Should-Retry` decides if there is one; else connection errors, 409 and 500 upwards are
/// tried again, with waits of 0.5 s, 1 s, 2 s … up to 5 s, shortened at random by up to a half but
/// not below 0.5 s. A rule for 429, which the SDK leaves to its caller, is added: more attempts and
/// longer waits.
package struct RetryPolicy: Sendable, Hashable {
  /// The maximum number of retries after failures and conflicts. The SDK's default is 2.
  package var failureRetries: Int
  /// The maximum total wait in seconds after 429s, which mean that nothing was done yet.
  package var limitSeconds: Double

  /// Creates a policy; the default is for a single request.
  package init(failureRetries: Int = 2, limitSeconds: Double = 120) {
    self.failureRetries = failureRetries
    self.limitSeconds = limitSeconds
  }

  /// The policy for one of very many requests, some of which fail several times in a row by chance.
  package static let job = RetryPolicy(failureRetries: 10, limitSeconds: 600)
  /// The policy that sends no request twice.
  package static let never = RetryPolicy(failureRetries: 0, limitSeconds: 0)
}

/// The retries of one request: a state machine that takes outcomes and returns advice.
package struct RetryState: Sendable, Hashable {
  /// The policy in force; it may change between outcomes.
  package var policy: RetryPolicy
  /// True if sending the request twice has the effect of sending it once.
  package let isRepeatable: Bool

  private var failures = 0
  private var locks = 0
  private var limits = 0
  /// The total wait in seconds for locks and limits.
  private var waited = 0.0

  /// Creates the state of a request that was not sent yet.
  package init(_ policy: RetryPolicy, for request: APIRequest) {
    self.policy = policy
    isRepeatable = request.isRepeatable
  }

  /// Returns the action to take after the outcome of one attempt.
  /// - Parameters:
  ///   - isProbe: true if the attempt was a probe of whether Stripe is available again; probes are
  ///     repeated without limit.
  ///   - randomness: a new random number from 0 to 1, which spreads the waits.
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
  /// Rates are limited per second; the longest wait outlasts bursts of other programs.
  static let limit = Backoff(first: 1, longest: 30)

  func seconds(attempt: Int, randomness: Double) -> Double {
    var wait = first
    for _ in 1..<max(attempt, 1) where wait < longest { wait *= 2 }
    let spread = 0.5 * (1 + min(max(randomness, 0), 1))
    return max(first, min(wait, longest) * spread)
  }
}
