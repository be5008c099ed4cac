/// Masks secrets that follow their parameter's name in text: `cvc: "123"`, `account_number=…`.
enum NamedSecret {
  /// Parameters whose values are always secrets. Source: the parameters of Stripe's cards, bank
  /// accounts, persons and intents; the responses of `oauth/token`.
  static let names: Set<String> = [
    "cvc", "account_number", "iban", "id_number", "ssn_last_4", "client_secret", "password",
    "access_token", "refresh_token",
  ]

  /// Masks the values that are quoted or begin with a digit; the text keeps its length.
  static func mask(_ bytes: inout [UInt8]) {
    var position = 0
    while position < bytes.count {
      guard bytes[position].isWord else {
        position += 1
        continue
      }
      let end = bytes[position...].firstIndex { !$0.isWord } ?? bytes.endIndex
      let name = String(decoding: bytes[position..<end], as: UTF8.self)
      position = end
      guard names.contains(name) || name == "number", let value = value(behind: end, in: bytes)
      else { continue }
      // `number` may be an invoice's too: only a value with many digits is a card's, even if
      // mistyped.
      let isSecret = name != "number" || isLikeCard(bytes[value])
      if isSecret { for place in value { bytes[place] = UInt8(ascii: "*") } }
      position = value.upperBound
    }
  }

  /// Returns the value after a name, without its quotes; nil if no literal value follows.
  private static func value(behind name: Int, in bytes: [UInt8]) -> Range<Int>? {
    var rest = bytes[name...]
    if let quote = rest.first, quotes.contains(quote) { rest.removeFirst() }
    rest = rest.drop(while: isBlank)
    guard let mark = rest.popFirst(), mark == UInt8(ascii: ":") || mark == UInt8(ascii: "=") else {
      return nil
    }
    rest = rest.drop(while: isBlank)
    guard let first = rest.first else { return nil }
    if quotes.contains(first) {
      let value = rest.dropFirst().prefix { $0 != first && $0 != UInt8(ascii: "\n") }
      return value.startIndex..<value.endIndex
    }
    guard first.isDigit else { return nil }
    let value = rest.prefix(while: \.isWord)
    return value.startIndex..<value.endIndex
  }

  private static func isLikeCard(_ value: ArraySlice<UInt8>) -> Bool {
    value.filter(\.isDigit).count >= 12
      && value.allSatisfy { $0.isDigit || isBlank($0) || $0 == UInt8(ascii: "-") }
  }

  private static let quotes = Array("\"'".utf8)

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
