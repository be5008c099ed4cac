/// How values are kept apart in a line.
enum DelimitedDialect: Sendable, Hashable {
  /// RFC 4180 but for its line ends, which are those of the other tools in a pipe: quotes where
  /// needed. Nothing at all is null, `""` is empty.
  case csv
  /// Tabs; a tab, line feed, carriage return or backslash in a value is written `\t \n \r \\`.
  case tsv

  var separator: UInt8 {
    switch self {
    case .csv: UInt8(ascii: ",")
    case .tsv: UInt8(ascii: "\t")
    }
  }

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

  /// The letter that stands after a backslash for a byte that cannot stand for itself.
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
