/// What refusals say of a limit: whether one was met, or whether they come by chance.
///
/// A limiter refuses only while it lets as much through as ever. A refusal is therefore taken for
/// the limit at first, and the rate falls; refusals that go on where clearly less is let through
/// than before are chance, and then the rate may grow again until very many are refused.
struct LimitGuess: Sendable {
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
  /// Refusals among those that hardly ever come by chance.
  private static let many = 7
  private static let clearly = 0.87
  /// Seconds after which a limiter has nothing left of what it saved up.
  private static let settling = 2.0
  /// Seconds without a refusal after which chance is forgotten.
  private static let calm = 10.0

  /// Whether refusals came that no limit explains.
  var isNoisy: Bool { contradictions > 1 }

  /// Takes an answer, where so many came a second.
  mutating func answered(at rate: Double, now: Double) {
    answers <<= 1
    if let since, now - since > Self.settling { most = max(most, rate) }
  }

  /// Takes a refusal, where so many answers came a second.
  mutating func refused(at rate: Double, now: Double) -> Verdict {
    answers = answers << 1 | 1
    if now - lastRefusal > Self.calm { contradictions = 0 }
    lastRefusal = now
    if since == nil || (answers & Self.judged).nonzeroBitCount >= Self.many {
      (since, most, contradictions, answers) = (now, 0, 0, 0)
      return .limit
    }
    if rate < most * Self.clearly { contradictions += 1 }
    return isNoisy ? .chance : .limit
  }
}
