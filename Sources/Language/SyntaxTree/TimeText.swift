/// The length of a duration as it is written: months have the days they have, the rest is seconds.
package struct DurationLength: Sendable, Hashable {
  package var months: Int
  package var seconds: Int

  package init(months: Int = 0, seconds: Int = 0) {
    self.months = months
    self.seconds = seconds
  }
}

/// A period of the calendar as it is written.
package enum PeriodText: Sendable, Hashable {
  /// `2026-10`, `2026-Q3`, `2026-W07`
  case named(String)
  /// `this month`, `last year`: so many units after the one of today, -1 for `last`
  case relative(offset: Int, PeriodUnit)

  /// As the formatter writes it.
  package var text: String {
    switch self {
    case .named(let text): text.uppercased()
    case .relative(let offset, let unit):
      "\(offset < 0 ? Keyword.last : offset > 0 ? .next : .this) \(unit.rawValue)"
    }
  }
}

/// What `this`, `last` and `next` can be followed by.
package enum PeriodUnit: String, Sendable, Hashable, CaseIterable {
  case day
  case week
  case month
  case quarter
  case year
}
