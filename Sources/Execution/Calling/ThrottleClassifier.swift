/// Distinguishes a rate limit from random refusals.
///
/// A limiter refuses only at the rate it limits to. A refusal is therefore taken for the limit at
/// first, and the rate is lowered. Refusals that continue at a clearly lower rate come by chance;
/// then the rate may be raised again until a great part of the requests is refused.
struct ThrottleClassifier: Sendable {
  enum Verdict: Sendable, Hashable {
    case limit
    case chance
  }

  /// The most answers a second since the limit that was met last.
  private var most = 0.0
  /// When a limit was first met, or met for certain.
  private var since: Double?
  private var contradictions = 0
  private var lastRefusal = 0.0
  /// The last answers, one bit each, the latest lowest; refusals are set.
  private var answers: UInt64 = 0

  private static let judged: UInt64 = (1 << 40) - 1
  /// Refusals among the last answers, more than which hardly ever come by chance.
  private static let maxByChance = 7
  /// The share of the rate before below which a refusal contradicts that rate as the limit.
  private static let reducedShare = 0.87
  /// Seconds after which a limiter has nothing left of what it saved up.
  private static let burstSeconds = 2.0
  /// Seconds without a refusal after which chance is forgotten.
  private static let quietSeconds = 10.0

  /// Whether refusals came that no limit explains.
  var isNoisy: Bool { contradictions > 1 }

  /// Takes an answer, and the current rate of answers per second.
  mutating func answered(at rate: Double, now: Double) {
    answers <<= 1
    if let since, now - since > Self.burstSeconds { most = max(most, rate) }
  }

  /// Takes a refusal, and the current rate of answers per second.
  mutating func refused(at rate: Double, now: Double) -> Verdict {
    answers = answers << 1 | 1
    if now - lastRefusal > Self.quietSeconds { contradictions = 0 }
    lastRefusal = now
    if since == nil || (answers & Self.judged).nonzeroBitCount >= Self.maxByChance {
      (since, most, contradictions, answers) = (now, 0, 0, 0)
      return .limit
    }
    if rate < most * Self.reducedShare { contradictions += 1 }
    return isNoisy ? .chance : .limit
  }
}
