/// A span by which people advance a clock.
package enum ClockSpan: String, Sendable, Hashable, CaseIterable {
  case hour
  case day
  case week
  case month
  case year

  /// The end of the span, in Unix seconds; a month ends on the same day of the next one, or on its
  /// last.
  package func end(after start: Int) -> Int {
    guard self != .hour else { return start + 3_600 }
    return BillingPeriod(interval: rawValue).end(after: start)
  }
}
