extension SourceText {
  /// Returns the line and column of a UTF-8 offset; an offset outside the text is moved to its
  /// nearest end.
  package func position(of offset: Int) -> Position {
    let offset = min(max(offset, 0), text.utf8.count)
    let line = lineNumber(at: offset)
    return Position(line: line, column: slice(lineStarts[line - 1]..<offset).count + 1)
  }

  /// Returns the UTF-8 offsets of the line with that number (from 1), without its line end; nil if
  /// there is no such line.
  package func range(ofLine number: Int) -> Range<Int>? {
    guard number > 0, number <= lineStarts.count else { return nil }
    let start = lineStarts[number - 1]
    let isLast = number == lineStarts.count
    let end = isLast ? text.utf8.count : lineStarts[number] - 1
    return start..<(slice(start..<end).utf8.last == UInt8(ascii: "\r") ? end - 1 : end)
  }

  /// Returns the line with that number (from 1), without its line end; nil if there is no such
  /// line.
  package func line(_ number: Int) -> String? {
    range(ofLine: number).map { String(slice($0)) }
  }

  /// Returns the text of a span; what of the span is outside of the text is left out.
  package func text(of span: Span) -> Substring {
    let end = min(max(0, span.end), text.utf8.count)
    return slice(min(max(0, span.start), end)..<end)
  }

  /// Returns the number of the line, from 1, that contains a UTF-8 offset.
  private func lineNumber(at offset: Int) -> Int {
    var (first, end) = (0, lineStarts.count)
    while first + 1 < end {
      let middle = (first + end) / 2
      if lineStarts[middle] <= offset { first = middle } else { end = middle }
    }
    return first + 1
  }

  private func slice(_ range: Range<Int>) -> Substring {
    let bytes = text.utf8
    let first = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    return text[first..<bytes.index(first, offsetBy: range.count)]
  }
}
