/// The syntax of calendar periods.
enum PeriodSpelling {
  /// Returns true if a text has the form `2026-10`, `2026-Q3` or `2026-W07`.
  static func isPeriod(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, isNumber(parts[0], digits: 4, in: 1...9999) else { return false }
    switch parts[1].first {
    case "Q": return isNumber(parts[1].dropFirst(), digits: 1, in: 1...4)
    case "W": return isNumber(parts[1].dropFirst(), digits: 2, in: 1...53)
    case .some, nil: return isNumber(parts[1], digits: 2, in: 1...12)
    }
  }

  private static func isNumber(
    _ text: Substring, digits: Int, in range: ClosedRange<Int>
  ) -> Bool {
    text.utf8.count == digits && (Int(text).map(range.contains) ?? false)
  }
}

extension DurationLength {
  /// Returns the duration multiplied by a count; nil if the result is too long.
  func times(_ count: Int) -> DurationLength? {
    let (months, isTooManyMonths) = months.multipliedReportingOverflow(by: count)
    let (seconds, isTooManySeconds) = seconds.multipliedReportingOverflow(by: count)
    // Dates reach over at most a hundred thousand years.
    guard !isTooManyMonths, !isTooManySeconds, months <= 1_200_000 else { return nil }
    return DurationLength(months: months, seconds: seconds)
  }
}
