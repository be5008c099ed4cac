/// The percent-encoding of RFC 3986: letters, digits and `-._~` are not encoded.
enum PercentEncoding {
  static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    guard !isUnreserved(byte) else { return bytes.append(byte) }
    bytes.append(UInt8(ascii: "%"))
    bytes.append(digit(byte >> 4))
    bytes.append(digit(byte & 0x0f))
  }

  /// Encodes the characters that a URL's path or query cannot hold; encoded bytes stay unchanged.
  static func completed(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let isEncoded =
        byte == UInt8(ascii: "%") && rest.count >= 2 && rest.prefix(2).allSatisfy(isHex)
      if isEncoded || ":/?@!$&'()*+,;=".utf8.contains(byte) {
        bytes.append(byte)
      } else {
        append(byte, to: &bytes)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    Character(UnicodeScalar(byte)).isHexDigit && byte < 0x80
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func digit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + (nibble - 10)
  }
}
