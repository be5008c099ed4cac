/// A time that is known once a statement runs, because the clock or the time zone decides it.
package enum Moment: Sendable, Hashable {
  case now
  /// The first second of the day.
  case today
  /// `2026-01-31T10:00Z`: Unix seconds that are written down.
  case instant(Int)
  /// `2026-01-31`, `2026-01-31T10:00`: what the clocks of the zone show.
  case civil(CivilTime)
  /// The first second of a period.
  case start(CalendarPeriod)
  /// The first second after a period.
  case end(CalendarPeriod)

  /// Unix seconds.
  /// - Parameter now: Unix seconds of the present.
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

  /// As the language writes it.
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

/// `2026-10`, `last month`: a period that is written down, or counted from today.
package struct CalendarPeriod: Sendable, Hashable {
  private enum Kind: Sendable, Hashable {
    case fixed(Period)
    case relative(offset: Int, Period.Unit)
  }

  private let kind: Kind
  /// As the language writes it.
  package let text: String

  /// Nil where the text is not one of `Period`'s.
  package init?(_ text: String) {
    guard let period = Period(text) else { return nil }
    (kind, self.text) = (.fixed(period), text)
  }

  /// The period that comes so many units after the one of today.
  package init(_ unit: Period.Unit, offset: Int, text: String) {
    (kind, self.text) = (.relative(offset: offset, unit), text)
  }

  /// The Unix seconds in it.
  func seconds(at now: Int, in zone: ClockZone) -> Range<Int> {
    switch kind {
    case .fixed(let period): period.seconds(in: zone)
    case .relative(let offset, let unit):
      Period(unit, of: zone.civilTime(at: now).date, offset: offset).seconds(in: zone)
    }
  }
}
