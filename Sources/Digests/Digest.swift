/// The 32 bytes by which SHA-256 identifies any number of bytes.
package struct Digest: Sendable, Hashable {
  static let size = 32

  /// The bytes.
  package let bytes: [UInt8]

  /// The bytes in lower-case hexadecimal digits.
  package var hexadecimal: String { hexadecimal(first: bytes.count) }

  /// Returns the first bytes in lower-case hexadecimal digits.
  package func hexadecimal(first count: Int) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.prefix(count).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self)
  }
}
