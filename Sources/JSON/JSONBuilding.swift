extension JSONValue {
  /// Reads one JSON text by RFC 8259: UTF-8, at most 512 levels deep, and nothing after it.
  ///
  /// The text of numbers, the order of members and repeated keys are kept. An escaped half of a
  /// surrogate pair, which no string can hold, becomes U+FFFD.
  ///
  /// - Throws: `JSONError` if the bytes are not one JSON text.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try bytes.reading { (bytes) throws(JSONError) -> JSONValue in
      var offset = try bytes.scanned().range.lowerBound
      return bytes.builtValue(&offset)
    }
  }

  /// Reads one JSON text; see `init(parsing:)` for bytes.
  ///
  /// - Throws: `JSONError` if the text is not one JSON text.
  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}

/// Builds values from bytes that a scanner accepted; that check limits the depth.
extension JSONBytes {
  /// - Parameter offset: where the value begins; afterwards where it ends.
  func builtValue(_ offset: inout Int) -> JSONValue {
    let start = offset
    switch self[start] {
    case Byte.openObject: return .object(JSONObject(builtMembers(&offset)))
    case Byte.openArray: return .array(builtElements(&offset))
    default: break
    }
    offset = pastValue(start)
    switch self[start] {
    case Byte.quote: return .string(builtString(start..<offset))
    case UInt8(ascii: "t"): return .bool(true)
    case UInt8(ascii: "f"): return .bool(false)
    case UInt8(ascii: "n"): return .null
    default: return .number(JSONNumber(validated: text(start..<offset)))
    }
  }

  private func builtMembers(_ offset: inout Int) -> [JSONMember] {
    var members: [JSONMember] = []
    offset = pastSpace(offset &+ 1)
    while self[offset] == Byte.quote {
      let end = pastString(offset)
      let key = builtString(offset..<end)
      offset = pastSpace(pastSpace(end) &+ 1)
      members.append(JSONMember(key, builtValue(&offset)))
      offset = pastSeparator(offset)
    }
    offset &+= 1
    return members
  }

  private func builtElements(_ offset: inout Int) -> [JSONValue] {
    var elements: [JSONValue] = []
    offset = pastSpace(offset &+ 1)
    while offset < count, self[offset] != Byte.closeArray {
      elements.append(builtValue(&offset))
      offset = pastSeparator(offset)
    }
    offset &+= 1
    return elements
  }

  /// Returns the offset of the next member or element, or of the closing bracket.
  /// - Parameter start: the end of a member or element.
  @inline(__always)
  func pastSeparator(_ start: Int) -> Int {
    let offset = pastSpace(start)
    return self[offset] == Byte.comma ? pastSpace(offset &+ 1) : offset
  }

  func text(_ range: Range<Int>) -> String {
    let bytes = UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns the text of a string, its escapes resolved.
  /// - Parameter range: the string with its quotes.
  func builtString(_ range: Range<Int>) -> String {
    guard range.count >= 2 else { return "" }
    let inner = (range.lowerBound &+ 1)..<(range.upperBound &- 1)
    guard hasBackslash(inner) else { return text(inner) }
    return String(decoding: unescaped(inner), as: UTF8.self)
  }

  func hasBackslash(_ range: Range<Int>) -> Bool {
    UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
      .contains(Byte.backslash)
  }

  /// Returns the bytes of a string's content with its escapes resolved.
  private func unescaped(_ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = self[offset]
      guard byte == Byte.backslash else {
        result.append(byte)
        offset &+= 1
        continue
      }
      let escape = self[offset &+ 1]
      if escape == UInt8(ascii: "u") {
        result.append(contentsOf: Array(String(escapedScalar(&offset)).utf8))
      } else {
        result.append(Self.meaning(ofEscape: escape))
        offset &+= 2
      }
    }
    return result
  }

  private static func meaning(ofEscape byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "b"): Byte.backspace
    case UInt8(ascii: "f"): Byte.formFeed
    case UInt8(ascii: "n"): Byte.lineFeed
    case UInt8(ascii: "r"): Byte.carriageReturn
    case UInt8(ascii: "t"): Byte.tab
    default: byte
    }
  }

  /// Returns the character of `\u00e9`, or of two such escapes that are a surrogate pair.
  private func escapedScalar(_ offset: inout Int) -> Unicode.Scalar {
    let first = codeUnit(offset &+ 2)
    offset &+= 6
    guard 0xD800..<0xDC00 ~= first else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    guard self[offset] == Byte.backslash, self[offset &+ 1] == UInt8(ascii: "u") else {
      return "\u{FFFD}"
    }
    let second = codeUnit(offset &+ 2)
    guard 0xDC00..<0xE000 ~= second else { return "\u{FFFD}" }
    offset &+= 6
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private func codeUnit(_ start: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 << 4 | (Byte.hexValue(self[start &+ $1]) ?? 0) }
  }
}
