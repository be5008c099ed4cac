/// A date literal of the language, with its value in Unix time.
///
/// The forms are `2026-01-31`, `2026-01-31T10:00` and `2026-01-31T10:00:00`; a time can be followed
/// by `Z` or an offset such as `+02:00` or `-0530`. The default time is midnight, the default
/// offset UTC.
package struct DateText: Sendable, Hashable {
  /// The instant in Unix seconds.
  package let unixSeconds: Int
  /// True if the literal contains a time of day.
  package let hasTime: Bool

  /// Parses a date; nil if the text is not one or the day, hour or offset does not exist.
  package init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard let year = DateText.digits(4, of: &rest), DateText.take("-", of: &rest),
      let month = DateText.digits(2, of: &rest), DateText.take("-", of: &rest),
      let day = DateText.digits(2, of: &rest),
      let days = DateText.daysSinceEpoch(year: year, month: month, day: day)
    else { return nil }
    hasTime = !rest.isEmpty
    guard hasTime else {
      unixSeconds = days * 86_400
      return
    }
    guard DateText.take("T", of: &rest) || DateText.take("t", of: &rest),
      let seconds = DateText.secondsOfDay(of: &rest), let offset = DateText.offset(of: &rest),
      rest.isEmpty
    else { return nil }
    unixSeconds = days * 86_400 + seconds - offset
  }

  private static func secondsOfDay(of rest: inout ArraySlice<UInt8>) -> Int? {
    guard let hour = digits(2, of: &rest), take(":", of: &rest), let minute = digits(2, of: &rest),
      hour < 24, minute < 60
    else { return nil }
    guard take(":", of: &rest) else { return hour * 3_600 + minute * 60 }
    guard let second = digits(2, of: &rest), second < 60 else { return nil }
    return hour * 3_600 + minute * 60 + second
  }

  private static func offset(of rest: inout ArraySlice<UInt8>) -> Int? {
    if rest.isEmpty || take("Z", of: &rest) || take("z", of: &rest) { return 0 }
    let isWest = take("-", of: &rest)
    guard isWest || take("+", of: &rest), let hours = digits(2, of: &rest), hours < 24
    else { return nil }
    _ = take(":", of: &rest)
    guard let minutes = digits(2, of: &rest), minutes < 60 else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return isWest ? -seconds : seconds
  }

  private static func digits(_ count: Int, of rest: inout ArraySlice<UInt8>) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(Lexer.isDigit) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func take(_ sign: Unicode.Scalar, of rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Returns the days since 1970-01-01 by the proleptic Gregorian calendar; nil if there is no such
  /// day.
  private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1, lengths.indices.contains(month - 1), day >= 1, day <= lengths[month - 1]
    else { return nil }
    let past = year - 1
    let daysBeforeYear = past * 365 + past / 4 - past / 100 + past / 400
    let dayOfYear = lengths[..<(month - 1)].reduce(0, +) + day - 1
    return daysBeforeYear + dayOfYear - 719_162
  }
}
