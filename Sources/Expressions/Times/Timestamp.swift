/// Dates as the language writes them, as Unix seconds and back.
package enum Timestamp {
  /// Seconds of `2026-01-31` (00:00 UTC) or `2026-01-31T10:00[:00[.000]](Z|±hh:mm)`; nil where the
  /// text is no such date.
  package static func seconds(of text: String) -> Int? {
    var scanner = DigitScanner(text)
    guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2),
      scanner.take("-"), let day = scanner.digits(2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let midnight = date.dayNumber * 86_400
    if scanner.isAtEnd { return midnight }
    guard scanner.take("T") || scanner.take("t") || scanner.take(" "),
      let time = timeOfDay(&scanner), let offset = zoneOffset(&scanner), scanner.isAtEnd
    else { return nil }
    return midnight + time - offset
  }

  /// `2026-01-31T10:00:00Z`
  package static func iso(_ seconds: Int) -> String {
    let time = CivilTime(seconds: seconds)
    return "\(time.date)T\(time.clock)Z"
  }

  private static func timeOfDay(_ scanner: inout DigitScanner) -> Int? {
    guard let hour = scanner.digits(2), hour < 24, scanner.take(":"),
      let minute = scanner.digits(2), minute < 60
    else { return nil }
    var second = 0
    if scanner.take(":") {
      guard let value = scanner.digits(2), value < 60 else { return nil }
      second = value
      if scanner.take(".") { while scanner.digits(1) != nil {} }
    }
    return hour * 3600 + minute * 60 + second
  }

  /// Seconds east of UTC; no zone means UTC.
  private static func zoneOffset(_ scanner: inout DigitScanner) -> Int? {
    if scanner.isAtEnd || scanner.take("Z") || scanner.take("z") { return 0 }
    let sign = scanner.take("-") ? -1 : 1
    guard sign < 0 || scanner.take("+"), let hour = scanner.digits(2), hour < 24 else { return nil }
    _ = scanner.take(":")
    guard let minute = scanner.digits(2), minute < 60 else { return nil }
    return sign * (hour * 3600 + minute * 60)
  }
}

/// Reads digits and marks from the front of a text.
private struct DigitScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Exactly that many digits as a number.
  mutating func digits(_ count: Int) -> Int? {
    let head = rest.prefix(count)
    guard head.count == count, head.allSatisfy({ (48...57).contains($0) }) else { return nil }
    rest = rest.dropFirst(count)
    return head.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == mark.value else { return false }
    rest = rest.dropFirst()
    return true
  }
}
