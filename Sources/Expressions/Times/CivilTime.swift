/// A day and the time that clocks show in some zone.
package struct CivilTime: Sendable, Hashable {
  package let date: CivilDate
  /// 0 to 86,399.
  package let secondOfDay: Int

  /// - Parameter secondOfDay: 0 to 86,399.
  package init(_ date: CivilDate, secondOfDay: Int = 0) {
    (self.date, self.secondOfDay) = (date, secondOfDay)
  }

  /// What clocks show so many seconds after they showed 1970-01-01T00:00:00.
  package init(seconds: Int) {
    let day = seconds.floored(by: Self.secondsOfDay)
    self.init(CivilDate(dayNumber: day), secondOfDay: seconds - day * Self.secondsOfDay)
  }

  /// Seconds from 1970-01-01T00:00:00 by the same clock.
  package var seconds: Int { date.dayNumber * Self.secondsOfDay + secondOfDay }

  package var hour: Int { secondOfDay / 3600 }
  package var minute: Int { secondOfDay / 60 % 60 }
  package var second: Int { secondOfDay % 60 }

  /// `10:05:00`
  package var clock: String { "\(shortClock):\(second.padded(to: 2))" }

  /// `10:05`
  package var shortClock: String { "\(hour.padded(to: 2)):\(minute.padded(to: 2))" }

  private static let secondsOfDay = 86_400
}
