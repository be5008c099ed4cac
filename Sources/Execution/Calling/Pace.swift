/// The rate at which requests may be sent, learned from the responses: a state machine that takes
/// responses and decides when the next request may be sent.
///
/// It is a bucket of tokens, as limits are: nearly one second's worth may be sent at once, the rest
/// at the rate. A limit empties the bucket and halves what it holds, because it shows that less may
/// be sent at once.
///
/// The rate begins low, rises while requests succeed and wait for their tokens, and falls when
/// Stripe limits it. Until the first limit it grows with every response: fast up to what Stripe
/// allows, and slowly beyond; the first limit shows how much is allowed. From then on it rises
/// slowly, and falls by a step at each limit. If refusals turn out to be random, it rises again as
/// if there were no limit.
struct Pace: Sendable {
  private let bounds: PaceBounds
  /// The current requests per second; nil if they are not limited.
  private(set) var rate: Double?
  private var hasMetLimit = false
  private var guess = ThrottleClassifier()
  /// The smoothed response time in seconds; nil before the first response.
  private(set) var latency: Double?
  /// The time at which the next token is there, in seconds of the monotonic clock; in the past if
  /// there are several.
  private var nextSlot = -Double.infinity
  /// The time of the last slowdown; limits of requests sent before it give no new information.
  private var lastSlowdown = -Double.infinity
  /// The time at which the number of concurrent requests was last lowered.
  private var lastNarrowing = -Double.infinity
  /// The seconds whose requests may be sent at once. Less than one, because requests that are sent
  /// evenly do not arrive so.
  private var burstSeconds = 0.9
  private var history = AnswerHistory()
  /// The maximum number of concurrent requests; nil until Stripe has reported too many.
  private var bearable: Double?

  private static let slowestRate = 1.0
  /// The rate up to which an unknown limit is approached fast: Stripe's own in live mode.
  /// Source: Stripe's documentation of rate limits.
  private static let usualLimit = 100.0
  /// What a response adds to the rate before any limit, in requests per second: up to that rate,
  /// and beyond it.
  private static let growth = (fast: 1.5, slow: 0.1)
  /// The number of concurrent requests that keep that rate at Stripe's usual response time.
  private static let usualWidth = 15
  /// The factor by which more requests may be concurrent than keep the rate: as responses may be
  /// slower than measured, and so that a growing rate is tested by requests that wait for it.
  private static let reserve = (growing: 1.6, steady: 1.15)
  /// The tokens to use up per second, as a share of those there are.
  private static let tokensPerSecond = 1.6
  private static let slowdown = 0.9
  /// The factor of the rate for a refusal that is random.
  private static let stumble = 0.98
  /// The response time in seconds below which a server with unknown limits is assumed to be on this
  /// machine.
  private static let near = 0.01

  init(_ bounds: PaceBounds) {
    self.bounds = bounds
    rate = bounds.start
  }

  /// True if nothing limits the rate now.
  private var isUnbounded: Bool {
    rate == nil || (bounds.freesNearServers && !hasMetLimit && (latency ?? 0) < Self.near)
  }

  /// Books the next slot and returns the seconds to wait for it.
  mutating func book(at now: Double) -> Double {
    guard let rate, !isUnbounded else { return max(0, nextSlot - now) }
    let wait = max(0, nextSlot - now)
    nextSlot = max(nextSlot, now - (burst - 1) / rate) + 1 / rate
    return wait
  }

  /// The most tokens that the bucket holds.
  private var burst: Double { max(1, (rate ?? 0) * burstSeconds) }

  /// Returns the number of requests that may be sent at once.
  private func tokens(at now: Double) -> Double {
    guard let rate else { return .infinity }
    return nextSlot > now ? 0 : min(burst, 1 + (now - nextSlot) * rate)
  }

  mutating func answered(after seconds: Double, at now: Double) {
    history.count(at: now)
    guess.answered(at: history.rate(at: now, spans: 8), now: now)
    latency = latency.map { 0.8 * $0 + 0.2 * seconds } ?? seconds
    // Too large a step costs as many refusals as there are concurrent requests, so steps are small.
    if let bearable { self.bearable = bearable + 0.01 / bearable }
    // If no request waits for its slot, a higher rate would not be tested by any request.
    guard let rate, !isUnbounded, nextSlot > now else { return }
    self.rate = min(rate + step(at: now), bounds.ceiling ?? .infinity)
  }

  /// Returns the amount that one response adds to the rate, in requests per second.
  private func step(at now: Double) -> Double {
    if guess.isNoisy { return 0.3 }
    guard !hasMetLimit else { return 0.001 * (now - lastSlowdown) }
    return rate ?? 0 < Self.usualLimit ? Self.growth.fast : Self.growth.slow
  }

  /// Records a limit: the rate falls.
  mutating func limited(sentAt: Double, reason: LimitReason, width: Int, at now: Double) {
    // Requests that were concurrent met the same limit, so it counts once.
    switch reason {
    case .rate:
      guard sentAt > lastSlowdown else { return }
      lastSlowdown = now
      nextSlot = max(nextSlot, now + 0.1)
      rate = max(Self.slowestRate, slowerRate(at: now))
      hasMetLimit = true
    case .concurrency:
      // Refused requests are sent again together, whatever the width is then.
      guard sentAt > lastNarrowing + 2 else { return }
      lastNarrowing = now
      nextSlot = max(nextSlot, now + 0.1)
      let first = Double(min(width, Self.usualWidth)) / 2
      bearable = max(1, bearable.map { min($0, Double(width)) * 0.85 } ?? first)
    }
  }

