import JSON

/// A duration in calendar months and seconds. Months have different lengths.
package struct CalendarDuration: Sendable, Hashable {
  /// The number of months; negative for a time before.
  package var months: Int
  /// The number of seconds, in addition to the months.
  package var seconds: Int

  /// Creates a duration from months and seconds.
  package init(months: Int = 0, seconds: Int = 0) {
    (self.months, self.seconds) = (months, seconds)
  }

  /// Returns the duration in the opposite direction.
  package static prefix func - (duration: CalendarDuration) -> CalendarDuration {
    CalendarDuration(months: -duration.months, seconds: -duration.seconds)
  }

  /// The months in the syntax of the language, without a sign: `1mo`.
  var sourceText: String {
    let count = abs(months)
    return count % 12 == 0 ? "\(count / 12)y" : count % 3 == 0 ? "\(count / 3)q" : "\(count)mo"
  }

  /// Returns the time after this duration; null for null.
  /// - Parameter time: Unix seconds, or null.
  /// - Parameter zone: The name of a time zone.
  func added(to time: JSONValue, in zone: JSONValue) throws(EvaluationError) -> JSONValue {
    guard !time.isNull else { return .null }
    guard let seconds = time.seconds?.integer, Timestamp.range.contains(seconds) else {
      throw EvaluationError("a month is added to a time, and this is \(time.shortened)")
    }
    return .integer(added(to: seconds, in: try ClockZone.of(zone)))
  }

  /// Returns the time after this duration in a zone, in Unix seconds: one month after 31 January,
  /// 10:00 is the last day of February, 10:00.
  package func added(to time: Int, in zone: ClockZone) -> Int {
    guard months != 0 else { return time + seconds }
    let shown = zone.civilTime(at: time)
    let moved = CivilTime(shown.date.adding(months: months), secondOfDay: shown.secondOfDay)
    return zone.seconds(at: moved) + seconds
  }
}
