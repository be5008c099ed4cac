/// A time that depends on the clock or the time zone, and is known when a statement runs.
package enum Moment: Sendable, Hashable {
  case now
  /// The first second of the current day.
  case today
  /// `2026-01-31T10:00Z`: a fixed instant, in Unix seconds.
  case instant(Int)
  /// `2026-01-31`, `2026-01-31T10:00`: a local time in the session's time zone.
  case civil(CivilTime)
  /// The first second of a period.
  case start(CalendarPeriod)
  /// The first second after a period.
  case end(CalendarPeriod)

  /// Returns the time in Unix seconds.
  /// - Parameter now: The current time in Unix seconds.
  package func seconds(at now: Int, in zone: ClockZone) -> Int {
    switch self {
    case .now: now
    case .today: zone.start(of: zone.civilTime(at: now).date)
    case .instant(let seconds): seconds
    case .civil(let time): zone.seconds(at: time)
    case .start(let period): period.seconds(at: now, in: zone).lowerBound
    case .end(let period): period.seconds(at: now, in: zone).upperBound
    }
  }

  /// The time in the syntax of the language.
  var sourceText: String {
    switch self {
    case .now: "now"
    case .today: "today"
    case .instant(let seconds): Timestamp.iso(seconds)
    case .civil(let time): time.secondOfDay == 0 ? "\(time.date)" : "\(time.date)T\(time.clock)"
    case .start(let period): "start of \(period.text)"
    case .end(let period): "end of \(period.text)"
    }
  }
}

/// A period that is fixed (`2026-10`) or relative to today (`last month`).
package struct CalendarPeriod: Sendable, Hashable {
  private enum Kind: Sendable, Hashable {
    case fixed(Period)
    case relative(offset: Int, Period.Unit)
  }

  private let kind: Kind
  /// The period in the syntax of the language.
  package let text: String

  /// Parses a fixed period; nil if `Period` does not accept the text.
  package init?(_ text: String) {
    guard let period = Period(text) else { return nil }
    (kind, self.text) = (.fixed(period), text)
  }

  /// Creates the period at a distance from the current one: -1 is the one before.
  package init(_ unit: Period.Unit, offset: Int, text: String) {
    (kind, self.text) = (.relative(offset: offset, unit), text)
  }

  /// Returns the range of the period in Unix seconds.
  func seconds(at now: Int, in zone: ClockZone) -> Range<Int> {
    switch kind {
    case .fixed(let period): period.seconds(in: zone)
    case .relative(let offset, let unit):
      Period(unit, of: zone.civilTime(at: now).date, offset: offset).seconds(in: zone)
    }
  }
}
