/// The fields of a row by the numbers of their columns, as bytes that can be put away: each field
/// after its number and its length.
struct FlatRow {
  private(set) var bytes: [UInt8] = []

  /// Adds a field that is written already.
  mutating func append(_ field: String, at number: Int) {
    append(number)
    append(field.utf8.count)
    bytes.append(contentsOf: field.utf8)
  }

  /// Seven bits in a byte, the lowest first; the eighth says that more follow.
  private mutating func append(_ number: Int) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// The fields of a row by position; where a column has several, the last one counts.
  /// - Parameters:
  ///   - bytes: those of a row.
  ///   - positions: by the numbers of columns; nil of those that are not shown.
  ///   - count: how many positions there are.
  /// - Returns: nil where the bytes are not those of a row.
  static func fields(
    in bytes: [UInt8], positions: [Int?], count: Int
  ) -> [ArraySlice<UInt8>]? {
    var fields = [ArraySlice<UInt8>](repeating: [], count: count)
    var offset = 0
    while offset < bytes.count {
      guard let number = number(in: bytes, &offset), let length = self.number(in: bytes, &offset),
        number < positions.count, length <= bytes.count - offset
      else { return nil }
      if let position = positions[number] { fields[position] = bytes[offset..<(offset + length)] }
      offset += length
    }
    return fields
  }

  private static func number(in bytes: [UInt8], _ offset: inout Int) -> Int? {
    var (number, shift) = (0, 0)
    while offset < bytes.count, shift < 56 {
      let byte = bytes[offset]
      offset += 1
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }
}
