import StripeSandbox

/// The faults of deliveries.
package enum DeliveryFault: String, Sendable, Hashable, CaseIterable {
  /// It comes a while later.
  case late
  /// It comes twice.
  case doubled
  /// It comes after one that was made later.
  case reordered
  /// It does not arrive, and is sent again as Stripe does.
  case failed

  /// The delay of a late delivery, in seconds.
  static let lateness = 10...120
  /// The delay of a delivery that another one overtakes, in seconds.
  static let overtaking = 5
}

extension FaultPlan {
  /// A fault and its share of all deliveries.
  package struct DeliveryShare: Sendable, Hashable {
    /// The fault.
    package var fault: DeliveryFault
    /// From 0 to 1.
    package var share: Double

    /// Creates a share of a fault, from 0 to 1.
    package init(_ fault: DeliveryFault, _ share: Double) {
      self.fault = fault
      self.share = share
    }
  }
}

/// Chance, derived from the seed and the place of a delivery among all: the same deliveries meet
/// the same faults in every run.
struct DeliveryDice {
  /// The random choices for one attempt.
  struct Roll: Equatable {
    let fault: DeliveryFault?
    /// From 0 up to but not including 1.
    let degree: Double
  }

  let shares: [FaultPlan.DeliveryShare]
  let seed: UInt64

  func roll(delivery: Int64, attempt: Int) -> Roll {
    let place = UInt64(truncatingIfNeeded: delivery) &* 0x9E37_79B9_7F4A_7C15
    let dice = RepeatableDice(seed ^ place &+ UInt64(attempt) &* 0xD6E8_FEB8_6659_FD93)
    _ = dice.roll()
    let chance = dice.fraction()
    var end = 0.0
    for share in shares {
      end += share.share
      if chance < end { return Roll(fault: share.fault, degree: dice.fraction()) }
    }
    return Roll(fault: nil, degree: 0)
  }
}
