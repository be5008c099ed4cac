/// The password in the address of a database: `postgres://ann:secret@localhost/books`, or
/// `postgres://localhost/books?password=secret`.
enum URLPassword {
  private static let schemes = ["postgres://", "postgresql://"].map { Array($0.utf8) }
  private static let parameters = ["?password=", "&password="].map { Array($0.utf8) }

  /// The first two bytes of each parameter.
  static var beginnings: [(UInt8, UInt8)] { parameters.map { ($0[0], $0[1]) } }

  /// Returns the password that begins at a position; nil if none does.
  static func secret(at position: Int, in bytes: [UInt8]) -> Range<Int>? {
    switch bytes[position] {
    case UInt8(ascii: ":"): userPassword(at: position + 1, in: bytes)
    case UInt8(ascii: "?"), UInt8(ascii: "&"): parameter(at: position, in: bytes)
    default: nil
    }
  }

  /// Returns the password between the name of the user and the `@`.
  private static func userPassword(at start: Int, in bytes: [UInt8]) -> Range<Int>? {
    // Most often the colon follows a name in quotes, and no address ends in one.
    guard start > 1, isPart(bytes[start - 2]),
      let address = address(around: start, in: bytes), address.begin < start
    else { return nil }
    let name = bytes[address.begin..<(start - 1)]
    guard !name.contains(where: { ":/@?".utf8.contains($0) }) else { return nil }
    // A password may contain an `@` or a `/` that should have been escaped: the last `@` ends it.
    let end = bytes[start..<address.end].lastIndex(of: UInt8(ascii: "@"))
    guard let end, end > start else { return nil }
    return start..<end
  }

  private static func parameter(at position: Int, in bytes: [UInt8]) -> Range<Int>? {
    guard let name = parameters.first(where: { bytes[position...].starts(with: $0) }),
      let address = address(around: position, in: bytes)
    else { return nil }
    let start = position + name.count
    guard start < address.end else { return nil }
    let end = bytes[start..<address.end].firstIndex(of: UInt8(ascii: "&")) ?? address.end
    return end > start ? start..<end : nil
  }

  /// Returns the part of an address of a database after its scheme, if a position is in one.
  private static func address(
    around position: Int, in bytes: [UInt8]
  ) -> (begin: Int, end: Int)? {
    var start = position
    while start > 0, isPart(bytes[start - 1]) { start -= 1 }
    let end = bytes[position...].firstIndex { !isPart($0) } ?? bytes.endIndex
    for begin in start..<position {
      guard let scheme = schemes.first(where: { bytes[begin...].starts(with: $0) }) else {
        continue
      }
      return begin + scheme.count <= position ? (begin + scheme.count, end) : nil
    }
    return nil
  }

  /// Returns true if an address can contain a character: none of space, quotes and backslash.
  private static func isPart(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
      && byte != UInt8(ascii: "`") && byte != UInt8(ascii: "\\")
  }
}
