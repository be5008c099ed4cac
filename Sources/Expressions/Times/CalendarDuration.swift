/// A length of time by the calendar: months have the days they have, and the rest is seconds.
package struct CalendarDuration: Sendable, Hashable {
  package var months: Int
  package var seconds: Int

  package init(months: Int = 0, seconds: Int = 0) {
    (self.months, self.seconds) = (months, seconds)
  }

  package static prefix func - (duration: CalendarDuration) -> CalendarDuration {
    CalendarDuration(months: -duration.months, seconds: -duration.seconds)
  }

  /// The time that comes so much later by a zone's clocks, in Unix seconds: one month after
  /// 31 January, 10:00 is the last of February, 10:00.
  package func added(to time: Int, in zone: ClockZone) -> Int {
    guard months != 0 else { return time + seconds }
    let shown = zone.civilTime(at: time)
    let moved = CivilTime(shown.date.adding(months: months), secondOfDay: shown.secondOfDay)
    return zone.seconds(at: moved) + seconds
  }
}
