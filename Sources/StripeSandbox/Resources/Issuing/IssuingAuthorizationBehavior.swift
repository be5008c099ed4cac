import JSON

/// Authorizations of issued cards, as test helpers bring them about.
struct IssuingAuthorizationBehavior: ResourceBehavior {
  let typeName = "issuing.authorization"
  let eventRules = EventRules(prefix: "issuing_authorization")

  /// What says how a purchase is asked for, and shows in no field of its own.
  private static let own: Set<String> = ["amount", "card", "currency", "is_amount_controllable"]

  /// Asks for approval first: nobody answers here, so that the card decides.
  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let id = parameters.text("card") else { throw .missingParameter("card") }
    let card = try workspace.get("issuing.card", id, param: "card")
    let amount = parameters.integer("amount") ?? 0
    let currency = parameters.text("currency")?.lowercased() ?? card.text("currency") ?? "usd"
    var authorization = try workspace.build(typeName, from: parameters, but: Self.own)
    authorization["card"] = .object(card)
    authorization["cardholder"] = card.object("cardholder")?["id"] ?? card["cardholder"] ?? .null
    authorization["currency"] = .string(currency)
    authorization["merchant_amount"] = parameters["merchant_amount"] ?? .integer(amount)
    authorization["merchant_currency"] = parameters["merchant_currency"] ?? .string(currency)
    authorization["authorization_method"] = parameters["authorization_method"] ?? "online"
    authorization["amount"] = 0
    authorization["approved"] = false
    authorization["status"] = "pending"
    authorization["pending_request"] = .object(
      request(authorization, amount, isControllable: parameters.isTrue("is_amount_controllable")))
    workspace.announce("issuing_authorization.request", authorization)
    return decided(authorization, amount, isActive: card.text("status") == "active", workspace.now)
  }

  private func request(_ authorization: JSONObject, _ amount: Int, isControllable: Bool)
    -> JSONObject
  {
    [
      "amount": .integer(amount), "amount_details": authorization["amount_details"] ?? .null,
      "currency": authorization["currency"] ?? .null,
      "is_amount_controllable": .bool(isControllable),
      "merchant_amount": authorization["merchant_amount"] ?? .null,
      "merchant_currency": authorization["merchant_currency"] ?? .null,
      "network_risk_score": nil,
    ]
  }

  private func decided(_ asked: JSONObject, _ amount: Int, isActive: Bool, _ now: Int)
    -> JSONObject
  {
    var authorization = asked
    authorization["amount"] = .integer(isActive ? amount : 0)
    authorization["approved"] = .bool(isActive)
    authorization["pending_request"] = .null
    authorization["status"] = isActive ? "pending" : "closed"
    authorization["request_history"] = [
      [
        "amount": .integer(amount), "amount_details": authorization["amount_details"] ?? .null,
        "approved": .bool(isActive), "authorization_code": nil, "created": .integer(now),
        "currency": authorization["currency"] ?? .null,
        "merchant_amount": authorization["merchant_amount"] ?? .null,
        "merchant_currency": authorization["merchant_currency"] ?? .null,
        "network_risk_score": nil, "reason": isActive ? "webhook_timeout" : "card_inactive",
        "reason_message": nil, "requested_at": .integer(now),
      ]
    ]
    return authorization
  }

  var actions: [String: Action] {
    ["capture": capture]
  }

  /// The merchant takes what was authorized, or another amount.
  private func capture(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var authorization = object ?? [:]
    guard authorization.text("status") == "pending" else {
      throw SandboxError(
        "This authorization cannot be captured because it is"
          + " \(authorization.text("status") ?? "closed").")
    }
    let amount = parameters.integer("capture_amount") ?? authorization.amount("amount")
    if amount < 1 { throw .invalidInteger("capture_amount", least: 1) }
    let purchase = IssuingPurchase(
      card: authorization.object("card") ?? [:], amount: amount,
      currency: authorization.text("currency") ?? "usd", kind: "capture",
      authorization: authorization)
    let transaction = try purchase.transaction(parameters, in: workspace)
    try workspace.save(transaction)
    authorization["transactions"] = .array(
      authorization.array("transactions") + [.object(transaction)])
    if parameters.bool("close_authorization") ?? true { authorization["status"] = "closed" }
    try workspace.save(authorization)
    return authorization
  }
}

extension LegacyRoute {
  /// Source: the fixtures of Stripe's command line.
  static let testAuthorization = LegacyRoute(
    "POST", "/v1/issuing/cards/{card}/test/authorizations",
    "test_helpers.issuing.AuthorizationService.create",
    parameters: ["authorization_method", "held_amount", "held_currency"]
  ) { call, _ throws(SandboxError) in
    guard let text = call.query.text("held_amount"), let amount = Int(text) else {
      throw .missingParameter("held_amount")
    }
    var values: JSONObject = [
      "amount": .integer(amount), "card": .string(call.route.pathIDs.first ?? ""),
    ]
    values["currency"] = call.query["held_currency"]
    values["authorization_method"] = call.query["authorization_method"]
    return call.translated(to: [], values)
  }
}
