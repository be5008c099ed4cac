/// Recognizes text that must not be kept in a file: keys, client secrets, card numbers.
///
/// In doubt it refuses a harmless statement rather than keep a secret.
package enum SensitiveText {
  /// Returns true if any part of the text looks like a secret.
  package static func isContained(in text: String) -> Bool {
    let bytes = text.utf8.map(lowercased)
    return words(of: bytes).contains(where: isSecret)
      || digitRuns(of: bytes).contains(where: CardNumber.isOne)
      || SecretMask.maskedText(text) != text
  }

  /// The prefixes of Stripe's secret values. Source: Stripe's documentation of keys and webhooks.
  private static let prefixes = ["sk_", "rk_", "pk_", "rkcs_", "ek_", "whsec_"]
    .map { Array($0.utf8) }

  /// Parts of secrets that count anywhere in a word: a key without a space before it, the secret of
  /// an intent (`pi_…_secret_…`), and the name of the field that holds one.
  private static let marks = [
    "sk_live_", "sk_test_", "rk_live_", "rk_test_", "pk_live_", "pk_test_", "sk_org_", "whsec_",
    "_secret_", "client_secret",
  ].map { Array($0.utf8) }

  /// The minimum length after a prefix; a shorter word is part of a name, not a key.
  private static let shortestRemainder = 6

  private static func isSecret(_ word: ArraySlice<UInt8>) -> Bool {
    for prefix in prefixes where word.starts(with: prefix) {
      if word.count >= prefix.count + shortestRemainder { return true }
    }
    return marks.contains { contains(word, $0) }
  }

  private static func contains(_ word: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool {
    guard word.count >= mark.count else { return false }
    return (word.startIndex...(word.endIndex - mark.count)).contains {
      word[$0...].starts(with: mark)
    }
  }

  private static func words(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split { !isWord($0) }
  }

  /// Returns the digits of every number in the text, written whole or in groups
  /// (`4242 4242-4242 4242`).
  private static func digitRuns(of bytes: [UInt8]) -> [[UInt8]] {
    let isBreak = { (byte: UInt8) in !isWord(byte) && byte != space && byte != dash }
    return bytes.split(whereSeparator: isBreak).flatMap { stretch in
      // A group that is not a number separates the numbers before and after it.
      stretch.split { $0 == space || $0 == dash }
        .split { !$0.allSatisfy(isDigit) }
        .flatMap { candidates(among: Array($0)) }
    }
  }

  /// Returns every run of neighbouring groups with a card number's length: other numbers may come
  /// before or after it.
  private static func candidates(among groups: [ArraySlice<UInt8>]) -> [[UInt8]] {
    groups.indices.flatMap { first -> [[UInt8]] in
      var digits: [UInt8] = []
      return groups[first...].prefix(5).compactMap { group in
        digits += group.prefix(20).map { $0 - UInt8(ascii: "0") }
        return (13...19).contains(digits.count) ? digits : nil
      }
    }
  }

  private static let space = UInt8(ascii: " ")
  private static let dash = UInt8(ascii: "-")

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
