import JSON

/// One attempt to charge a payment method.
struct ChargeAttempt {
  /// The outcome.
  enum Outcome {
    case succeeded
    /// The money is on its way: bank debits.
    case pending
    case declined(Decline)
  }

  var amount: Int
  var currency: Currency
  var method: PaymentMethod
  var customer: String?
  var intent: String?
  var isCaptured = true
  /// Fields of the charge that are stored as they were given.
  var fields: JSONObject = [:]
  var mandate: String?
  var outcome = Outcome.succeeded
}

extension ChargeAttempt {
  /// The attempt to pay an intent.
  init(of intent: PaymentIntent, _ method: PaymentMethod, outcome: Outcome) {
    var fields: JSONObject = [:]
    for name in Self.inherited where intent.json.has(name) { fields[name] = intent.json[name] }
    self.init(
      amount: intent.amount, currency: Currency(intent.currency), method: method,
      customer: intent.customer, intent: intent.id,
      isCaptured: intent.captureMethod != "manual", fields: fields, outcome: outcome)
  }

  /// The fields that a charge takes over from its intent.
  private static let inherited = [
    "application_fee_amount", "description", "metadata", "on_behalf_of", "receipt_email",
    "shipping", "statement_descriptor", "statement_descriptor_suffix", "transfer_data",
    "transfer_group",
  ]
}

/// The `payment_method_details` of a charge.
struct ChargedMethodDetails {
  let attempt: ChargeAttempt
  /// Six digits.
  let authorizationCode: String
  /// Unix seconds.
  let now: Int

  /// The lifetime of a card's authorization, in seconds: seven days.
  static let authorizationLifetime = 7 * 86_400

  private var isDeclined: Bool {
    switch attempt.outcome {
    case .declined: true
    case .succeeded, .pending: false
    }
  }

  var json: JSONObject {
    let type = attempt.method.type
    guard let card = attempt.method.json.object("card") else {
      var details = attempt.method.json.object(type) ?? [:]
      if PaymentMethodTypes.delayed.contains(type) {
        details["mandate"] = attempt.mandate.map(JSONValue.string) ?? .null
      }
      return [type: .object(details), "type": .string(type)]
    }
    return ["card": .object(details(of: card)), "type": "card"]
  }

  private func details(of card: JSONObject) -> JSONObject {
    var card = card
    for name in ["display_brand", "generated_from", "networks", "three_d_secure_usage"] {
      card[name] = nil
    }
    let brand = card["brand"] ?? nil
    card["amount_authorized"] = isDeclined ? .null : .integer(attempt.amount)
    card["authorization_code"] = .string(authorizationCode)
    if !attempt.isCaptured, !isDeclined {
      card["capture_before"] = .integer(now + Self.authorizationLifetime)
    }
    card["electronic_commerce_indicator"] = "07"
    card["extended_authorization"] = ["status": "disabled"]
    card["incremental_authorization"] = ["status": "unavailable"]
    card["installments"] = .null
    card["mandate"] = .null
    card["multicapture"] = ["status": "unavailable"]
    card["network"] = brand
    card["network_token"] = ["used": false]
    card["network_transaction_id"] = .string(
      RepeatableText.digits(of: "network \(card.text("fingerprint") ?? "")", 15))
    card["overcapture"] = [
      "maximum_amount_capturable": .integer(attempt.amount), "status": "unavailable",
    ]
    card["three_d_secure"] = .null
    card["transaction_link_id"] = .null
    card.members.sort { $0.key < $1.key }
    return card
  }
}

/// The `outcome` of a charge.
enum ChargeOutcome {
  static func authorized(_ card: TestCard?) -> JSONObject {
    let risk = card?.traits.risk ?? .normal
    return outcome(
      networkStatus: "approved_by_network",
      reason: risk == .elevated ? "elevated_risk_level" : nil, risk,
      message: "Payment complete.", type: "authorized")
  }

  static func refused(_ decline: Decline) -> JSONObject {
    var refused = outcome(
      networkStatus: decline.isBlocked ? "not_sent_to_network" : "declined_by_network",
      reason: decline.isBlocked ? "highest_risk_level" : decline.reason,
      decline.isBlocked ? .highest : .normal, message: decline.sellerMessage,
      type: decline.isBlocked ? "blocked" : "issuer_declined")
    if !decline.adviceCode.isEmpty { refused["advice_code"] = .string(decline.adviceCode) }
    refused["network_decline_code"] = decline.networkCode.map(JSONValue.string) ?? .null
    return refused
  }

  private static func outcome(
    networkStatus: String, reason: String?, _ risk: RiskLevel, message: String, type: String
  ) -> JSONObject {
    [
      "advice_code": nil, "network_advice_code": nil, "network_decline_code": nil,
      "network_status": .string(networkStatus), "reason": reason.map(JSONValue.string) ?? nil,
      "risk_level": .string(risk.rawValue), "risk_score": .integer(risk.score),
      "seller_message": .string(message), "type": .string(type),
    ]
  }
}
