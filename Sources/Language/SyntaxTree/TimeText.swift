/// The length of a duration. Months have different lengths, so they are counted apart from seconds.
package struct DurationLength: Sendable, Hashable {
  /// The number of calendar months.
  package var months: Int
  /// The number of seconds, in addition to the months.
  package var seconds: Int

  /// Creates a length from months and seconds.
  package init(months: Int = 0, seconds: Int = 0) {
    self.months = months
    self.seconds = seconds
  }

  /// Reads a number with a unit as the language has it: `30d`, `1mo`. Nil for any other text.
  package init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits),
      let unit = Lexer.durationUnits[text.dropFirst(digits.count).lowercased()],
      let length = unit.times(count)
    else { return nil }
    self = length
  }
}

/// A calendar period as written.
package enum PeriodText: Sendable, Hashable {
  /// `2026-10`, `2026-Q3`, `2026-W07`
  case named(String)
  /// `this month`, `last year`: the distance from the current period, -1 for `last` and 1 for
  /// `next`
  case relative(offset: Int, PeriodUnit)

  /// The text of the period, as the formatter writes it.
  package var text: String {
    switch self {
    case .named(let text): text.uppercased()
    case .relative(let offset, let unit):
      "\(offset < 0 ? Keyword.last : offset > 0 ? .next : .this) \(unit.rawValue)"
    }
  }
}

/// The units that can follow `this`, `last` and `next`.
package enum PeriodUnit: String, Sendable, Hashable, CaseIterable {
  case day
  case week
  case month
  case quarter
  case year
}
