import JSON

/// The fields of a card in a payment method, a source or a charge.
struct CardDetails: Sendable {
  let card: TestCard
  let expiryMonth: Int
  let expiryYear: Int
  var hasSecurityCode = false

  /// - Parameter now: Unix seconds; shared test cards expire in the year after.
  init(_ card: TestCard, now: Int) {
    self.card = card
    expiryMonth = 12
    expiryYear = Self.year(of: now) + 1
  }

  /// A card given by number.
  ///
  /// - Parameter fields: `number`, `exp_month`, `exp_year`, `cvc`.
  init(_ fields: JSONObject, param: String, now: Int) throws(SandboxError) {
    guard let number = fields.text("number") else { throw .missingParameter("\(param)[number]") }
    guard let month = fields["exp_month"]?.integer, let year = fields["exp_year"]?.integer else {
      let missing = fields.has("exp_month") ? "exp_year" : "exp_month"
      throw .missingParameter("\(param)[\(missing)]")
    }
    card = try Self.card(number, param: "\(param)[number]")
    expiryMonth = month
    expiryYear = year < 100 ? 2000 + year : year
    hasSecurityCode = fields.has("cvc")
    try checkExpiry(param: param, now: now)
  }

  private static func card(_ number: String, param: String) throws(SandboxError) -> TestCard {
    if let card = TestCard.number(number), card.behavior != .declines(.incorrectNumber) {
      return card
    }
    let isWellFormed = TestCard.isWellFormed(number: number)
    let decline = isWellFormed ? Decline.liveCard : .incorrectNumber
    throw decline.error(param: param)
  }

  private func checkExpiry(param: String, now: Int) throws(SandboxError) {
    guard (1...12).contains(expiryMonth) else {
      throw SandboxError(
        402, .cardError, "Your card's expiration month is invalid.", code: "invalid_expiry_month",
        param: "\(param)[exp_month]")
    }
    let thisYear = Self.year(of: now)
    guard (thisYear...(thisYear + 50)).contains(expiryYear) else {
      throw SandboxError(
        402, .cardError, "Your card's expiration year is invalid.", code: "invalid_expiry_year",
        param: "\(param)[exp_year]")
    }
  }

  /// The calendar year, near enough for an expiry.
  private static func year(of seconds: Int) -> Int { 1970 + seconds / 31_556_952 }

  private var checks: JSONValue {
    [
      "address_line1_check": nil, "address_postal_code_check": nil,
      "cvc_check": hasSecurityCode ? .string(card.name == "cvcCheckFail" ? "fail" : "pass") : nil,
    ]
  }

  /// The `card` member of a payment method.
  var ofPaymentMethod: JSONObject {
    [
      "brand": .string(card.brand), "checks": checks, "country": .string(card.country),
      "display_brand": .string(card.brand), "exp_month": .integer(expiryMonth),
      "exp_year": .integer(expiryYear), "fingerprint": .string(card.fingerprint),
      "funding": .string(card.funding), "generated_from": nil, "last4": .string(card.last4),
      "networks": ["available": [.string(card.brand)], "preferred": nil],
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

extension Decline {
  /// The error a refused card makes.
  ///
  /// - Parameter keepsChanges: whether what was stored on the way stays: a failed charge does, a
  ///   customer who could not be given the card does not.
  func error(
    param: String? = nil, details: JSONObject = [:], keepsChanges: Bool = false
  ) -> SandboxError {
    var all: JSONObject = [:]
    if !adviceCode.isEmpty { all["advice_code"] = .string(adviceCode) }
    if let declineCode { all["decline_code"] = .string(declineCode) }
    for member in details.members { all[member.key] = member.value }
    var error = SandboxError.card(message, code: code, details: all)
    error.param = param
    error.keepsChanges = keepsChanges
    return error
  }
}

extension TestCard {
  private static let byFingerprint = Dictionary(all.map { ($0.fingerprint, $0) }) { first, _ in
    first
  }

  /// What the card with that fingerprint does; a card not of the table succeeds.
  static func behavior(ofFingerprint fingerprint: String?) -> TestCardBehavior {
    fingerprint.flatMap { byFingerprint[$0]?.behavior } ?? .succeeds
  }

  static func with(fingerprint: String?) -> TestCard? {
    fingerprint.flatMap { byFingerprint[$0] }
  }
}
