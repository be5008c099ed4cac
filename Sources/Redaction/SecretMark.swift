/// The characters that a secret value of Stripe's begins with, and the rules for what follows.
struct SecretMark {
  private let bytes: [UInt8]
  /// The minimum number of characters after the mark for a text to be a secret.
  private let shortest: Int
  /// Returns true if a character can be part of the secret.
  private let isPart: @Sendable (UInt8) -> Bool

  private init(
    _ text: String, shortest: Int = 8, isPart: @escaping @Sendable (UInt8) -> Bool = \.isWord
  ) {
    bytes = Array(text.utf8)
    self.shortest = shortest
    self.isPart = isPart
  }

  /// Source: Stripe's documentation of keys, webhooks, client secrets, terminal connection tokens,
  /// OAuth and account links. Such a link gives access without a password.
  private static let all =
    [
      "sk_live_", "sk_test_", "rk_live_", "rk_test_", "pk_live_", "pk_test_", "sk_org_",
      "rkcs_live_", "rkcs_test_", "ek_live_", "ek_test_", "whsec_", "pst_live_", "pst_test_",
    ].map { SecretMark($0) } + [SecretMark("_secret_", shortest: 12)]
    + ["://connect.stripe.com/", "://billing.stripe.com/p/session/"]
    .map { SecretMark($0, isPart: isPartOfURL) }

  /// The first two bytes of each mark.
  static var beginnings: [(UInt8, UInt8)] { all.map { ($0.bytes[0], $0.bytes[1]) } }

  /// Returns the secret that follows a mark at a position, without the mark.
  static func secret(at position: Int, in bytes: [UInt8]) -> Range<Int>? {
    guard let mark = all.first(where: { $0.stands(at: position, in: bytes) }) else { return nil }
    let start = position + mark.bytes.count
    let end = bytes[start...].firstIndex { !mark.isPart($0) } ?? bytes.endIndex
    return end - start >= mark.shortest ? start..<end : nil
  }

  private func stands(at position: Int, in text: [UInt8]) -> Bool {
    guard text.count - position >= bytes.count else { return false }
    for index in bytes.indices where text[position + index] != bytes[index] { return false }
    return true
  }

  /// Returns true if the secret that follows a mark at a position was masked before.
  static func isMasked(at position: Int, in bytes: [UInt8]) -> Bool {
    all.contains { mark in
      let rest = bytes[position...].dropFirst(mark.bytes.count)
      return bytes[position...].starts(with: mark.bytes)
        && rest.prefix { $0 == UInt8(ascii: "*") }.count >= mark.shortest
    }
  }

  private static func isPartOfURL(_ byte: UInt8) -> Bool {
    byte.isWord || "-./%=?&#~+".utf8.contains(byte)
  }
}
