/// The bytes of a JSON text while they are being read; every access is checked against the bounds.
///
/// The `past…` functions take the offset where something begins and return the offset after it.
/// They expect a text that was checked, but stay inside its bounds even if it was not.
struct JSONBytes {
  let base: UnsafePointer<UInt8>
  let count: Int

  @inline(__always)
  init(base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
  }

  /// The byte at an offset; past the end 0, which begins no token.
  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    offset < count ? base[offset] : 0
  }

  /// The maximum nesting depth of arrays and objects.
  static let depthLimit = 512

  /// Checks that the bytes are one JSON text.
  ///
  /// - Returns: the offsets of the value without the white space around it, and true if there is
  ///   none within it.
  func scanned() throws(JSONError) -> (range: Range<Int>, isCompact: Bool) {
    var output = CountedOutput()
    let range = try JSONScanner.scanned(self, into: &output).range
    return (range, range.count == output.count)
  }

  /// Returns true if a block can be loaded from that offset.
  @inline(__always)
  func hasBlock(at offset: Int) -> Bool {
    offset &+ Block.size <= count
  }

  /// Returns the block at an offset. Call it only if `hasBlock(at:)` is true.
  @inline(__always)
  func block(at offset: Int) -> Block {
    Block(at: base + offset)
  }

  @inline(__always)
  func pastSpace(_ start: Int) -> Int {
    guard self[start] <= Byte.space else { return start }
    return pastRunOfSpace(start)
  }

  /// Skips a line end and an indentation, which most often is as long as expected: then the next
  /// token can be read before the blanks are counted.
  @inline(__always)
  func pastLine(_ start: Int, _ indent: inout Int) -> Int {
    guard self[start] <= Byte.space else { return start }
    if hasBlock(at: start &+ 1), base[start] == Byte.lineFeed {
      let blanks = block(at: start &+ 1).leadingBlanks
      // A whole block of blanks may have more of them behind it, and blanks other white space.
      if blanks == indent, blanks < Block.size, base[start &+ 1 &+ indent] > Byte.space {
        return start &+ 1 &+ indent
      }
      let end = pastRunOfSpace(start)
      indent = end &- start &- 1
      return end
    }
    return pastRunOfSpace(start)
  }

  /// Skips indentation, which is a line end and a long run of blanks.
  @inline(__always)
  private func pastRunOfSpace(_ start: Int) -> Int {
    var offset = self[start] == Byte.lineFeed ? start &+ 1 : start
    while offset < count {
      if hasBlock(at: offset) {
        let blanks = block(at: offset).leadingBlanks
        offset &+= blanks
        if blanks == Block.size { continue }
        // Most often a token begins here.
        if base[offset] > Byte.space { return offset }
      }
      guard Byte.isSpace(base[offset]) else { return offset }
      offset &+= 1
    }
    return offset
  }

  /// - Parameter start: the offset of the opening quote.
  @inline(__always)
  func pastString(_ start: Int) -> Int {
    var offset = start &+ 1
    while offset < count {
      if hasBlock(at: offset) {
        let text = block(at: offset).leadingText
        offset &+= text
        if text == Block.size { continue }
      }
      let byte = base[offset]
      if byte == Byte.quote { return offset &+ 1 }
      offset &+= byte == Byte.backslash ? 2 : 1
    }
    return count
  }

  func pastValue(_ start: Int) -> Int {
    switch self[start] {
    case Byte.quote: pastString(start)
    case Byte.openObject, Byte.openArray: pastContainer(start)
    default: pastScalar(start)
    }
  }

  /// A number, or one of `true`, `false` and `null`.
  private func pastScalar(_ start: Int) -> Int {
    var offset = start
    while offset < count, !Byte.endsScalar(base[offset]) { offset &+= 1 }
    return offset
  }

  private func pastContainer(_ start: Int) -> Int {
    var offset = start
    var depth = 0
    while offset < count {
      if hasBlock(at: offset) {
        let passed = block(at: offset).leadingWithoutBrackets
        offset &+= passed
        if passed == Block.size { continue }
      }
      switch base[offset] {
      case Byte.quote:
        offset = pastString(offset)
        continue
      case Byte.openObject, Byte.openArray:
        depth &+= 1
      case Byte.closeObject, Byte.closeArray:
        depth &-= 1
        if depth == 0 { return offset &+ 1 }
      default:
        break
      }
      offset &+= 1
    }
    return count
  }
}

extension [UInt8] {
  /// Lends the bytes for reading. An empty array has none to lend, so it lends a zero.
  @inline(__always)
  func reading<Result, Failure: Error>(
    _ body: (JSONBytes) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeBufferPointer { (buffer) throws(Failure) -> Result in
      guard let base = buffer.baseAddress else {
        var nothing: UInt8 = 0
        return try withUnsafePointer(to: &nothing) { (base) throws(Failure) -> Result in
          try body(JSONBytes(base: base, count: 0))
        }
      }
      return try body(JSONBytes(base: base, count: buffer.count))
    }
  }
}
