extension Lexer {
  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// Returns the number of bytes from `start` on that satisfy the condition.
  func run(at start: Int, of condition: (UInt8) -> Bool) -> Int {
    var index = start
    while index >= 0, index < bytes.count, condition(bytes[index]) { index += 1 }
    return index - start
  }

  /// Returns the length in bytes of the word at that offset; 0 if none starts there.
  func wordLength(at start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let width = wordCharacterWidth(at: index, isFirst: index == start)
      if width == 0 { break }
      index += width
    }
    return index - start
  }

  /// Returns the width in bytes of the word character at that offset; 0 if there is none.
  func wordCharacterWidth(at index: Int, isFirst: Bool) -> Int {
    guard index < bytes.count else { return 0 }
    let byte = bytes[index]
    if byte < 0x80 {
      let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
      return isLetter || byte == UInt8(ascii: "_") || (!isFirst && Lexer.isDigit(byte)) ? 1 : 0
    }
    guard let scalar = scalar(at: index) else { return 0 }
    let properties = scalar.properties
    let fits = isFirst ? properties.isIDStart : properties.isIDContinue
    return fits ? UTF8.width(scalar) : 0
  }

  /// Returns the scalar whose first byte is at that offset.
  func scalar(at index: Int) -> Unicode.Scalar? {
    guard index >= 0, index < bytes.count else { return nil }
    let end = min(index + 4, bytes.count)
    return String(decoding: bytes[index..<end], as: UTF8.self).unicodeScalars.first
  }

  /// Returns the name of an unexpected character for a message.
  static func named(_ scalar: Unicode.Scalar?) -> String {
    guard let scalar else { return "byte" }
    if scalar == "`" { return "backquote" }
    let isVisible =
      scalar.properties.generalCategory != .control
      && scalar.properties.generalCategory != .format && !scalar.properties.isWhitespace
    let code = String(scalar.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
    return isVisible ? "`\(scalar)`" : "character U+\(padded)"
  }

  static func hint(for scalar: Unicode.Scalar?) -> String? {
    guard let scalar else { return nil }
    switch scalar {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}":
      return "strings use straight quotes: \"…\""
    case "\u{2018}", "\u{2019}", "`": return "raw strings use straight quotes: '…'"
    case "|": return "piping to a shell command works only at the prompt"
    case "&": return "write `and`"
    case "!": return "write `not`"
    case "\\": return "`\\` only continues a line, at its end; for commands type `help`"
    case "\u{2013}", "\u{2014}", "\u{2212}": return "write `-`"
    default: return nil
    }
  }
}

extension UTF8 {
  /// Returns the number of bytes a scalar takes in UTF-8.
  static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case ..<0x80: 1
    case ..<0x800: 2
    case ..<0x10000: 3
    default: 4
    }
  }
}
