extension RawJSON {
  /// The value on one line: white space between tokens removed, all other bytes unchanged.
  public var compact: String {
    var bytes: [UInt8] = []
    appendCompact(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A copy that holds the text of `compact` and no other bytes.
  public var compacted: RawJSON {
    guard !isCompact else { return detached() }
    var bytes: [UInt8] = []
    appendCompact(to: &bytes)
    let count = bytes.count
    return RawJSON(bytes: bytes, range: 0..<count, isCompact: true)
  }

  /// Appends the text of `compact` as UTF-8.
  public func appendCompact(to output: inout [UInt8]) {
    guard !isCompact else {
      output += slice
      return
    }
    let start = output.count
    // The compact form is never longer; a spare block lets whole blocks be stored.
    output.append(contentsOf: repeatElement(0, count: range.count &+ Block.size))
    let written = output.withUnsafeMutableBufferPointer { buffer -> Int in
      guard let base = buffer.baseAddress else { return 0 }
      return bytes.reading { source in
        let value = JSONBytes(base: source.base + range.lowerBound, count: range.count)
        return value.compacted(into: base + start)
      }
    }
    output.removeLast(range.count &+ Block.size &- written)
  }
}

extension JSONBytes {
  /// Copies without the white space between tokens.
  ///
  /// - Parameter target: room for one block more than `count` bytes.
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

  /// Copies a string. Writing never overtakes reading, so a block that fits the source fits
  /// the target.
  @inline(__always)
  private func copyString(
    _ read: inout Int, to target: UnsafeMutablePointer<UInt8>, _ written: inout Int
  ) {
    target[written] = Byte.quote
    written &+= 1
    read &+= 1
    while read < count {
      if hasBlock(at: read) {
        let block = block(at: read)
        block.store(at: target + written)
        let plain = block.leadingText
        read &+= plain
        written &+= plain
        if plain == Block.size { continue }
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
