import StripeSandbox

/// What can go wrong with the delivery of an event.
package enum DeliveryFault: String, Sendable, Hashable, CaseIterable {
  /// It comes a while later.
  case late
  /// It comes twice.
  case doubled
  /// It comes after one that was made later.
  case reordered
  /// It does not arrive, and is sent again as Stripe does.
  case failed

  /// How long a late delivery is held back, in seconds.
  static let lateness = 10...120
  /// How long a delivery is held back for another to overtake it, in seconds.
  static let overtaking = 5
}

extension FaultPlan {
  /// How many of all deliveries a fault befalls.
  package struct DeliveryShare: Sendable, Hashable {
    package var fault: DeliveryFault
    /// From 0 to 1.
    package var share: Double

    package init(_ fault: DeliveryFault, _ share: Double) {
      self.fault = fault
      self.share = share
    }
  }
}

/// Chance, derived from the seed and the place of a delivery among all: the same deliveries meet
/// the same faults in every run.
struct DeliveryDice {
  /// What chance says of one attempt.
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
