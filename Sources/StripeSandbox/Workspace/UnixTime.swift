/// Unix seconds as API v2 writes times.
enum UnixTime {
  /// "2026-10-28T07:05:00.000Z", by the proleptic Gregorian calendar.
  static func iso8601(_ seconds: Int) -> String {
    let second = ((seconds % 86_400) + 86_400) % 86_400
    let (year, month, day) = date(ofDay: (seconds - second) / 86_400)
    let time = [second / 3600, second / 60 % 60, second % 60].map(padded).joined(separator: ":")
    return "\(year)-\(padded(month))-\(padded(day))T\(time).000Z"
  }

  /// Years are counted from March, so that the leap day is a year's last.
  private static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
