/// A day of the proleptic Gregorian calendar, independent of time zones.
package struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The year of the proleptic Gregorian calendar.
  package let year: Int
  /// The month, 1 to 12.
  package let month: Int
  /// The day of the month, 1 to 31.
  package let day: Int

  /// Creates a day; nil if the month has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, in: year) else {
      return nil
    }
    self.init(unchecked: year, month, day)
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Creates the day at a number of days after 1970-01-01.
  package init(dayNumber: Int) {
    let shifted = dayNumber + Self.daysBeforeEpoch
    let era = shifted.floored(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The days since 1970-01-01. Internally a year starts in March, so that the leap day is its
  /// last.
  package var dayNumber: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.floored(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - Self.daysBeforeEpoch
  }

  /// The days from 0000-03-01 to 1970-01-01.
  private static let daysBeforeEpoch = 719_468

  /// Returns the number of days of a month.
  package static func length(ofMonth month: Int, in year: Int) -> Int {
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Returns the same day some months later, or the last day of that month if it is shorter: one
  /// month after 2026-01-31 is 2026-02-28.
  package func adding(months: Int) -> CivilDate {
    let count = year * 12 + (month - 1) + months
    let newYear = count.floored(by: 12)
    let newMonth = count - newYear * 12 + 1
    return CivilDate(
      unchecked: newYear, newMonth, min(day, Self.length(ofMonth: newMonth, in: newYear)))
  }

  /// Returns the date some days later.
  package func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

  /// The day of the week, 1 for Monday to 7 for Sunday, as in ISO 8601.
  package var weekday: Int {
    let number = dayNumber + 3
    return number - number.floored(by: 7) * 7 + 1
  }

  /// The quarter of the year, 1 to 4.
  package var quarter: Int { (month - 1) / 3 + 1 }

  /// The year and the week by ISO 8601, which belong to the Thursday of the same week.
  package var isoWeek: (year: Int, week: Int) {
    let thursday = adding(days: 4 - weekday)
    let firstDay = CivilDate(unchecked: thursday.year, 1, 1)
    return (thursday.year, (thursday.dayNumber - firstDay.dayNumber) / 7 + 1)
  }

  /// `2026-01-31`
  package var description: String {
    "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
  }

  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension Int {
  /// Returns the quotient rounded down, also for negative numbers.
  func floored(by divisor: Int) -> Int {
    let quotient = self / divisor
    return quotient * divisor > self ? quotient - 1 : quotient
  }

  /// Returns the digits with leading zeros, to a minimum width.
  func padded(to width: Int) -> String {
    let digits = String(magnitude)
    let zeros = String(repeating: "0", count: Swift.max(0, width - digits.utf8.count))
    return (self < 0 ? "-" : "") + zeros + digits
  }
}
