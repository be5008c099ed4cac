import JSON

extension Function {
  /// Functions of times, whose last argument is the name of the time zone; of null they are null.
  static let timeBodies: [Function: FunctionBody] = [
    .date: ofDate { .string($0.description) },
    .week: ofDate { .string(CalendarText.week(of: $0)) },
    .month: ofDate { .string(CalendarText.month(of: $0)) },
    .quarter: ofDate { .string("\($0.year.padded(to: 4))-Q\($0.quarter)") },
    .year: ofDate { .integer($0.year) },
    .weekday: ofDate { .integer($0.weekday) },
    .hour: { values in
      guard let shown = try shown(values) else { return .null }
      return .integer(shown.time.hour)
    },
    .iso: { values in
      guard let shown = try shown(values) else { return .null }
      return .string(Timestamp.iso(shown.seconds, in: shown.zone))
    },
    .format_time: { values in
      guard let shown = try shown(values), let pattern = try values[1].requiredText() else {
        return .null
      }
      return .string(try TimePattern(pattern).text(of: shown.time))
    },
  ]

  private static func ofDate(
    _ body: @escaping @Sendable (CivilDate) -> JSONValue
  ) -> FunctionBody {
    { values in
      guard let shown = try shown(values) else { return .null }
      return body(shown.time.date)
    }
  }

  /// What clocks show at a time.
  private static func shown(
    _ values: [JSONValue]
  ) throws(EvaluationError) -> (seconds: Int, time: CivilTime, zone: ClockZone)? {
    guard !values[0].isNull else { return nil }
    guard let seconds = values[0].seconds?.integer else { throw .unfit("a time", values[0]) }
    guard Timestamp.range.contains(seconds) else {
      throw .unfit("a time in Unix seconds", values[0])
    }
    let zone = try ClockZone.of(values.last ?? .null)
    return (seconds, zone.civilTime(at: seconds), zone)
  }
}

/// Periods of the calendar as the language writes them.
package enum CalendarText {
  /// `2026-10`
  package static func month(of date: CivilDate) -> String {
    "\(date.year.padded(to: 4))-\(date.month.padded(to: 2))"
  }

  /// `2026-W44`
  package static func week(of date: CivilDate) -> String {
    let (year, week) = date.isoWeek
    return "\(year.padded(to: 4))-W\(week.padded(to: 2))"
  }
}
