import HTTP
import StripeWire

/// The rate limits that all statements and workers of one engine share: one for the account, one
/// for each endpoint.
actor AdaptiveRateLimiter {
  private let limits: RateLimits
  private let concurrency: Int
  private var account: Pace
  private var endpoints: [Endpoint: Pace] = [:]
  /// The number of requests that wait to be sent again.
  private var resting = 0

  init(_ limits: RateLimits, concurrency: Int) {
    self.limits = limits
    self.concurrency = concurrency
    account = Pace(limits.account)
  }

  /// Books the next slot for a request and returns the seconds to wait for it.
  func wait(for endpoint: Endpoint, at now: Double) -> Double {
    let own = endpoints[endpoint, default: pace(for: endpoint)].book(at: now)
    return max(own, account.book(at: now))
  }

  func answered(_ endpoint: Endpoint, after seconds: Double, at now: Double) {
    endpoints[endpoint, default: pace(for: endpoint)].answered(after: seconds, at: now)
    account.answered(after: seconds, at: now)
  }

  /// Records a 429; its header says whether the account or the endpoint is limited.
  func limited(_ endpoint: Endpoint, by header: String?, sentAt: Double, at now: Double) {
    let width = width(for: endpoint, at: now)
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

  /// Returns the number of concurrent requests that an endpoint may have; one until the first
  /// response. Requests that wait to be sent again do not count, or a few would block all others.
  func width(for endpoint: Endpoint, at now: Double) -> Int {
    let places = places(for: endpoint, at: now) { $0.neededWidth(at: now) }
    return hasCap(endpoint) ? places : places + min(resting, concurrency)
  }

  /// Returns the number of concurrent requests that keep the rate of an endpoint if no response is
  /// late.
  func enough(for endpoint: Endpoint, at now: Double) -> Int {
    places(for: endpoint, at: now) { $0.sufficientWidth(at: now) }
  }

  private func places(
    for endpoint: Endpoint, at now: Double, by width: (Pace) -> Int?
  ) -> Int {
    let own = endpoints[endpoint]
    let needed = [account, own].compactMap { $0.flatMap(width) }.min() ?? 1
    let caps = [account.concurrencyCap, own?.concurrencyCap].compactMap { $0 }
    return max(1, caps.reduce(min(needed, concurrency), min))
  }

  /// Returns true if Stripe has reported too many concurrent requests.
  private func hasCap(_ endpoint: Endpoint) -> Bool {
    account.concurrencyCap != nil || endpoints[endpoint]?.concurrencyCap != nil
  }

  private func pace(for endpoint: Endpoint) -> Pace { Pace(limits.bounds(for: endpoint)) }

  /// Returns the current requests per second for an endpoint; nil if they are not limited.
  func rate(for endpoint: Endpoint) -> Double? {
    [account.rate, endpoints[endpoint]?.rate].compactMap { $0 }.min()
  }
}

/// A method and a path without its ids: the unit that Stripe limits the rate of.
struct Endpoint: Sendable, Hashable {
  let method: HTTPMethod
  let path: String
  let isSearch: Bool

  init(_ request: APIRequest) {
    method = request.method
    let segments = request.path.split(separator: "/").map { segment in
      Self.isID(segment) ? "{id}" : segment
    }
    // All searches share one limit.
    isSearch = segments.last == "search"
    path = isSearch ? "search" : segments.joined(separator: "/")
  }

  /// Returns true if a segment has capitals or digits, as ids do and words do not.
  private static func isID(_ segment: Substring) -> Bool {
    guard segment.utf8.allSatisfy({ $0 < 0x80 }) else {
      return segment.contains { $0.isUppercase || $0.isNumber } && segment.count > 2
    }
    let hasMark = segment.utf8.contains { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 }
    return hasMark && segment.utf8.count > 2
  }
}
