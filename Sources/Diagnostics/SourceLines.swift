extension SourceText {
  /// Where a UTF-8 offset is, in lines and columns.
  public func position(of offset: Int) -> Position {
    let bytes = text.utf8
    let clamped = min(max(offset, 0), bytes.count)
    let end = bytes.index(bytes.startIndex, offsetBy: clamped)
    let before = bytes[..<end]
    let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map(bytes.index(after:))
    let column = text[(start ?? bytes.startIndex)..<end].count + 1
    return Position(line: line, column: column)
  }

  /// The line with that number (from 1), without its line end.
  public func line(_ number: Int) -> String? {
    // Split by bytes: "\r\n" is one character and would hide its line feed.
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(number - 1) else { return nil }
    let line = lines[number - 1]
    return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
  }
}
