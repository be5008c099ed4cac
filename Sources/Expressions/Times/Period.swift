/// A calendar period: a day, a week, a month, a quarter or a year.
package struct Period: Sendable, Hashable {
  /// The units of the calendar.
  package enum Unit: String, Sendable, Hashable, CaseIterable {
    case day
    case week
    case month
    case quarter
    case year
  }

  /// The unit whose length the period has.
  package let unit: Unit
  /// The first day of the period.
  package let first: CivilDate
  /// The day after the last day of the period.
  package let end: CivilDate

  /// Creates the period of a unit that contains a day. Weeks begin on Monday.
  /// - Parameter offset: A distance in units: -1 for the period before.
  package init(_ unit: Unit, of date: CivilDate, offset: Int = 0) {
    self.unit = unit
    let start = Self.start(of: unit, date)
    first = Self.moved(start, by: offset, unit)
    end = Self.moved(start, by: offset + 1, unit)
  }

  /// Parses `2026`, `2026-Q3`, `2026-10`, `2026-W07` or `2026-10-26`; nil if the text is none of
  /// them.
  package init?(_ text: String) {
    let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
    guard let year = Self.number(parts[0], digits: 4) else { return nil }
    switch parts.count {
    case 1: self.init(.year, of: CivilDate(year: year, month: 1, day: 1))
    case 2: self.init(part: parts[1], of: year)
    case 3:
      guard let month = Self.number(parts[1], digits: 2), let day = Self.number(parts[2], digits: 2)
      else { return nil }
      self.init(.day, of: CivilDate(year: year, month: month, day: day))
    default: return nil
    }
  }

  private init?(_ unit: Unit, of date: CivilDate?) {
    guard let date else { return nil }
    self.init(unit, of: date)
  }

  private init?(part: Substring, of year: Int) {
    if part.first == "Q" {
      guard let quarter = Self.number(part.dropFirst(), digits: 1) else { return nil }
      self.init(.quarter, of: CivilDate(year: year, month: quarter * 3 - 2, day: 1))
    } else if part.first == "W" {
      guard let week = Self.number(part.dropFirst(), digits: 2), week >= 1,
        // The fourth of January is always in the first week of its year by ISO 8601.
        let january = CivilDate(year: year, month: 1, day: 4)
      else { return nil }
      self.init(.week, of: january, offset: week - 1)
      guard first.isoWeek == (year, week) else { return nil }
    } else {
      guard let month = Self.number(part, digits: 2) else { return nil }
      self.init(.month, of: CivilDate(year: year, month: month, day: 1))
    }
  }

  /// The period after this one.
  package var next: Period { Period(unit, of: end) }

  /// The text of the period: `2026`, `2026-Q3`, `2026-10`, `2026-W07` or `2026-10-26`.
  package var text: String {
    let year = first.year.padded(to: 4)
    switch unit {
    case .day: return first.description
    case .week:
      let (year, week) = first.isoWeek
      return "\(year.padded(to: 4))-W\(week.padded(to: 2))"
    case .month: return "\(year)-\(first.month.padded(to: 2))"
    case .quarter: return "\(year)-Q\(first.quarter)"
    case .year: return year
    }
  }

  /// Returns the range of the period in a zone, in Unix seconds.
  package func seconds(in zone: ClockZone) -> Range<Int> {
    zone.start(of: first)..<zone.start(of: end)
  }

  private static func start(of unit: Unit, _ date: CivilDate) -> CivilDate {
    switch unit {
    case .day: date
    case .week: date.adding(days: 1 - date.weekday)
    case .month: date.adding(days: 1 - date.day)
    case .quarter: date.adding(days: 1 - date.day).adding(months: -((date.month - 1) % 3))
    case .year: date.adding(days: 1 - date.day).adding(months: 1 - date.month)
    }
  }

  private static func moved(_ start: CivilDate, by count: Int, _ unit: Unit) -> CivilDate {
    switch unit {
    case .day: start.adding(days: count)
    case .week: start.adding(days: 7 * count)
    case .month: start.adding(months: count)
    case .quarter: start.adding(months: 3 * count)
    case .year: start.adding(months: 12 * count)
    }
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}
