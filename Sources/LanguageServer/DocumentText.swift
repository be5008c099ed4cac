/// A text with the positions that editors use: lines from 0, and characters from 0 in UTF-16 units.
struct DocumentText: Sendable, Hashable {
  /// A position in a text; both numbers count from 0.
  struct Position: Sendable, Hashable {
    var line: Int
    /// The number of UTF-16 units before it on its line.
    var character: Int
  }

  let text: String
  private let bytes: [UInt8]
  /// The UTF-8 offset at which each line begins.
  private let lineStarts: [Int]

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
    var starts = [0]
    for (index, byte) in bytes.enumerated() {
      let isReturn = byte == UInt8(ascii: "\r")
      let isPair = isReturn && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\n") || (isReturn && !isPair) { starts.append(index + 1) }
    }
    lineStarts = starts
  }

  /// The position after the last character.
  var end: Position { position(of: bytes.count) }

  /// Returns the position of a UTF-8 offset; one outside the text is moved to its nearest end.
  func position(of offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let line = line(of: offset)
    let units = bytes[lineStarts[line]..<offset].reduce(0) { $0 + Self.units(of: $1) }
    return Position(line: line, character: units)
  }

  /// Returns the line of a UTF-8 offset, by bisection: a text may have a problem on each line.
  private func line(of offset: Int) -> Int {
    var (first, end) = (0, lineStarts.count)
    while end - first > 1 {
      let middle = (first + end) / 2
      if lineStarts[middle] <= offset { first = middle } else { end = middle }
    }
    return first
  }

  /// Returns the UTF-8 offset of a position; one outside the text is moved to the nearest end of
  /// its line or of the text.
  func offset(of position: Position) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < lineStarts.count else { return bytes.count }
    var offset = lineStarts[position.line]
    var rest = position.character
    while offset < bytes.count, !Self.endsLine(bytes[offset]) {
      let units = Self.units(of: bytes[offset])
      guard units <= rest else { break }
      rest -= units
      offset += 1
      while offset < bytes.count, Self.units(of: bytes[offset]) == 0 { offset += 1 }
      if rest == 0 { break }
    }
    return offset
  }

  /// Returns the text after a replacement of a part of it.
  /// - Parameter range: UTF-8 offsets.
  func replacing(_ range: Range<Int>, with text: String) -> String {
    String(
      decoding: bytes[..<range.lowerBound] + Array(text.utf8) + bytes[range.upperBound...],
      as: UTF8.self)
  }

  /// Returns the text between two UTF-8 offsets.
  func slice(_ start: Int, _ end: Int) -> String {
    let start = min(max(start, 0), bytes.count)
    return String(decoding: bytes[start..<min(max(start, end), bytes.count)], as: UTF8.self)
  }

  private static func endsLine(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// Returns the number of UTF-16 units of the character that begins with a byte; 0 for the bytes
  /// that continue one.
  private static func units(of byte: UInt8) -> Int {
    switch byte {
    case 0x80..<0xC0: 0
    case 0xF0...: 2
    case _: 1
    }
  }
}
