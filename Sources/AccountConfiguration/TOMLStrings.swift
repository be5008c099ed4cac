/// The four kinds of strings; each is read from after its opening quotes.
extension TOMLParser {
  /// Parses the rest of `"…"`.
  mutating func basicString() throws(TOMLError) -> String {
    var text: [UInt8] = []
    while !take("\"") {
      if take("\\") {
        text.append(contentsOf: try escape())
      } else {
        text.append(try stringByte())
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Parses the rest of `'…'`, in which a backslash has no special meaning.
  mutating func literalString() throws(TOMLError) -> String {
    var text: [UInt8] = []
    while !take("'") { text.append(try stringByte()) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Parses the rest of `"""…"""` or `'''…'''`; a line end right after the opening quotes is
  /// ignored.
  mutating func multilineString(closing quote: String) throws(TOMLError) -> String {
    let isBasic = quote == "\""
    let closing = quote + quote + quote
    var text: [UInt8] = []
    _ = takeLineEnd()
    while true {
      if take(closing) {
        // Up to two more quotes belong to the text.
        for _ in 0..<2 where take(quote) { text.append(contentsOf: quote.utf8) }
        return String(decoding: text, as: UTF8.self)
      }
      if takeLineEnd() {
        text.append(UInt8(ascii: "\n"))
      } else if isBasic, take("\\") {
        if !skipLineBreak() { text.append(contentsOf: try escape()) }
      } else {
        text.append(try stringByte())
      }
    }
  }

  /// Skips a line end after a backslash, and all space up to the next text.
  private mutating func skipLineBreak() -> Bool {
    let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let before = self
    bytes = bytes.drop(while: isBlank)
    guard takeLineEnd() else {
      self = before
      return false
    }
    repeat { bytes = bytes.drop(while: isBlank) } while takeLineEnd()
    return true
  }

  private mutating func stringByte() throws(TOMLError) -> UInt8 {
    guard let byte = bytes.first, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") else {
      throw failure("a closing quote is missing")
    }
    guard byte >= 0x20 && byte != 0x7f || byte == UInt8(ascii: "\t") else {
      throw failure("a string contains a control character")
    }
    bytes.removeFirst()
    return byte
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "f"): 12,
    UInt8(ascii: "r"): 13, UInt8(ascii: "\""): UInt8(ascii: "\""),
    UInt8(ascii: "\\"): UInt8(ascii: "\\"),
  ]

  private mutating func escape() throws(TOMLError) -> [UInt8] {
    if take("u") { return try unicodeEscape(digits: 4) }
    if take("U") { return try unicodeEscape(digits: 8) }
    guard let byte = bytes.first, let meant = Self.escapes[byte] else {
      throw failure("a backslash must be followed by one of b t n f r u U \" \\")
    }
    bytes.removeFirst()
    return [meant]
  }

  private mutating func unicodeEscape(digits count: Int) throws(TOMLError) -> [UInt8] {
    let digits = String(decoding: bytes.prefix(count), as: UTF8.self)
    guard digits.utf8.count == count, digits.allSatisfy(\.isHexDigit),
      let scalar = UInt32(digits, radix: 16).flatMap(UnicodeScalar.init)
    else { throw failure("\\u must be followed by the number of a character") }
    bytes = bytes.dropFirst(count)
    return Array(String(scalar).utf8)
  }
}
