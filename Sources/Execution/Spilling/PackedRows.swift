import JSON

/// The rows of a page as bytes: whether they are compact, their number and their lengths, then the
/// rows as they were written.
enum PackedRows {
  static func bytes(of rows: [RawJSON]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.byteCount + (rows.count + 2) * [UInt8].wordSize)
    bytes.append(word: rows.allSatisfy(\.isCompact) ? 1 : 0)
    bytes.append(word: rows.count)
    for row in rows { bytes.append(word: row.byteCount) }
    for row in rows { bytes += row.slice }
    return bytes
  }

  /// Returns the rows; nil if these are not their bytes.
  static func rows(in bytes: [UInt8]) -> [RawJSON]? {
    guard let isCompact = bytes.word(0), let count = bytes.word(1), count >= 0,
      count <= bytes.count / [UInt8].wordSize
    else { return nil }
    var rows: [RawJSON] = []
    rows.reserveCapacity(count)
    var start = (count + 2) * [UInt8].wordSize
    for index in 0..<count {
      guard let length = bytes.word(index + 2), length > 0, length <= bytes.count - start
      else { return nil }
      rows.append(
        RawJSON(trusting: bytes, at: start..<(start + length), isCompact: isCompact == 1))
      start += length
    }
    return rows
  }
}
