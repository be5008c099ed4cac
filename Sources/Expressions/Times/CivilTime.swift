/// A date and a time of day in some zone.
package struct CivilTime: Sendable, Hashable {
  /// The date.
  package let date: CivilDate
  /// The seconds since midnight, 0 to 86,399.
  package let secondOfDay: Int

  /// Creates a time from a date and a time of day.
  /// - Parameter secondOfDay: The seconds since midnight, 0 to 86,399.
  package init(_ date: CivilDate, secondOfDay: Int = 0) {
    (self.date, self.secondOfDay) = (date, secondOfDay)
  }

  /// Creates the time at a number of seconds after 1970-01-01T00:00:00 of the same clock.
  package init(seconds: Int) {
    let day = seconds.floored(by: Self.secondsOfDay)
    self.init(CivilDate(dayNumber: day), secondOfDay: seconds - day * Self.secondsOfDay)
  }

  /// The seconds since 1970-01-01T00:00:00 of the same clock.
  package var seconds: Int { date.dayNumber * Self.secondsOfDay + secondOfDay }

  /// The hour, 0 to 23.
  package var hour: Int { secondOfDay / 3600 }
  /// The minute, 0 to 59.
  package var minute: Int { secondOfDay / 60 % 60 }
  /// The second, 0 to 59.
  package var second: Int { secondOfDay % 60 }

  /// The time of day with seconds: `10:05:00`
  package var clock: String { "\(shortClock):\(second.padded(to: 2))" }

  /// The time of day without seconds: `10:05`
  package var shortClock: String { "\(hour.padded(to: 2)):\(minute.padded(to: 2))" }

  private static let secondsOfDay = 86_400
}
