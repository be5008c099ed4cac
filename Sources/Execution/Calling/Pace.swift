/// How fast requests may leave, learned from the answers: a state machine that is told of answers
/// and says when the next request may go.
///
/// It begins politely, speeds up while answers are clean and requests wait for it, and backs off
/// when Stripe limits it. Until the first limit the rate grows with every answer, by about half as
/// much again a second; the first limit shows how much is allowed, and from then on the rate creeps
/// up, at first slowly, and falls by a step. Where refusals turn out to come by chance, it grows
/// again as if there were no limit.
struct Pace: Sendable {
  private let bounds: PaceBounds
  /// Requests a second now; nil where nothing bounds them.
  private(set) var rate: Double?
  private var hasMetLimit = false
  private var guess = ThrottleClassifier()
  /// Seconds an answer takes, smoothed; nil before the first.
  private(set) var latency: Double?
  /// When the next request may leave, in seconds of a clock that is never set.
  private var nextSlot = 0.0
  /// When the rate was last lowered; limits that answer requests sent before it say nothing new.
  private var lastSlowdown = -Double.infinity
  /// When fewer were last let under way.
  private var lastNarrowing = -Double.infinity
  private var history = AnswerHistory()
  /// The maximum number of concurrent requests, once Stripe has reported too many.
  private var bearable: Double?

  private static let slowestRate = 1.0
  private static let slowdown = 0.9
  /// What a refusal costs that comes by chance.
  private static let stumble = 0.98
  /// Seconds within which a server that has no known limits is taken for one on this machine.
  private static let near = 0.01

  init(_ bounds: PaceBounds) {
    self.bounds = bounds
    rate = bounds.start
  }

  /// Whether nothing bounds the rate now.
  private var isUnbounded: Bool {
    rate == nil || (bounds.freesNearServers && !hasMetLimit && (latency ?? 0) < Self.near)
  }

  /// Books the next slot and says how many seconds to wait for it.
  mutating func book(at now: Double) -> Double {
    guard let rate, !isUnbounded else { return max(0, nextSlot - now) }
    let slot = max(now, nextSlot)
    nextSlot = slot + 1 / rate
    return slot - now
  }

  mutating func answered(after seconds: Double, at now: Double) {
    history.count(at: now)
    guess.answered(at: history.rate(at: now, spans: 8), now: now)
    latency = latency.map { 0.8 * $0 + 0.2 * seconds } ?? seconds
    // A step too wide costs as many refusals as requests are under way: it is tried seldom.
    if let bearable { self.bearable = bearable + 0.01 / bearable }
    // Where no request waits for its slot, a higher rate would be a guess that nothing tests.
    guard let rate, !isUnbounded, nextSlot > now else { return }
    self.rate = min(rate + step(at: now), bounds.ceiling ?? .infinity)
  }

  /// What one answer adds to the rate.
  private func step(at now: Double) -> Double {
    if guess.isNoisy { return 0.3 }
    return hasMetLimit ? 0.001 * (now - lastSlowdown) : 0.5
  }

  /// Stripe limits us: slower from now on.
  mutating func limited(sentAt: Double, reason: LimitReason, width: Int, at now: Double) {
    // Requests that were under way together met the same limit: it counts once.
    switch reason {
    case .rate:
      guard sentAt > lastSlowdown else { return }
      lastSlowdown = now
      nextSlot = max(nextSlot, now + 0.1)
      rate = max(Self.slowestRate, slowerRate(at: now))
      hasMetLimit = true
    case .concurrency:
      // Those that were refused come back together, whatever the width is by then.
      guard sentAt > lastNarrowing + 2 else { return }
      lastNarrowing = now
      nextSlot = max(nextSlot, now + 0.1)
      bearable = max(1, bearable.map { min($0, Double(width)) * 0.85 } ?? Double(width) / 2)
    }
  }

