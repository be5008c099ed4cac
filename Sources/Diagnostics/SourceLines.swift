extension SourceText {
  /// Returns the line and column of a UTF-8 offset; an offset outside the text is moved to its
  /// nearest end.
  package func position(of offset: Int) -> Position {
    let clamped = min(max(offset, 0), text.utf8.count)
    let (line, start) = reading { bytes in
      let before = bytes[..<clamped]
      let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
      return (line, before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
    }
    let bytes = text.utf8
    let first = bytes.index(bytes.startIndex, offsetBy: start)
    let end = bytes.index(first, offsetBy: clamped - start)
    return Position(line: line, column: text[first..<end].count + 1)
  }

  /// Returns the UTF-8 offsets of the line with that number (from 1), without its line end; nil if
  /// there is no such line.
  package func range(ofLine number: Int) -> Range<Int>? {
    guard number > 0 else { return nil }
    // Lines are cut by bytes: "\r\n" is one character and would hide its line feed.
    return reading { bytes in
      var start = 0
      for _ in 1..<number {
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        start = end + 1
      }
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let hasReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
      return start..<(hasReturn ? end - 1 : end)
    }
  }

  /// Returns the line with that number (from 1), without its line end; nil if there is no such
  /// line.
  package func line(_ number: Int) -> String? {
    range(ofLine: number).map { range in
      reading { String(decoding: $0[range], as: UTF8.self) }
    }
  }

  /// Lends the text's bytes: for megabytes this is much faster than iterating a view of them.
  private func reading<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var text = text
    return text.withUTF8(body)
  }
}
