import StripeSandbox

/// Randomness derived from the seed, the request, and how often it was sent before.
///
/// It does not depend on when or in which order requests come, so that a client which sends many
/// at once meets the same faults in every run; and a request that is sent again has a new chance.
/// The idempotency key, which is new in every run, does not count.
struct FaultDice {
  /// The random choices for one request.
  struct Roll: Equatable {
    let fault: Fault?
    /// True if a write is carried out before it fails.
    let followsExecution: Bool
    /// Where an answer is cut: the part of it that still comes, from 0 to 1.
    let place: Double

    static let none = Roll(fault: nil, followsExecution: false, place: 1)
  }

  private let failures: [FaultPlan.Share]
  private let seed: UInt64
  private var timesAsked: [UInt64: UInt64] = [:]

  init(_ plan: FaultPlan) {
    failures = plan.failures.filter { $0.share > 0 }
    seed = plan.seed
  }

  mutating func roll(for request: SandboxRequest) -> Roll {
    guard !failures.isEmpty else { return .none }
    let identity = Self.identity(of: request)
    let times = timesAsked[identity, default: 0]
    timesAsked[identity] = times &+ 1
    // An odd factor keeps the times apart, a roll in between keeps neighbouring seeds apart.
    let dice = RepeatableDice(
      RepeatableDice(seed ^ identity).roll() &+ times &* 0xD6E8_FEB8_6659_FD93)
    return Roll(
      fault: fault(at: dice.fraction()), followsExecution: dice.happens(50),
      place: dice.fraction())
  }

  private func fault(at chance: Double) -> Fault? {
    var end = 0.0
    for failure in failures {
      end += failure.share
      if chance < end { return failure.fault }
    }
    return nil
  }

  /// A hash that is the same in every process (FNV-1a, whose constants these are).
  private static func identity(of request: SandboxRequest) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ byte: UInt8) {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    for byte in request.method.utf8 { mix(byte) }
    for byte in request.target.utf8 { mix(byte) }
    for byte in request.body { mix(byte) }
    return hash
  }
}

extension RepeatableDice {
  /// From 0 up to but not including 1.
  func fraction() -> Double { Double(roll() >> 11) / Double(1 << 53) }
}
