/// Numbers in the temporary files of this process, eight bytes each: where the parts of a file end
/// is known when they are written, so that no part is parsed to find it again.
extension [UInt8] {
  /// The size of a number in bytes.
  static var wordSize: Int { 8 }

  /// Appends a number.
  mutating func append(word: Int) {
    Swift.withUnsafeBytes(of: UInt64(bitPattern: Int64(word)).littleEndian) {
      append(contentsOf: $0)
    }
  }

  /// Returns the number at a position, counted in numbers; nil outside the bytes.
  func word(_ position: Int) -> Int? {
    let offset = position * Self.wordSize
    guard offset >= 0, offset + Self.wordSize <= count else { return nil }
    return withUnsafeBytes { bytes in
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      return Int(Int64(bitPattern: UInt64(littleEndian: word)))
    }
  }
}
