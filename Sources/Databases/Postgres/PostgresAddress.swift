/// The address of a PostgreSQL server.
enum PostgresAddress {
  /// Returns the reason why libpq would misread an address; nil if it would not.
  ///
  /// A password with characters that are not escaped would become a part of the name of the host,
  /// which messages show.
  static func problem(with url: String) -> String? {
    let rest = url.drop { $0 != ":" }.dropFirst(3)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let signs = rest.count { $0 == "@" }
    guard signs == 0 || (signs == 1 && authority.contains("@")) else { return advice }
    return hasBrokenEscape(Array(rest.utf8)) ? advice : nil
  }

  private static let advice =
    "the address of the database has characters that require escapes: write `%40` for `@`, `%2F` "
    + "for `/`, `%3F` for `?` and `%25` for `%` in user names and passwords"

  private static func hasBrokenEscape(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { index in
      guard bytes[index] == UInt8(ascii: "%") else { return false }
      let digits = bytes[(index + 1)...].prefix(2)
      return digits.count < 2 || !digits.allSatisfy(isHexadecimal)
        || digits.allSatisfy { $0 == UInt8(ascii: "0") }
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    Character(Unicode.Scalar(byte)).isHexDigit
  }
}
