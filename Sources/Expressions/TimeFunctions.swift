import JSON

extension Function {
  /// The functions of times, whose last argument is the name of the time zone. Null gives null.
  static let timeBodies: [Function: FunctionBody] = [
    .date: ofDate { .string(Period(.day, of: $0).text) },
    .week: ofDate { .string(Period(.week, of: $0).text) },
    .month: ofDate { .string(Period(.month, of: $0).text) },
    .quarter: ofDate { .string(Period(.quarter, of: $0).text) },
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

  /// Returns the local time of the first argument in the zone of the last; nil for null.
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
