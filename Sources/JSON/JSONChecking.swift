extension JSONBytes {
  /// The maximum nesting depth of arrays and objects.
  static let depthLimit = 512

  /// Checks that the bytes are one JSON text by RFC 8259 and nothing else.
  ///
  /// - Returns: the offsets of the value without the white space around it.
  func checked() throws(JSONError) -> Range<Int> {
    let start = pastSpace(0)
    var offset = start
    var closers: [UInt8] = []
    while true {
      offset = try checkedStep(offset, &closers)
      // The current value is complete: close each container that ends here, or read the next value.
      while let closer = closers.last {
        offset = pastSpace(offset)
        let byte = self[offset]
        if byte == Byte.comma {
          offset = pastSpace(offset &+ 1)
          if closer == Byte.closeObject { offset = try checkedKey(offset) }
          break
        }
        guard byte == closer else {
          let wanted = closer == Byte.closeObject ? "}" : "]"
          throw fault(at: offset, "expected a comma or `\(wanted)`")
        }
        closers.removeLast()
        offset &+= 1
      }
      if closers.isEmpty { break }
    }
    let end = offset
    guard pastSpace(end) >= count else {
      throw fault(at: pastSpace(end), "expected nothing after the value")
    }
    return start..<end
  }

  /// Opens arrays and objects until a value is whole.
  @inline(__always)
  private func checkedStep(_ start: Int, _ closers: inout [UInt8]) throws(JSONError) -> Int {
    var offset = start
    while true {
      let byte = self[offset]
      guard byte == Byte.openObject || byte == Byte.openArray else {
        return try checkedScalar(offset)
      }
      guard closers.count < Self.depthLimit else {
        throw fault(at: offset, "nested too deeply")
      }
      let closer = byte &+ 2
      offset = pastSpace(offset &+ 1)
      if self[offset] == closer { return offset &+ 1 }
      closers.append(closer)
      if closer == Byte.closeObject { offset = try checkedKey(offset) }
    }
  }

  /// - Returns: the offset of the member's value.
  @inline(__always)
  private func checkedKey(_ start: Int) throws(JSONError) -> Int {
    guard self[start] == Byte.quote else { throw fault(at: start, "expected a member's name") }
    let colon = pastSpace(try checkedString(start))
    guard self[colon] == Byte.colon else { throw fault(at: colon, "expected a colon") }
    return pastSpace(colon &+ 1)
  }

  @inline(__always)
  private func checkedScalar(_ start: Int) throws(JSONError) -> Int {
    switch self[start] {
    case Byte.quote: try checkedString(start)
    case Byte.minus, Byte.zero...Byte.nine: try checkedNumber(start)
    case UInt8(ascii: "t"): try checkedWord(start, "true")
    case UInt8(ascii: "f"): try checkedWord(start, "false")
    case UInt8(ascii: "n"): try checkedWord(start, "null")
    default: throw fault(at: start, "expected a value")
    }
  }

  @inline(__always)
  private func checkedWord(_ start: Int, _ word: StaticString) throws(JSONError) -> Int {
    for index in 0..<word.utf8CodeUnitCount {
      guard self[start &+ index] == word.utf8Start[index] else {
        throw fault(at: start &+ index, "expected a value")
      }
    }
    return start &+ word.utf8CodeUnitCount
  }

  func fault(at offset: Int, _ reason: String) -> JSONError {
    offset < count
      ? JSONError(offset: offset, reason: reason)
      : JSONError(offset: count, reason: "unexpected end of input")
  }
}

// MARK: - Numbers

extension JSONBytes {
  @inline(__always)
  private func checkedNumber(_ start: Int) throws(JSONError) -> Int {
    var offset = self[start] == Byte.minus ? start &+ 1 : start
    if self[offset] == Byte.zero {
      offset &+= 1
      guard !Byte.isDigit(self[offset]) else {
        throw fault(at: offset, "a number cannot start with 0")
      }
    } else {
      offset = try checkedDigits(offset)
    }
    if self[offset] == Byte.point { offset = try checkedDigits(offset &+ 1) }
    if self[offset] | 0x20 == UInt8(ascii: "e") {
      offset &+= 1
      if self[offset] == Byte.plus || self[offset] == Byte.minus { offset &+= 1 }
      offset = try checkedDigits(offset)
    }
    return offset
  }

  @inline(__always)
  private func checkedDigits(_ start: Int) throws(JSONError) -> Int {
    guard Byte.isDigit(self[start]) else { throw fault(at: start, "expected a digit") }
    var offset = start &+ 1
    while Byte.isDigit(self[offset]) { offset &+= 1 }
    return offset
  }
}

// MARK: - Strings

extension JSONBytes {
  @inline(__always)
  private func checkedString(_ start: Int) throws(JSONError) -> Int {
    var offset = start &+ 1
    while offset < count {
      if hasWord(at: offset) {
        let found = Lanes.endsOfPlainText(in: word(at: offset))
        if found == 0 {
          offset &+= 8
          continue
        }
        offset &+= found.trailingZeroBitCount &>> 3
      }
      let byte = base[offset]
      if byte == Byte.quote { return offset &+ 1 }
      offset = try checkedCharacter(offset)
    }
    throw fault(at: count, "")
  }

  /// One character of a string, however it is written.
  @inline(never)
  private func checkedCharacter(_ start: Int) throws(JSONError) -> Int {
    switch base[start] {
    case Byte.backslash: return try checkedEscape(start)
    case 0x20..<0x80: return start &+ 1
    case 0..<0x20: throw fault(at: start, "a control character in a string must be escaped")
    default: return try checkedMultibyte(start)
    }
  }

  private func checkedEscape(_ start: Int) throws(JSONError) -> Int {
    switch self[start &+ 1] {
    case Byte.quote, Byte.backslash, Byte.slash, UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start &+ 2
    case UInt8(ascii: "u"):
      for offset in (start &+ 2)..<(start &+ 6) where Byte.hexValue(self[offset]) == nil {
        throw fault(at: offset, "expected four hexadecimal digits")
      }
      return start &+ 6
    default:
      throw fault(at: start &+ 1, "invalid escape sequence")
    }
  }

  /// The well-formed sequences of the Unicode Standard's table 3-7.
  private func checkedMultibyte(_ start: Int) throws(JSONError) -> Int {
    let seconds: ClosedRange<UInt8>
    let length: Int
    switch base[start] {
    case 0xC2...0xDF: (seconds, length) = (0x80...0xBF, 2)
    case 0xE0: (seconds, length) = (0xA0...0xBF, 3)
    case 0xED: (seconds, length) = (0x80...0x9F, 3)
    case 0xE1...0xEF: (seconds, length) = (0x80...0xBF, 3)
    case 0xF0: (seconds, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (seconds, length) = (0x80...0xBF, 4)
    case 0xF4: (seconds, length) = (0x80...0x8F, 4)
    default: throw fault(at: start, "not valid UTF-8")
    }
    guard seconds.contains(self[start &+ 1]) else { throw fault(at: start &+ 1, "not valid UTF-8") }
    for offset in (start &+ 2)..<(max(start &+ length, start &+ 2))
    where self[offset] & 0xC0 != 0x80 {
      throw fault(at: offset, "not valid UTF-8")
    }
    return start &+ length
  }
}