  private mutating func slowerRate(at now: Double) -> Double {
    let rate = rate ?? PaceBounds.politeStart
    switch guess.refused(at: history.rate(at: now, spans: 8), now: now) {
    case .chance: return rate * Self.stumble
    case .limit:
      burstSeconds /= 2
      return hasMetLimit ? rate * Self.slowdown : firstLimit(at: now)
    }
  }

  /// Returns the rate after the first limit, when nothing was known about limits before.
  private func firstLimit(at now: Double) -> Double {
    let answered = history.rate(at: now)
    let asked = isUnbounded ? answered : min(rate ?? answered, answered)
    return max(asked / 2, 0.95 * min(asked, history.allowed(at: now)))
  }

  /// True if the rate may still rise fast.
  private var isGrowing: Bool {
    !hasMetLimit && rate ?? .infinity < min(bounds.ceiling ?? .infinity, Self.usualLimit)
  }

  /// The maximum number of concurrent requests, if Stripe has reported too many.
  var concurrencyCap: Int? { bearable.map { Int($0) } }

  /// Returns the number of requests that may be concurrent: those that can be sent at once, and
  /// those that keep the rate if responses are a little slower than measured; 1 if the server is on
  /// this machine, where one at a time is enough; nil before the first response.
  func neededWidth(at now: Double) -> Int? {
    width { rate, latency in
      tokens(at: now) + rate * latency * (isGrowing ? Self.reserve.growing : Self.reserve.steady)
    }
  }

  /// Returns the number of concurrent requests that keep the rate and use up the tokens in less
  /// than a second, so that a read of a few seconds profits from them.
  func sufficientWidth(at now: Double) -> Int? {
    width { rate, latency in
      (rate * (isGrowing ? Self.reserve.growing : 1) + Self.tokensPerSecond * tokens(at: now))
        * latency
    }
  }

  private func width(_ requests: (_ rate: Double, _ latency: Double) -> Double) -> Int? {
    guard let latency else { return nil }
    guard let rate, !isUnbounded else { return latency < Self.near ? 1 : Int.max }
    return Int(requests(rate, latency).rounded(.up)) + 1
  }
}

/// The bounds of a rate, in requests per second.
package struct PaceBounds: Sendable, Hashable {
  /// The initial rate; nil for no limit at all.
  package var start: Double?
  /// The maximum rate; nil for none.
  package var ceiling: Double?
  /// True if a server that answers within a few milliseconds is not limited until it returns a 429:
  /// it is assumed to be on this machine.
  package var freesNearServers: Bool

  static let politeStart = 25.0

  /// Creates bounds; rates are in requests per second.
  package init(start: Double?, ceiling: Double?, freesNearServers: Bool = false) {
    self.start = start
    self.ceiling = ceiling
    self.freesNearServers = freesNearServers
  }

  /// The bounds of the embedded sandbox: no limit.
  package static let unlimited = PaceBounds(start: nil, ceiling: nil)
  /// The bounds of another server on this machine, whose limits are unknown.
  package static let unknown = PaceBounds(
    start: politeStart, ceiling: nil, freesNearServers: true)
  /// Returns the bounds of a rate that the user gave.
  package static func given(_ rate: Double) -> PaceBounds { PaceBounds(start: rate, ceiling: rate) }
}

/// The bounds of an account's requests together, and of those to one endpoint.
package struct RateLimits: Sendable, Hashable {
  /// The bounds of all requests together.
  package var account: PaceBounds
  /// The bounds of the requests to each endpoint.
  package var endpoint: PaceBounds
  /// The bounds of the requests to all search endpoints together.
  package var search: PaceBounds

  /// Creates limits; searches have the bounds of an endpoint unless given.
  package init(account: PaceBounds, endpoint: PaceBounds, search: PaceBounds? = nil) {
    self.account = account
    self.endpoint = endpoint
    self.search = search ?? endpoint
  }

  func bounds(for endpoint: Endpoint) -> PaceBounds { endpoint.isSearch ? search : self.endpoint }

  /// The initial requests per second for one endpoint; nil if they are not limited.
  package var start: Double? { [account.start, endpoint.start].compactMap { $0 }.min() }

  /// No limits, for the embedded sandbox.
  package static let unlimited = RateLimits(account: .unlimited, endpoint: .unlimited)
  /// The limits of another server on this machine.
  package static let unknown = RateLimits(account: .unlimited, endpoint: .unknown)
  /// Returns the limits for a rate that the user gave, in requests per second.
  package static func given(_ rate: Double) -> RateLimits {
    RateLimits(account: .given(rate), endpoint: .unlimited)
  }

  /// The limits in test mode. Source: Stripe's documentation of rate limits (25 per second in test
  /// mode, 100 live, 25 for one endpoint, 20 for all searches together); a little is left for
  /// others.
  package static let test = RateLimits(
    account: PaceBounds(start: 20, ceiling: 24), endpoint: .unlimited,
    search: PaceBounds(start: 15, ceiling: 19))
  /// The limits in live mode; the source is that of `test`.
  package static let live = RateLimits(
    account: PaceBounds(start: 20, ceiling: 95), endpoint: PaceBounds(start: 20, ceiling: 24),
    search: PaceBounds(start: 15, ceiling: 19))
}

/// The kind of limit that a 429 names in `Stripe-Rate-Limited-Reason`.
enum LimitReason: Sendable, Hashable {
  case rate
  case concurrency

  init(header: String?) {
    self = header?.hasSuffix("concurrency") == true ? .concurrency : .rate
  }
}
