/// A token bucket: a steady rate of requests per second, and a burst of up to one second's worth.
///
/// A client that was idle may send one second's worth at once, a client that keeps to the rate is
/// never refused, and no client gets more than twice the rate within a second. Stripe documents
/// its limits per second, but neither the size of a burst nor whether refused requests count;
/// here they do not count.
struct TokenBucket: Sendable, Hashable {
  private let rate: Double
  private let capacity: Double
  private var tokens: Double
  /// Seconds of the clock.
  private var filled: Double

  init(rate: Double, at now: Double) {
    self.rate = rate
    // A rate below one a second still lets one through.
    capacity = max(1, rate)
    tokens = capacity
    filled = now
  }

  mutating func hasToken(at now: Double) -> Bool {
    tokens = min(capacity, tokens + max(0, now - filled) * rate)
    filled = max(filled, now)
    // Sums of fractions may miss the whole by a hair.
    return tokens >= 1 - 1e-9
  }

  mutating func take() { tokens -= 1 }
}

/// The limits of the account and of each endpoint.
struct RateLimiter {
  /// The reason of a limit, as `Stripe-Rate-Limited-Reason` names it.
  enum Reason: String {
    case account = "global-rate"
    case endpoint = "endpoint-rate"
  }

  private let plan: FaultPlan
  private var account: TokenBucket?
  private var endpoints: [String: TokenBucket] = [:]

  /// The seven searches are one endpoint.
  private static let search = "search"

  init(_ plan: FaultPlan, at now: Double) {
    self.plan = plan
    account = plan.accountRate.map { TokenBucket(rate: $0, at: now) }
  }

  /// Lets a request through, which counts it, or says what refuses it, which does not.
  /// - Parameter endpoint: method and path template; nil where the path is unknown.
  mutating func refusal(of endpoint: String?, at now: Double) -> Reason? {
    if account?.hasToken(at: now) == false { return .account }
    if let endpoint, let rate = plan.endpointRate {
      let isSearch = endpoint.hasSuffix("/search")
      let name = isSearch ? Self.search : endpoint
      let fresh = TokenBucket(rate: isSearch ? min(rate, FaultPlan.searchRate) : rate, at: now)
      guard endpoints[name, default: fresh].hasToken(at: now) else { return .endpoint }
      endpoints[name]?.take()
    }
    account?.take()
    return nil
  }
}
