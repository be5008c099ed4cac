/// How periods of the calendar are written.
enum PeriodSpelling {
  /// Whether a text is `2026-10`, `2026-Q3` or `2026-W07`.
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
  /// So many of it; nil where that is too long to count.
  func times(_ count: Int) -> DurationLength? {
    let (months, isTooManyMonths) = months.multipliedReportingOverflow(by: count)
    let (seconds, isTooManySeconds) = seconds.multipliedReportingOverflow(by: count)
    // A hundred thousand years are as many as dates can have.
    guard !isTooManyMonths, !isTooManySeconds, months <= 1_200_000 else { return nil }
    return DurationLength(months: months, seconds: seconds)
  }
}
