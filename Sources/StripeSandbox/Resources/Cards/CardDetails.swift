import JSON

/// The fields of a card in a payment method, a source or a charge.
struct CardDetails: Sendable {
  let card: TestCard
  let expiryMonth: Int
  let expiryYear: Int
  var hasSecurityCode: Bool

  /// A shared test card, which expires in this month of the next year.
  ///
  /// - Parameter now: Unix seconds.
  init(_ card: TestCard, now: Int) {
    let today = Self.today(now)
    self.card = card
    expiryMonth = today.month
    expiryYear = today.year + 1
    hasSecurityCode = true
  }

  /// A card that was stored before.
  init(_ card: TestCard, expiryMonth: Int, expiryYear: Int) {
    self.card = card
    self.expiryMonth = expiryMonth
    self.expiryYear = expiryYear
    hasSecurityCode = true
  }

  /// A card given by number.
  ///
  /// - Parameter fields: `number`, `exp_month`, `exp_year`, `cvc`.
  init(_ fields: Parameters, now: Int) throws(SandboxError) {
    guard let number = fields.text("number") else {
      throw .missingParameter(fields.name("number"))
    }
    guard let month = Self.number("exp_month", of: fields) else {
      throw .missingParameter(fields.name("exp_month"))
    }
    guard let year = Self.number("exp_year", of: fields) else {
      throw .missingParameter(fields.name("exp_year"))
    }
    card = try Self.card(number, param: fields.name("number"))
    expiryMonth = month
    expiryYear = year < 100 ? 2000 + year : year
    let code = fields.text("cvc")
    hasSecurityCode = code != nil
    try checkExpiry(fields, now: now)
    if let code, !(3...4).contains(code.count) || !code.allSatisfy(\.isNumber) {
      throw Self.invalid("security code", "invalid_cvc", fields.name("cvc"))
    }
  }

  /// A number, which tokens take as a text.
  private static func number(_ name: String, of fields: Parameters) -> Int? {
    fields.integer(name) ?? fields.text(name).flatMap(Int.init)
  }

  private static func card(_ number: String, param: String) throws(SandboxError) -> TestCard {
    if let card = TestCard.number(number), card.behavior != .declines(.incorrectNumber) {
      return card
    }
    let isWellFormed = TestCard.isWellFormed(number: number)
    let decline = isWellFormed ? Decline.liveCard : .incorrectNumber
    throw decline.error(param: param)
  }

  private func checkExpiry(_ fields: Parameters, now: Int) throws(SandboxError) {
    guard (1...12).contains(expiryMonth) else {
      throw Self.invalid("expiration month", "invalid_expiry_month", fields.name("exp_month"))
    }
    let thisYear = Self.today(now).year
    guard (thisYear...(thisYear + 50)).contains(expiryYear) else {
      throw Self.invalid("expiration year", "invalid_expiry_year", fields.name("exp_year"))
    }
  }

  private static func invalid(_ what: String, _ code: String, _ param: String) -> SandboxError {
    SandboxError(402, .cardError, "Your card's \(what) is invalid.", code: code, param: param)
  }

  private static func today(_ now: Int) -> (year: Int, month: Int) {
    let parts = UnixTime.iso8601(now).split(separator: "-")
    return (Int(parts[0]) ?? 1970, Int(parts[1]) ?? 1)
  }

  /// The `card` member of a payment method, whose checks were not made yet.
  ///
  /// - Parameter billing: the method's `billing_details`, whose address is to be checked too.
  func ofPaymentMethod(_ billing: JSONObject) -> JSONObject {
    let address = billing.object("address")
    let checks: JSONValue = [
      "address_line1_check": address?.text("line1") == nil ? nil : "unchecked",
      "address_postal_code_check": address?.text("postal_code") == nil ? nil : "unchecked",
      "cvc_check": hasSecurityCode ? "unchecked" : nil,
    ]
    let networks = [card.traits.cobrand, card.brand].compactMap(\.self).map(JSONValue.string)
    return [
      "brand": .string(card.brand), "checks": checks, "country": .string(card.country),
      "display_brand": .string(card.traits.cobrand ?? card.brand),
      "exp_month": .integer(expiryMonth), "exp_year": .integer(expiryYear),
      "fingerprint": .string(card.fingerprint), "funding": .string(card.funding),
      "generated_from": nil, "last4": .string(card.last4),
      "networks": ["available": .array(networks), "preferred": nil],
      "regulated_status": "unregulated", "three_d_secure_usage": ["supported": true],
      "wallet": nil,
    ]
  }

  private static let brandNames = [
    "visa": "Visa", "mastercard": "MasterCard", "amex": "American Express",
    "discover": "Discover", "diners": "Diners Club", "jcb": "JCB", "unionpay": "UnionPay",
  ]

  /// The fields of a `card` source except its id.
  var ofSource: JSONObject {
    [
      "brand": .string(Self.brandNames[card.brand] ?? card.brand),
      "country": .string(card.country), "cvc_check": hasSecurityCode ? "pass" : nil,
      "exp_month": .integer(expiryMonth), "exp_year": .integer(expiryYear),
      "fingerprint": .string(card.fingerprint), "funding": .string(card.funding),
      "last4": .string(card.last4), "regulated_status": "unregulated",
    ]
  }
}
