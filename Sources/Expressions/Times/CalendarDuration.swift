import JSON

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

  /// As the language writes it, without a sign: `1mo`.
  var sourceText: String {
    let count = abs(months)
    return count % 12 == 0 ? "\(count / 12)y" : count % 3 == 0 ? "\(count / 3)q" : "\(count)mo"
  }

  /// The time that comes so much later, where there is one.
  /// - Parameters:
  ///   - time: Unix seconds, or null.
  ///   - zone: the name of a time zone.
  func added(to time: JSONValue, in zone: JSONValue) throws(EvaluationError) -> JSONValue {
    guard !time.isNull else { return .null }
    guard let seconds = time.seconds?.integer, Timestamp.range.contains(seconds) else {
      throw EvaluationError("a month is added to a time, and this is \(time.shortened)")
    }
    return .integer(added(to: seconds, in: try ClockZone.of(zone)))
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
