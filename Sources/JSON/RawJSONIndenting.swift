extension RawJSON {
  /// Appends the value with each member and element on a line of its own, indented by two blanks a
  /// level, in whatever form it was written.
  /// - Parameter indent: the number of blanks before the line that the value begins on.
  public func appendIndented(to output: inout [UInt8], indent: Int) {
    // Indented objects of Stripe are about half as long again as compact ones.
    output.reserveCapacity(output.count + range.count + range.count / 2)
    bytes.reading { source in
      let value = JSONBytes(base: source.base + range.lowerBound, count: range.count)
      withUnsafeTemporaryAllocation(byteCount: IndentedPiece.size, alignment: 16) { room in
        guard let base = room.baseAddress else { return }
        var piece = IndentedPiece(base: base.assumingMemoryBound(to: UInt8.self))
        piece.put(value, indent: indent, flushingTo: &output)
      }
    }
  }
}

/// A piece of indented text, collected before it is appended to the output as a whole.
private struct IndentedPiece {
  static let size = 16 * 1024
  /// Room for a mark, a line end and a block that is stored as a whole.
  private static let margin = 2 * Block.size

  let base: UnsafeMutablePointer<UInt8>
  private var count = 0

  init(base: UnsafeMutablePointer<UInt8>) {
    self.base = base
  }

  mutating func put(_ text: JSONBytes, indent: Int, flushingTo output: inout [UInt8]) {
    var offset = text.pastSpace(0)
    var depth = indent
    while offset < text.count {
      let byte = text.base[offset]
      // A scalar begins with any other byte, and no white space does.
      let isMark = Self.isMark(byte)
      let end = isMark ? offset &+ 1 : max(offset &+ 1, text.pastValue(offset))
      makeRoom(for: end &- offset &+ max(0, depth), &output)
      if isMark {
        offset = put(mark: byte, text, end, &depth)
      } else {
        put(text, offset..<end, &output)
        offset = text.pastSpace(end)
      }
    }
    flush(to: &output)
  }

  @inline(__always)
  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case Byte.openObject, Byte.openArray, Byte.closeObject, Byte.closeArray, Byte.comma, Byte.colon:
      true
    default: false
    }
  }

  /// - Returns: the offset of the next token.
  @inline(__always)
  private mutating func put(
    mark: UInt8, _ text: JSONBytes, _ end: Int, _ depth: inout Int
  ) -> Int {
    var next = text.pastSpace(end)
    switch mark {
    case Byte.comma:
      put(mark)
      putLine(depth)
    case Byte.colon:
      put(mark)
      put(Byte.space)
    case Byte.closeObject, Byte.closeArray:
      depth &-= 2
      putLine(depth)
      put(mark)
    default:
      put(mark)
      if text[next] == mark &+ 2 {
        put(mark &+ 2)
        next = text.pastSpace(next &+ 1)
      } else {
        depth &+= 2
        putLine(depth)
      }
    }
    return next
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    base[count] = byte
    count &+= 1
  }

  @inline(__always)
  private mutating func putLine(_ indent: Int) {
    put(Byte.lineFeed)
    guard indent > 0 else { return }
    // Checked values are never as deep; bytes that are not must stay within the room as well.
    let indent = min(indent, Self.size / 4)
    (base + count).update(repeating: Byte.space, count: indent)
    count &+= indent
  }

  /// Puts a scalar, for which there is room unless it is longer than a piece.
  @inline(__always)
  private mutating func put(_ text: JSONBytes, _ range: Range<Int>, _ output: inout [UInt8]) {
    let start = range.lowerBound
    if range.count <= Block.size, text.hasBlock(at: start) {
      text.block(at: start).store(at: base + count)
    } else if count &+ range.count <= Self.size {
      (base + count).update(from: text.base + start, count: range.count)
    } else {
      flush(to: &output)
      output.append(
        contentsOf: UnsafeBufferPointer(start: text.base + start, count: range.count))
      return
    }
    count &+= range.count
  }

  @inline(__always)
  private mutating func makeRoom(for length: Int, _ output: inout [UInt8]) {
    if count &+ length &+ Self.margin > Self.size { flush(to: &output) }
  }

  private mutating func flush(to output: inout [UInt8]) {
    output.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
    count = 0
  }
}
