import HTTP
import StripeWire

/// The pace that all statements and workers of one engine share: one for the account, one for each
/// endpoint.
actor AdaptiveRateLimiter {
  private let limits: RateLimits
  private let concurrency: Int
  private var account: Pace
  private var endpoints: [Endpoint: Pace] = [:]
  /// Requests that wait to be sent again.
  private var resting = 0

  init(_ limits: RateLimits, concurrency: Int) {
    self.limits = limits
    self.concurrency = concurrency
    account = Pace(limits.account)
  }

  /// Books the next slot for a request and says how long to wait for it, in seconds.
  func wait(for endpoint: Endpoint, at now: Double) -> Double {
    let own = endpoints[endpoint, default: pace(for: endpoint)].book(at: now)
    return max(own, account.book(at: now))
  }

  func answered(_ endpoint: Endpoint, after seconds: Double, at now: Double) {
    endpoints[endpoint, default: pace(for: endpoint)].answered(after: seconds, at: now)
    account.answered(after: seconds, at: now)
  }

  /// Takes a 429; its header says whether the account or the endpoint is meant.
  func limited(_ endpoint: Endpoint, by header: String?, sentAt: Double, at now: Double) {
    let width = width(for: endpoint)
    let reason = LimitReason(header: header)
    if header?.hasPrefix("global") == true {
      account.limited(sentAt: sentAt, reason: reason, width: width, at: now)
    } else {
      endpoints[endpoint, default: pace(for: endpoint)]
        .limited(sentAt: sentAt, reason: reason, width: width, at: now)
    }
  }

  func backoffBegan() { resting += 1 }
  func backoffEnded() { resting -= 1 }

  /// Requests to an endpoint that may be begun and not ended at once; one until a first answer has
  /// come. Those that wait to be sent again take no place, or a few would hold up all others.
  func width(for endpoint: Endpoint) -> Int {
    let places = places(for: endpoint, reserve: 1.15)
    return hasCap(endpoint) ? places : places + min(resting, concurrency)
  }

  /// Requests under way at once that keep the pace of an endpoint while no answer is late.
  func enough(for endpoint: Endpoint) -> Int { places(for: endpoint, reserve: 1) }

  private func places(for endpoint: Endpoint, reserve: Double) -> Int {
    let own = endpoints[endpoint]
    let needed = [account, own].compactMap { $0?.neededWidth(reserve: reserve) }.min() ?? 1
    let caps = [account.concurrencyCap, own?.concurrencyCap].compactMap { $0 }
    return max(1, caps.reduce(min(needed, concurrency), min))
  }

  /// Whether Stripe has said that there were too many under way.
  private func hasCap(_ endpoint: Endpoint) -> Bool {
    account.concurrencyCap != nil || endpoints[endpoint]?.concurrencyCap != nil
  }

  private func pace(for endpoint: Endpoint) -> Pace { Pace(limits.bounds(for: endpoint)) }

  /// Requests a second in force for an endpoint; nil where nothing bounds them.
  func rate(for endpoint: Endpoint) -> Double? {
    [account.rate, endpoints[endpoint]?.rate].compactMap { $0 }.min()
  }
}

/// A method and a path whose ids do not count: what Stripe limits the rate of.
struct Endpoint: Sendable, Hashable {
  let method: HTTPMethod
  let path: String
  let isSearch: Bool

  init(_ request: APIRequest) {
    method = request.method
    let segments = request.path.split(separator: "/").map { segment in
      segment.contains { $0.isUppercase || $0.isNumber } && segment.count > 2 ? "{id}" : segment
    }
    // All searches together have one limit.
    isSearch = segments.last == "search"
    path = isSearch ? "search" : segments.joined(separator: "/")
  }
}
