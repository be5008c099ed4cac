/// Spreads requests over time so that no more leave in a second than the pace allows.
actor Pacer {
  private let interval: Double?
  /// When the next request may leave.
  private var nextSlot = 0.0

  init(requestsPerSecond: Double?) {
    interval = requestsPerSecond.flatMap { $0 > 0 ? 1 / $0 : nil }
  }

  /// Books the next slot and says how long to wait for it.
  func wait(at now: Double) -> Double {
    guard let interval else { return max(0, nextSlot - now) }
    let slot = max(now, nextSlot)
    nextSlot = slot + interval
    return slot - now
  }

  /// Lets nothing leave before that time has passed: Stripe is limiting us.
  func pause(_ seconds: Double, at now: Double) {
    nextSlot = max(nextSlot, now + seconds)
  }
}
