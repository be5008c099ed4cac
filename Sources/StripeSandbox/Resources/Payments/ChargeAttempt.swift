import JSON

/// One attempt to charge a payment method.
struct ChargeAttempt {
  /// How it went.
  enum Outcome {
    case succeeded
    /// The money is on its way: bank debits.
    case pending
    case declined(Decline)
  }

  var amount: Int
  var currency: Currency
  var method: JSONObject
  var customer: String?
  var intent: String?
  var isCaptured = true
  /// Parameters of the charge that are stored as they were given.
  var fields: JSONObject = [:]
  var outcome = Outcome.succeeded
}

extension Workspace {
  /// Stores the charge an attempt leaves behind, refused or not.
  func charge(_ attempt: ChargeAttempt) throws(SandboxError) -> JSONObject {
    var charge = try build("charge", from: attempt.fields)
    let id = charge.text("id") ?? ""
    charge["amount"] = .integer(attempt.amount)
    charge["amount_captured"] = 0
    charge["amount_refunded"] = 0
    charge["billing_details"] = attempt.method["billing_details"] ?? charge["billing_details"]
    charge["calculated_statement_descriptor"] =
      attempt.fields["statement_descriptor"] ?? "PINSTRIPE SANDBOX"
    charge["currency"] = .string(attempt.currency.code)
    charge["customer"] = attempt.customer.map(JSONValue.string) ?? .null
    charge["payment_intent"] = attempt.intent.map(JSONValue.string) ?? .null
    charge["payment_method"] = attempt.method["id"]
    charge["payment_method_details"] = .object(details(of: attempt))
    charge["disputed"] = false
    charge["fraud_details"] = [:]
    charge["radar_options"] = [:]
    charge["refunded"] = false
    charge["receipt_url"] = .string("https://pay.stripe.com/receipts/payment/\(id)")
    try settle(&charge, attempt)
    if isDisputed(attempt) { charge["disputed"] = true }
    try save(charge)
    if charge.isTrue("disputed") { try dispute(charge) }
    return charge
  }

  private func settle(_ charge: inout JSONObject, _ attempt: ChargeAttempt) throws(SandboxError) {
    charge["captured"] = false
    charge["paid"] = true
    switch attempt.outcome {
    case .succeeded:
      charge["status"] = "succeeded"
      charge["outcome"] = .object(ChargeOutcome.authorized(attempt.method))
      if attempt.isCaptured { try capture(attempt.amount, of: &charge) }
    case .pending:
      charge["status"] = "pending"
      charge["outcome"] = .object(ChargeOutcome.authorized(attempt.method))
      charge["captured"] = true
      charge["paid"] = false
    case .declined(let decline):
      charge["status"] = "failed"
      charge["paid"] = false
      charge["failure_code"] = .string(decline.code)
      charge["failure_message"] = .string(decline.message)
      charge["outcome"] = .object(ChargeOutcome.refused(decline))
      charge["receipt_url"] = .null
    }
  }

  /// Captures a part or all of a charge and gives back the rest; stores nothing of the charge.
  func capture(_ amount: Int, of charge: inout JSONObject) throws(SandboxError) {
    let currency = Currency(charge.text("currency") ?? "")
    charge["captured"] = true
    charge["amount_captured"] = .integer(amount)
    charge["balance_transaction"] = try .string(
      record(.charge, of: amount, in: currency, source: charge.text("id") ?? ""))
    let rest = charge.amount("amount") - amount
    if rest > 0 {
      try save(charge)
      charge["amount_refunded"] = .integer(rest)
      try save(newRefund(of: rest, charge: charge))
    }
  }

  /// What the charge says of the payment method it was made with.
  private func details(of attempt: ChargeAttempt) -> JSONObject {
    let type = attempt.method.text("type") ?? "card"
    guard var card = attempt.method.object("card") else {
      return [type: attempt.method[type] ?? [:], "type": .string(type)]
    }
    for key in ["display_brand", "generated_from", "networks", "three_d_secure_usage"] {
      card[key] = nil
    }
    card["amount_authorized"] = .integer(attempt.amount)
    card["authorization_code"] = .null
    card["extended_authorization"] = ["status": "disabled"]
    card["incremental_authorization"] = ["status": "unavailable"]
    card["installments"] = .null
    card["mandate"] = .null
    card["multicapture"] = ["status": "unavailable"]
    card["network"] = card["brand"]
    card["network_token"] = ["used": false]
    card["overcapture"] = [
      "maximum_amount_capturable": .integer(attempt.amount), "status": "unavailable",
    ]
    card["three_d_secure"] = .null
    card.members.sort { $0.key < $1.key }
    return ["card": .object(card), "type": "card"]
  }
}

/// What a charge's `outcome` says.
enum ChargeOutcome {
  static func authorized(_ method: JSONObject) -> JSONObject {
    let card = TestCard.with(fingerprint: method.object("card")?.text("fingerprint"))
    let isElevated = card?.name == "riskLevelElevated"
    return outcome(
      networkStatus: "approved_by_network", reason: isElevated ? "elevated_risk_level" : nil,
      riskLevel: isElevated ? "elevated" : "normal", riskScore: isElevated ? 65 : 20,
      message: "Payment complete.", type: "authorized")
  }

  static func refused(_ decline: Decline) -> JSONObject {
    var refused = outcome(
      networkStatus: decline.isBlocked ? "not_sent_to_network" : "declined_by_network",
      reason: decline.isBlocked ? "highest_risk_level" : decline.reason,
      riskLevel: decline.isBlocked ? "highest" : "normal", riskScore: decline.isBlocked ? 92 : 20,
      message: decline.sellerMessage, type: decline.isBlocked ? "blocked" : "issuer_declined")
    refused["advice_code"] = .string(decline.adviceCode)
    return refused
  }

  private static func outcome(
    networkStatus: String, reason: String?, riskLevel: String, riskScore: Int, message: String,
    type: String
  ) -> JSONObject {
    [
      "advice_code": nil, "network_advice_code": nil, "network_decline_code": nil,
      "network_status": .string(networkStatus), "reason": reason.map(JSONValue.string) ?? nil,
      "risk_level": .string(riskLevel), "risk_score": .integer(riskScore),
      "seller_message": .string(message), "type": .string(type),
    ]
  }
}
