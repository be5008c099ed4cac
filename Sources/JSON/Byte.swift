/// The ASCII bytes that JSON gives a meaning to.
enum Byte {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let backspace: UInt8 = 0x08
  static let formFeed: UInt8 = 0x0C
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let slash = UInt8(ascii: "/")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let openObject = UInt8(ascii: "{")
  static let closeObject = UInt8(ascii: "}")
  static let openArray = UInt8(ascii: "[")
  static let closeArray = UInt8(ascii: "]")
  static let minus = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")
  static let point = UInt8(ascii: ".")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == space || byte == lineFeed || byte == carriageReturn || byte == tab
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool {
    byte &- zero <= 9
  }

  @inline(__always)
  static func endsScalar(_ byte: UInt8) -> Bool {
    byte == comma || byte == closeObject || byte == closeArray || isSpace(byte)
  }

  static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case zero...nine: UInt32(byte - zero)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}

/// Tests of eight bytes at once, one byte in each lane of a word.
///
/// An answer has the top bit of a lane set where the test holds. Only the lowest set bit is
/// exact: a borrow can spill from a true lane into the ones above it.
enum Lanes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080
  static let blanks: UInt64 = 0x2020_2020_2020_2020

  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word
  }

  @inline(__always)
  static func quotesAndBackslashes(in word: UInt64) -> UInt64 {
    (zeros(word ^ 0x2222_2222_2222_2222) | zeros(word ^ 0x5C5C_5C5C_5C5C_5C5C)) & tops
  }

  /// Returns the bytes of a string that cannot be copied unchanged: quotes, backslashes, control
  /// characters, and bytes outside ASCII.
  @inline(__always)
  static func endsOfPlainText(in word: UInt64) -> UInt64 {
    let marks = zeros(word ^ 0x2222_2222_2222_2222) | zeros(word ^ 0x5C5C_5C5C_5C5C_5C5C)
    let controls = (word &- blanks) & ~word
    return (marks | controls | word) & tops
  }

  /// Outside strings, setting the bit 0x20 turns `[` into `{` and `]` into `}` and nothing
  /// else into either.
  @inline(__always)
  static func quotesAndBrackets(in word: UInt64) -> UInt64 {
    let folded = word | blanks
    let opening = zeros(folded ^ 0x7B7B_7B7B_7B7B_7B7B)
    let closing = zeros(folded ^ 0x7D7D_7D7D_7D7D_7D7D)
    return (zeros(word ^ 0x2222_2222_2222_2222) | opening | closing) & tops
  }
}
