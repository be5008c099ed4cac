/// A check for bytes that are not UTF-8, or not text.
package enum UTF8Check {
  /// The result of a check.
  package enum Outcome: Sendable, Hashable {
    case valid
    /// The bytes end within a character that begins at this offset.
    case unfinished(from: Int)
    /// The first byte that is not part of a character.
    case invalid(at: Int)
  }

  /// Returns the result of a check; zero bytes are invalid, because text has none.
  package static func outcome(of bytes: [UInt8]) -> Outcome {
    bytes.withUnsafeBufferPointer { outcome(of: $0) }
  }

  private static func outcome(of bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    var offset = 0
    while offset < bytes.count {
      offset = pastPlain(bytes, from: offset)
      guard offset < bytes.count else { break }
      let byte = bytes[offset]
      if byte > 0, byte < 0x80 {
        offset += 1
        continue
      }
      guard let shape = Shape(first: byte) else { return .invalid(at: offset) }
      for distance in 1..<shape.length {
        guard offset + distance < bytes.count else { return .unfinished(from: offset) }
        let range = distance == 1 ? shape.second : 0x80...0xBF
        guard range.contains(bytes[offset + distance]) else { return .invalid(at: offset) }
      }
      offset += shape.length
    }
    return .valid
  }

  /// Skips ASCII eight bytes at a time; stops before a zero, which no text has.
  private static func pastPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return start }
    let high: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    var offset = start
    while offset + 8 <= bytes.count {
      let word = UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self)
      // A zero borrows from its own high bit, and a high bit says that a byte is not ASCII.
      if (word | (word &- ones)) & high != 0 { break }
      offset += 8
    }
    return offset
  }

  /// The well-formed sequences of the Unicode Standard's table 3-7.
  private struct Shape {
    let length: Int
    let second: ClosedRange<UInt8>

    init?(first: UInt8) {
      switch first {
      case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return nil
      }
    }
  }
}

extension TextError {
  /// Returns the error for a byte that is not UTF-8.
  package static func notUTF8(_ byte: UInt8, at position: Position) -> TextError {
    if byte == 0 {
      return .invalid(
        position, reason: "a zero byte is not text (UTF-16 requires a byte order mark)")
    }
    let digits = String(byte, radix: 16, uppercase: true)
    return .invalid(
      position,
      reason: "byte 0x\(digits.count == 1 ? "0" : "")\(digits) is not valid UTF-8; "
        + "convert the text, for example with `iconv -f WINDOWS-1252 -t UTF-8`")
  }
}
