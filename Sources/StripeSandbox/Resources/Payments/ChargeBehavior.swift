import JSON

/// Charges made directly, the older way, and captures of charges that were only authorized.
struct ChargeBehavior: ResourceBehavior {
  let typeName = "charge"
  var missingParameter: String? { "id" }
  var statusEvents: [String: [String]] {
    ["succeeded": ["succeeded"], "failed": ["failed"], "pending": ["pending"]]
  }

  /// True when all of a charge went back, absent when nothing can.
  func filterValues(of object: JSONObject) -> JSONObject {
    ["refunded": object["status"] == "failed" ? nil : object["refunded"] ?? nil]
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    guard let amount = parameters["amount"]?.integer else { throw .missingParameter("amount") }
    guard let code = parameters.text("currency") else { throw .missingParameter("currency") }
    let currency = try workspace.currency(code)
    try workspace.checkCharge(amount, in: currency)
    let method = try method(parameters, in: workspace)
    var fields = parameters
    for key in ["amount", "currency", "source", "customer", "capture"] { fields[key] = nil }
    let decline = workspace.behavior(of: method).declineOnCharge(isOffSession: true)
    let attempt = ChargeAttempt(
      amount: amount, currency: currency, method: method, customer: parameters.text("customer"),
      isCaptured: parameters["capture"]?.bool ?? true, fields: fields,
      outcome: decline.map(ChargeAttempt.Outcome.declined) ?? .succeeded)
    let charge = try workspace.charge(attempt)
    if let decline {
      throw decline.error(details: ["charge": charge["id"] ?? .null], keepsChanges: true)
    }
    return charge
  }

  /// The source named, or the customer's default one.
  private func method(_ parameters: JSONObject, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var owner: JSONObject?
    if let id = parameters.text("customer") {
      owner = try workspace.get("customer", id, param: "customer")
    }
    guard let source = parameters.text("source") ?? owner?.text("default_source") else {
      guard owner == nil else {
        throw SandboxError(
          402, .cardError, "Cannot charge a customer that has no active card", code: "missing",
          param: "card")
      }
      throw SandboxError("Must provide source or customer.", code: "parameter_missing")
    }
    guard source.hasPrefix("tok_") else {
      return try workspace.paymentMethod(source, param: "source")
    }
    let details = try workspace.cardDetails(token: source, param: "source")
    let card = try workspace.cardSource(details, customer: owner?.text("id"))
    try workspace.save(card, parent: owner?.text("id"))
    return try workspace.paymentMethod(card.text("id") ?? "", param: "source")
  }

  var actions: [String: Action] {
    ["capture": capture]
  }

  private func capture(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    guard var charge = object, let id = charge.text("id") else { throw .missingParameter("charge") }
    if charge.isTrue("captured") {
      throw SandboxError(
        "Charge \(id) has already been captured.", code: "charge_already_captured")
    }
    if charge.isTrue("refunded") {
      throw SandboxError("Charge \(id) has already been refunded.", code: "charge_already_refunded")
    }
    guard charge.text("status") == "succeeded" else {
      throw SandboxError("Charge \(id) failed and cannot be captured.")
    }
    if let intent = charge.text("payment_intent") {
      var request: JSONObject = [:]
      request["amount_to_capture"] = parameters["amount"]
      let stored = try workspace.get("payment_intent", intent, param: "payment_intent")
      _ = try workspace.capture(stored, with: request)
      return try workspace.get(typeName, id)
    }
    let amount = parameters["amount"]?.integer ?? charge.amount("amount")
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    guard amount <= charge.amount("amount") else {
      throw SandboxError(
        "The payment could not be captured because the requested capture amount is greater than"
          + " the amount you can capture for this charge.", code: "amount_too_large",
        param: "amount")
    }
    for key in ["receipt_email", "statement_descriptor", "transfer_group"]
    where parameters.has(key) {
      charge[key] = parameters[key]
    }
    try workspace.capture(amount, of: &charge)
    try workspace.save(charge)
    return charge
  }
}
