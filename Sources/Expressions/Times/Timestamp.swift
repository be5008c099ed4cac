/// Converts dates of the language to Unix seconds and back.
package enum Timestamp {
  /// The Unix seconds of the years 1 to 9999, which dates can express.
  package static let range = -62_135_596_800...253_402_300_799

  /// Returns the Unix seconds of `2026-01-31` (00:00 UTC) or
  /// `2026-01-31T10:00[:00[.000]](Z|±hh:mm)`; nil if the text is not such a date.
  package static func seconds(of text: String) -> Int? {
    read(text).map { $0.time.seconds - ($0.offset ?? 0) }
  }

  /// Returns the local time of a date in one of these forms without an offset; nil for other texts.
  package static func civilTime(of text: String) -> CivilTime? {
    guard let read = read(text), read.offset == nil else { return nil }
    return read.time
  }

  /// Returns the local time and, if it is given, its offset from UTC in seconds, positive to the
  /// east.
  private static func read(_ text: String) -> (time: CivilTime, offset: Int?)? {
    var scanner = DigitScanner(text)
    guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2),
      scanner.take("-"), let day = scanner.digits(2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    if scanner.isAtEnd { return (CivilTime(date), nil) }
    guard scanner.take("T") || scanner.take("t") || scanner.take(" "),
      let time = timeOfDay(&scanner)
    else { return nil }
    let shown = CivilTime(date, secondOfDay: time)
    if scanner.isAtEnd { return (shown, nil) }
    guard let offset = zoneOffset(&scanner), scanner.isAtEnd else { return nil }
    return (shown, offset)
  }

  /// Returns the time of Unix seconds in UTC: `2026-01-31T10:00:00Z`
  package static func iso(_ seconds: Int) -> String { iso(seconds, in: .utc) }

  /// Returns the time of Unix seconds in a zone: `2026-01-31T11:00:00+01:00`, or with `Z` for UTC.
  package static func iso(_ seconds: Int, in zone: ClockZone) -> String {
    let time = zone.civilTime(at: seconds)
    return "\(time.date)T\(time.clock)" + suffix(of: zone, at: seconds)
  }

  /// Returns the suffix of a zone: `Z`, `+01:00`
  private static func suffix(of zone: ClockZone, at seconds: Int) -> String {
    let minutes = zone.offset(at: seconds) / 60
    guard minutes != 0 else { return "Z" }
    let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
    return "\(minutes < 0 ? "-" : "+")\(hours.padded(to: 2)):\(rest.padded(to: 2))"
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

  /// Reads an offset and returns it in seconds, positive to the east of UTC.
  private static func zoneOffset(_ scanner: inout DigitScanner) -> Int? {
    if scanner.take("Z") || scanner.take("z") { return 0 }
    let sign = scanner.take("-") ? -1 : 1
    guard sign < 0 || scanner.take("+"), let hour = scanner.digits(2), hour < 24 else { return nil }
    _ = scanner.take(":")
    guard let minute = scanner.digits(2), minute < 60 else { return nil }
    return sign * (hour * 3600 + minute * 60)
  }
}

/// Reads digits and punctuation from the start of a text.
private struct DigitScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Reads exactly that many digits as a number.
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
