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

  /// Returns true if eight bytes can be loaded from that offset.
  @inline(__always)
  func hasWord(at offset: Int) -> Bool {
    offset &+ 8 <= count
  }

  /// Returns eight bytes, the first one lowest. Call it only if `hasWord(at:)` is true.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    let raw = UnsafeRawPointer(base + offset)
    return UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  func pastSpace(_ start: Int) -> Int {
    guard self[start] <= Byte.space else { return start }
    return pastRunOfSpace(start)
  }

  /// Skips indentation, which comes in long runs of blanks, eight bytes at a time.
  @inline(__always)
  private func pastRunOfSpace(_ start: Int) -> Int {
    var offset = start
    while offset < count {
      if hasWord(at: offset) {
        let strange = word(at: offset) ^ Lanes.blanks
        if strange == 0 {
          offset &+= 8
          continue
        }
        offset &+= strange.trailingZeroBitCount &>> 3
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
      if hasWord(at: offset) {
        let found = Lanes.quotesAndBackslashes(in: word(at: offset))
        if found == 0 {
          offset &+= 8
          continue
        }
        offset &+= found.trailingZeroBitCount &>> 3
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
      if hasWord(at: offset) {
        let found = Lanes.quotesAndBrackets(in: word(at: offset))
        if found == 0 {
          offset &+= 8
          continue
        }
        offset &+= found.trailingZeroBitCount &>> 3
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