  private mutating func slowerRate(at now: Double) -> Double {
    let rate = rate ?? PaceBounds.politeStart
    switch guess.refused(at: history.rate(at: now, spans: 8), now: now) {
    case .chance: return rate * Self.stumble
    case .limit: return hasMetLimit ? rate * Self.slowdown : firstLimit(at: now)
    }
  }

  /// What is left of the rate where nothing was known of a limit before.
  private func firstLimit(at now: Double) -> Double {
    let answered = history.rate(at: now)
    let asked = isUnbounded ? answered : min(rate ?? answered, answered)
    return max(asked / 2, 0.95 * min(asked, history.allowed(at: now)))
  }

  /// Requests under way at most, because Stripe said that there were too many.
  var concurrencyCap: Int? { bearable.map { Int($0) } }

  /// Requests that must be under way at once to keep the rate at the latency met; one where the
  /// server is so near that a walk keeps it busy, nil before anything is known.
  /// - Parameter reserve: how many times the latency met an answer may take.
  func neededWidth(reserve: Double) -> Int? {
    guard let latency else { return nil }
    guard let rate, !isUnbounded else { return latency < Self.near ? 1 : Int.max }
    return Int((rate * latency * reserve).rounded(.up)) + 1
  }
}

/// Between what a pace moves, in requests a second.
package struct PaceBounds: Sendable, Hashable {
  /// What it begins with; nil for no bound at all.
  package var start: Double?
  /// What it never exceeds.
  package var ceiling: Double?
  /// A server without known limits that answers within a few milliseconds is one on this machine,
  /// and is not paced until it says that it is limited.
  package var freesNearServers: Bool

  static let politeStart = 25.0

  package init(start: Double?, ceiling: Double?, freesNearServers: Bool = false) {
    self.start = start
    self.ceiling = ceiling
    self.freesNearServers = freesNearServers
  }

  /// The embedded sandbox: as fast as it answers.
  package static let unlimited = PaceBounds(start: nil, ceiling: nil)
  /// Another server on this machine, whose limits are unknown.
  package static let unknown = PaceBounds(
    start: politeStart, ceiling: nil, freesNearServers: true)
  /// A rate the user gave.
  package static func given(_ rate: Double) -> PaceBounds { PaceBounds(start: rate, ceiling: rate) }
}

/// The bounds of an account's requests together, and of those to one endpoint.
package struct RateLimits: Sendable, Hashable {
  package var account: PaceBounds
  package var endpoint: PaceBounds
  /// Of all search endpoints together.
  package var search: PaceBounds

  package init(account: PaceBounds, endpoint: PaceBounds, search: PaceBounds? = nil) {
    self.account = account
    self.endpoint = endpoint
    self.search = search ?? endpoint
  }

  func bounds(for endpoint: Endpoint) -> PaceBounds { endpoint.isSearch ? search : self.endpoint }

  /// What requests to one endpoint begin with; nil for no bound.
  package var start: Double? { [account.start, endpoint.start].compactMap { $0 }.min() }

  package static let unlimited = RateLimits(account: .unlimited, endpoint: .unlimited)
  package static let unknown = RateLimits(account: .unlimited, endpoint: .unknown)
  package static func given(_ rate: Double) -> RateLimits {
    RateLimits(account: .given(rate), endpoint: .unlimited)
  }

  /// Source of both: Stripe's documentation of rate limits (25 a second in test mode, 100 live, 25
  /// for one endpoint, 20 for all searches together), from which a little is left to others.
  package static let test = RateLimits(
    account: PaceBounds(start: 20, ceiling: 24), endpoint: .unlimited,
    search: PaceBounds(start: 15, ceiling: 19))
  package static let live = RateLimits(
    account: PaceBounds(start: 20, ceiling: 95), endpoint: PaceBounds(start: 20, ceiling: 24),
    search: PaceBounds(start: 15, ceiling: 19))
}

/// What a 429 says it is for, in `Stripe-Rate-Limited-Reason`.
enum LimitReason: Sendable, Hashable {
  case rate
  case concurrency

  init(header: String?) {
    self = header?.hasSuffix("concurrency") == true ? .concurrency : .rate
  }
}
