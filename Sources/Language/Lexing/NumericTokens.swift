import Diagnostics

extension Lexer {
  /// Reads a token that starts with a digit: a number, a date, a period or a duration.
  mutating func numeric() -> Token {
    let start = position
    if let date = date() ?? period() { return date }
    let digits = run(at: position, of: Lexer.isDigit)
    position += digits
    if let duration = duration(from: start) { return duration }
    fraction()
    exponent()
    if wordCharacterWidth(at: position, isFirst: false) > 0 { return mixed(from: start) }
    if digits > 1, bytes[start] == UInt8(ascii: "0") {
      let problem = LexicalProblem(
        "a number cannot start with 0", hint: quoting(from: start))
      return token(.malformed(problem), from: start)
    }
    return token(.number, from: start)
  }

  private mutating func fraction() {
    guard byte() == UInt8(ascii: ".") else { return }
    let digits = run(at: position + 1, of: Lexer.isDigit)
    if digits > 0 { position += 1 + digits }
  }

  private mutating func exponent() {
    guard let letter = byte(), letter | 0x20 == UInt8(ascii: "e") else { return }
    var length = 1
    if let sign = byte(ahead: 1), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      length = 2
    }
    let digits = run(at: position + length, of: Lexer.isDigit)
    if digits > 0 { position += length + digits }
  }

  private mutating func duration(from start: Int) -> Token? {
    let width = wordLength(at: position)
    let unit = text(from: position, to: position + width).lowercasedASCII
    guard width > 0, let length = Lexer.durationUnits[unit] else { return nil }
    let count = Int(text(from: start, to: position))
    position += width
    guard let duration = count.flatMap(length.times) else {
      return token(.malformed(LexicalProblem("this duration is too long")), from: start)
    }
    return token(.duration(duration), from: start)
  }

  /// The length of each unit. Calendar units count months, whose number of seconds varies.
  static let durationUnits: [String: DurationLength] = [
    "s": DurationLength(seconds: 1), "m": DurationLength(seconds: 60),
    "h": DurationLength(seconds: 3_600), "d": DurationLength(seconds: 86_400),
    "w": DurationLength(seconds: 604_800), "mo": DurationLength(months: 1),
    "q": DurationLength(months: 3), "y": DurationLength(months: 12),
  ]

  /// Reads digits mixed with letters as a malformed token; most likely it is an id without quotes.
  private mutating func mixed(from start: Int) -> Token {
    while true {
      let width = wordCharacterWidth(at: position, isFirst: false)
      if width == 0 { break }
      position += width
    }
    let written = text(from: start, to: position)
    let problem = LexicalProblem(
      "`\(written)` is not a number or a duration", hint: quoting(from: start))
    return token(.malformed(problem), from: start)
  }

  private func quoting(from start: Int) -> String {
    "quote ids and strings: \"\(text(from: start, to: position))\""
  }

  /// Reads a date, with or without a time; nil if the digits start something else.
  private mutating func date() -> Token? {
    let start = position
    let year = run(at: start, of: Lexer.isDigit)
    guard year == 4, byte(ahead: 4) == UInt8(ascii: "-") else { return nil }
    let month = run(at: start + 5, of: Lexer.isDigit)
    guard month > 0, byte(ahead: 5 + month) == UInt8(ascii: "-") else { return nil }
    let day = run(at: start + 6 + month, of: Lexer.isDigit)
    guard day > 0 else { return nil }
    position += 6 + month + day
    if let letter = byte(), letter | 0x20 == UInt8(ascii: "t") { timeOfDay() }
    while wordCharacterWidth(at: position, isFirst: false) > 0 {
      position += wordCharacterWidth(at: position, isFirst: false)
    }
    let written = text(from: start, to: position)
    if DateText(written) != nil { return token(.date, from: start) }
    let problem = LexicalProblem(
      "`\(written)` is not a valid date", hint: "write dates as 2026-01-31 or 2026-01-31T10:00:00Z")
    return token(.malformed(problem), from: start)
  }

  /// Reads a month, a quarter or a week of a year; nil if the digits start something else.
  private mutating func period() -> Token? {
    let start = position
    guard run(at: start, of: Lexer.isDigit) == 4, byte(ahead: 4) == UInt8(ascii: "-") else {
      return nil
    }
    var end = start + 5
    if let letter = byte(ahead: 5),
      letter | 0x20 == UInt8(ascii: "q") || letter | 0x20 == UInt8(ascii: "w")
    {
      end += 1
    }
    let digits = run(at: end, of: Lexer.isDigit)
    end += digits
    // `2026-1` is ambiguous: it could be a month or a subtraction.
    guard digits > 0, wordCharacterWidth(at: end, isFirst: false) == 0 else { return nil }
    position = end
    let written = text(from: start, to: end)
    if PeriodSpelling.isPeriod(written) { return token(.period, from: start) }
    let problem = LexicalProblem(
      "`\(written)` is not a period",
      hint: "periods are written 2026-10, 2026-Q3 or 2026-W07; put blanks around a minus sign")
    return token(.malformed(problem), from: start)
  }

  private mutating func timeOfDay() {
    position += 1 + run(at: position + 1) { Lexer.isDigit($0) || $0 == UInt8(ascii: ":") }
    fraction()
    guard let sign = byte(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return }
    let offset = run(at: position + 1) { Lexer.isDigit($0) || $0 == UInt8(ascii: ":") }
    if offset >= 4 { position += 1 + offset }
  }
}
