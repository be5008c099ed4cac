/// Each function returns the offset after a scalar, which is stored but not counted.
extension JSONScanner {
  /// A string, a number or a word.
  /// - Parameter byte: the first byte.
  @inline(__always)
  func pastScalar(_ start: Int, _ byte: UInt8, _ output: Output) throws(JSONError) -> Int {
    switch byte {
    case Byte.quote: return try pastString(start, output)
    case Byte.minus, Byte.zero...Byte.nine:
      let end = try pastNumber(start)
      store(start..<end, output)
      return end
    case UInt8(ascii: "n"): return try pastWord("null", start, output)
    case UInt8(ascii: "f"): return try pastWord("false", start, output)
    case UInt8(ascii: "t"): return try pastWord("true", start, output)
    default: throw fault(at: start, "expected a value")
    }
  }

  @inline(__always)
  private func pastWord(
    _ word: StaticString, _ start: Int, _ output: Output
  ) throws(JSONError) -> Int {
    let length = word.utf8CodeUnitCount
    for index in 0..<length {
      guard text[start &+ index] == word.utf8Start[index] else {
        throw fault(at: start &+ index, "expected a value")
      }
    }
    store(start..<(start &+ length), output)
    return start &+ length
  }

  @inline(__always)
  private func pastNumber(_ start: Int) throws(JSONError) -> Int {
    var end = text[start] == Byte.minus ? start &+ 1 : start
    if text[end] == Byte.zero {
      end &+= 1
      guard !Byte.isDigit(text[end]) else { throw fault(at: end, "a number cannot start with 0") }
    } else {
      end = try pastDigits(end)
    }
    if text[end] == Byte.point { end = try pastDigits(end &+ 1) }
    if text[end] | 0x20 == UInt8(ascii: "e") {
      end &+= 1
      if text[end] == Byte.plus || text[end] == Byte.minus { end &+= 1 }
      end = try pastDigits(end)
    }
    return end
  }

  @inline(__always)
  private func pastDigits(_ start: Int) throws(JSONError) -> Int {
    guard Byte.isDigit(text[start]) else { throw fault(at: start, "expected a digit") }
    var end = start &+ 1
    while Byte.isDigit(text[end]) { end &+= 1 }
    return end
  }

  @inline(__always)
  private func store(_ range: Range<Int>, _ output: Output) {
    let start = range.lowerBound
    if range.upperBound &- start <= Block.size, text.hasBlock(at: start) {
      output.store(text.block(at: start), ahead: 0)
    } else {
      output.store(text.base + start, range.upperBound &- start, ahead: 0)
    }
  }
}

// MARK: - Strings

extension JSONScanner {
  @inline(__always)
  func pastString(_ start: Int, _ output: Output) throws(JSONError) -> Int {
    var offset = start
    if text.hasBlock(at: offset) {
      output.store(text.block(at: offset), ahead: 0)
    } else {
      output.store(text.base + offset, 1, ahead: 0)
    }
    offset &+= 1
    while offset < text.count {
      if text.hasBlock(at: offset) {
        let block = text.block(at: offset)
        output.store(block, ahead: offset &- start)
        let plain = block.leadingPlainText
        offset &+= plain
        if plain == Block.size { continue }
        if text.base[offset] == Byte.quote {
          output.store(text.base + offset, 1, ahead: offset &- start)
          return offset &+ 1
        }
      }
      let byte = text.base[offset]
      let end = byte == Byte.quote ? offset &+ 1 : try pastCharacter(offset, byte)
      output.store(text.base + offset, end &- offset, ahead: offset &- start)
      offset = end
      if byte == Byte.quote { return end }
    }
    throw fault(at: text.count, "")
  }

  /// One character of a string, however it is written.
  @inline(never)
  private func pastCharacter(_ start: Int, _ byte: UInt8) throws(JSONError) -> Int {
    switch byte {
    case Byte.backslash: return try pastEscape(start)
    case 0x20..<0x80: return start &+ 1
    case 0..<0x20: throw fault(at: start, "a control character in a string must be escaped")
    default: return try pastMultibyte(start, byte)
    }
  }

  private func pastEscape(_ start: Int) throws(JSONError) -> Int {
    switch text[start &+ 1] {
    case Byte.quote, Byte.backslash, Byte.slash, UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start &+ 2
    case UInt8(ascii: "u"):
      for digit in (start &+ 2)..<(start &+ 6) where Byte.hexValue(text[digit]) == nil {
        throw fault(at: digit, "expected four hexadecimal digits")
      }
      return start &+ 6
    default:
      throw fault(at: start &+ 1, "invalid escape sequence")
    }
  }

  /// The well-formed sequences of the Unicode Standard's table 3-7.
  private func pastMultibyte(_ start: Int, _ first: UInt8) throws(JSONError) -> Int {
    let seconds: ClosedRange<UInt8>
    let length: Int
    switch first {
    case 0xC2...0xDF: (seconds, length) = (0x80...0xBF, 2)
    case 0xE0: (seconds, length) = (0xA0...0xBF, 3)
    case 0xED: (seconds, length) = (0x80...0x9F, 3)
    case 0xE1...0xEF: (seconds, length) = (0x80...0xBF, 3)
    case 0xF0: (seconds, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (seconds, length) = (0x80...0xBF, 4)
    case 0xF4: (seconds, length) = (0x80...0x8F, 4)
    default: throw fault(at: start, "not valid UTF-8")
    }
    guard seconds.contains(text[start &+ 1]) else {
      throw fault(at: start &+ 1, "not valid UTF-8")
    }
    for place in (start &+ 2)..<(max(start &+ length, start &+ 2))
    where text[place] & 0xC0 != 0x80 {
      throw fault(at: place, "not valid UTF-8")
    }
    return start &+ length
  }
}
