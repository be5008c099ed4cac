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
  /// The consequences of a payment, and the results of its checks.
  let traits: TestCardTraits

  init(
    _ number: String, _ name: String, brand: String = "visa", funding: String = "credit",
    country: String = "US", _ behavior: TestCardBehavior = .succeeds,
    _ traits: TestCardTraits = TestCardTraits()
  ) {
    self.number = number
    self.name = name
    self.brand = brand
    self.funding = funding
    self.country = country
    self.behavior = behavior
    self.traits = traits
  }

  var last4: String { String(number.suffix(4)) }
  var paymentMethodID: String { "pm_card_\(name)" }
  var tokenID: String { "tok_\(name)" }

  /// The same sixteen letters and digits for the same number, as Stripe's fingerprints are.
  var fingerprint: String { RepeatableText.letters(of: number, 16) }
}

/// Text that is the same for the same text, and else looks like chance.
enum RepeatableText {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

  static func letters(of text: String, _ count: Int) -> String {
    String(numbers(of: text, count).map { letters[$0 % letters.count] })
  }

  static func digits(of text: String, _ count: Int) -> String {
    numbers(of: text, count).map { String($0 % 10) }.joined()
  }

  private static func numbers(of text: String, _ count: Int) -> [Int] {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    return (0..<count).map { round in
      for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
      state = (state ^ UInt64(round)) &* 0x100_0000_01b3
      return Int(state >> 32)
    }
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

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  /// Stripe takes most names with and without the brand: `createDispute`, `visa_createDispute`.
  private static func named(_ name: Substring) -> TestCard? {
    let name = String(name)
    if let card = byName[name] { return card }
    guard name.hasPrefix("visa_") else { return byName["visa_\(name)"] }
    return byName[String(name.dropFirst("visa_".count))]
  }

  /// Returns true if a number's check digit is right, by Luhn's rule.
  static func isWellFormed(number text: String) -> Bool {
    let digits = text.compactMap(\.wholeNumberValue)
    guard (12...19).contains(digits.count) else { return false }
    let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
      let value = entry.offset.isMultiple(of: 2) ? entry.element : entry.element * 2
      return sum + (value > 9 ? value - 9 : value)
    }
    return sum.isMultiple(of: 10)
  }

  private static let byFingerprint = Dictionary(all.map { ($0.fingerprint, $0) }) { first, _ in
    first
  }

  static func with(fingerprint: String?) -> TestCard? {
    fingerprint.flatMap { byFingerprint[$0] }
  }
}
