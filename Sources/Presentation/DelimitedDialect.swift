/// The way in which the values of a line are separated and escaped.
enum DelimitedDialect: Sendable, Hashable {
  /// RFC 4180, but with LF line ends like other tools in a pipe. Values are quoted if necessary: an
  /// empty field is null, and `""` is an empty string.
  case csv
  /// Tab-separated; tab, line feed, carriage return and backslash are written `\t \n \r \\`.
  case tsv

  var separator: UInt8 {
    switch self {
    case .csv: UInt8(ascii: ",")
    case .tsv: UInt8(ascii: "\t")
    }
  }

  /// Returns a value as a field, quoted or escaped if necessary.
  func field(_ text: String) -> String {
    switch self {
    case .csv: quoted(text)
    case .tsv: escaped(text)
    }
  }

  private func quoted(_ text: String) -> String {
    let mustQuote = text.isEmpty || text.utf8.contains { Self.quotedBytes.contains($0) }
    guard mustQuote else { return text }
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let quotedBytes = Array("\",\r\n".utf8)

  private func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { Self.escape($0) != nil }) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if let letter = Self.escape(byte) {
        bytes += [UInt8(ascii: "\\"), letter]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns the letter that follows the backslash in the escape of a byte; nil without an escape.
  private static func escape(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\t"): UInt8(ascii: "t")
    case UInt8(ascii: "\n"): UInt8(ascii: "n")
    case UInt8(ascii: "\r"): UInt8(ascii: "r")
    case UInt8(ascii: "\\"): UInt8(ascii: "\\")
    default: nil
    }
  }
}
