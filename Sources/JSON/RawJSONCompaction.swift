extension RawJSON {
  /// The value on one line: white space between tokens removed, all other bytes unchanged.
  public var compact: String {
    var bytes: [UInt8] = []
    appendCompact(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of `compact` as UTF-8.
  public func appendCompact(to output: inout [UInt8]) {
    let start = output.count
    // The compact form is never longer; eight spare bytes let whole words be stored.
    output.append(contentsOf: repeatElement(0, count: range.count &+ 8))
    let written = output.withUnsafeMutableBufferPointer { buffer -> Int in
      guard let base = buffer.baseAddress else { return 0 }
      return bytes.reading { source in
        let value = JSONBytes(base: source.base + range.lowerBound, count: range.count)
        return value.compacted(into: base + start)
      }
    }
    output.removeLast(range.count &+ 8 &- written)
  }
}

extension JSONBytes {
  /// Copies without the white space between tokens.
  ///
  /// - Parameter target: room for `count + 8` bytes.
  /// - Returns: the number of bytes written.
  func compacted(into target: UnsafeMutablePointer<UInt8>) -> Int {
    var read = 0
    var written = 0
    while read < count {
      let byte = base[read]
      if byte == Byte.quote {
        copyString(&read, to: target, &written)
      } else if byte <= Byte.space {
        read = pastSpace(read)
      } else {
        target[written] = byte
        written &+= 1
        read &+= 1
      }
    }
    return written
  }

  /// Copies a string. Writing never overtakes reading, so a word that fits the source fits the
  /// target.
  @inline(__always)
  private func copyString(
    _ read: inout Int, to target: UnsafeMutablePointer<UInt8>, _ written: inout Int
  ) {
    target[written] = Byte.quote
    written &+= 1
    read &+= 1
    while read < count {
      if hasWord(at: read) {
        let word = word(at: read)
        UnsafeMutableRawPointer(target + written)
          .storeBytes(of: word.littleEndian, as: UInt64.self)
        let found = Lanes.quotesAndBackslashes(in: word)
        if found == 0 {
          read &+= 8
          written &+= 8
          continue
        }
        let plain = found.trailingZeroBitCount &>> 3
        read &+= plain
        written &+= plain
      }
      let byte = base[read]
      target[written] = byte
      read &+= 1
      written &+= 1
      if byte == Byte.quote { return }
      guard byte == Byte.backslash, read < count else { continue }
      target[written] = base[read]
      read &+= 1
      written &+= 1
    }
  }
}
