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

  /// The highest rate in responses per second since the last limit.
  private var most = 0.0
  /// The time of the first limit, or of the last certain one.
  private var since: Double?
  private var contradictions = 0
  private var lastRefusal = 0.0
  /// The last responses, one bit each, the latest lowest; refusals are set.
  private var answers: UInt64 = 0

  private static let judged: UInt64 = (1 << 40) - 1
  /// The number of refusals among the last responses that is hardly ever chance.
  private static let maxByChance = 7
  /// A refusal at less than this share of the previous rate shows that the rate was not the limit.
  private static let reducedShare = 0.87
  /// The seconds after which a limiter has used up its burst allowance.
  private static let burstSeconds = 2.0
  /// The seconds without a refusal after which random refusals are forgotten.
  private static let quietSeconds = 10.0

  /// True if there were refusals that no limit explains.
  var isNoisy: Bool { contradictions > 1 }

  /// Records a response, and the current rate in responses per second.
  mutating func answered(at rate: Double, now: Double) {
    answers <<= 1
    if let since, now - since > Self.burstSeconds { most = max(most, rate) }
  }

  /// Records a refusal, and the current rate in responses per second.
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
