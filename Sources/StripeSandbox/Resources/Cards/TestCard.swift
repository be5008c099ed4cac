/// A card of Stripe's test mode: a number, and its payment method and token.
struct TestCard: Sendable, Hashable {
  let number: String
  /// The part after `pm_card_` and `tok_`.
  let name: String
  let brand: String
  let funding: String
  /// The issuer's country, two upper-case letters.
  let country: String
  let behavior: TestCardBehavior

  init(
    _ number: String, _ name: String, brand: String = "visa", funding: String = "credit",
    country: String = "US", _ behavior: TestCardBehavior = .succeeds
  ) {
    self.number = number
    self.name = name
    self.brand = brand
    self.funding = funding
    self.country = country
    self.behavior = behavior
  }

  var last4: String { String(number.suffix(4)) }
  var paymentMethodID: String { "pm_card_\(name)" }
  var tokenID: String { "tok_\(name)" }

  /// The same sixteen letters and digits for the same number, as Stripe's fingerprints are.
  var fingerprint: String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    var letters = ""
    for round in 0..<16 {
      for byte in number.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
      state = (state ^ UInt64(round)) &* 0x100_0000_01b3
      letters.append(alphabet[Int(state >> 32) % alphabet.count])
    }
    return letters
  }
}

extension TestCard {
  /// The card of a shared payment method such as `pm_card_visa`.
  static func paymentMethod(_ id: String) -> TestCard? {
    id.hasPrefix("pm_card_") ? named(id.dropFirst("pm_card_".count)) : nil
  }

  /// The card of a shared token such as `tok_visa`.
  static func token(_ id: String) -> TestCard? {
    id.hasPrefix("tok_") ? named(id.dropFirst("tok_".count)) : nil
  }

  /// The card of a number; blanks and hyphens are allowed in it.
  static func number(_ text: String) -> TestCard? {
    let digits = text.filter(\.isNumber)
    return all.first { $0.number == digits }
  }

  private static func named(_ name: Substring) -> TestCard? {
    all.first { $0.name == name }
  }

  /// Whether a number's check digit is right, by Luhn's rule.
  static func isWellFormed(number text: String) -> Bool {
    let digits = text.compactMap(\.wholeNumberValue)
    guard (12...19).contains(digits.count) else { return false }
    let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
      let value = entry.offset.isMultiple(of: 2) ? entry.element : entry.element * 2
      return sum + (value > 9 ? value - 9 : value)
    }
    return sum.isMultiple(of: 10)
  }
}
