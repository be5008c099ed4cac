import JSON

/// After an authorization: capturing, incrementing or canceling it.
extension Workspace {
  func capture(_ object: JSONObject, with parameters: JSONObject) throws(SandboxError) -> JSONObject
  {
    try PaymentIntentRequest.capture.check(object)
    var intent = object
    let capturable = intent.amount("amount_capturable")
    let amount = parameters["amount_to_capture"]?.integer ?? capturable
    if amount < 1 { throw .invalidInteger("amount_to_capture", least: 1) }
    guard amount <= capturable else {
      throw SandboxError(
        "The payment could not be captured because the requested capture amount is greater than"
          + " the amount you can capture for this charge.", code: "amount_too_large",
        param: "amount_to_capture")
    }
    for key in ["statement_descriptor", "statement_descriptor_suffix"] where parameters.has(key) {
      intent[key] = parameters[key]
    }
    if let metadata = parameters["metadata"] {
      intent = try merge(["metadata": metadata], into: intent, of: "payment_intent")
    }
    var charge = try get("charge", intent.text("latest_charge") ?? "", param: "charge")
    try capture(amount, of: &charge)
    try save(charge)
    intent["amount_received"] = .integer(amount)
    intent["amount_capturable"] = 0
    intent["status"] = .string(PaymentIntentStatus.succeeded.rawValue)
    try save(intent)
    try creditInvoices(paidBy: intent)
    return intent
  }

  func cancel(_ object: JSONObject, reason: String?) throws(SandboxError) -> JSONObject {
    try PaymentIntentRequest.cancel.check(object)
    var intent = object
    if PaymentIntentStatus(of: intent) == .requiresCapture,
      var charge = try find("charge", intent.text("latest_charge") ?? "")
    {
      let amount = charge.amount("amount")
      try save(newRefund(of: amount, charge: charge))
      charge["amount_refunded"] = .integer(amount)
      charge["refunded"] = true
      try save(charge)
    }
    intent["amount_capturable"] = 0
    intent["canceled_at"] = .integer(now)
    intent["cancellation_reason"] = reason.map(JSONValue.string) ?? .null
    intent["next_action"] = .null
    intent["status"] = .string(PaymentIntentStatus.canceled.rawValue)
    try save(intent)
    return intent
  }

  func increment(_ object: JSONObject, with parameters: JSONObject) throws(SandboxError)
    -> JSONObject
  {
    try PaymentIntentRequest.increment.check(object)
    guard let amount = parameters["amount"]?.integer else { throw .missingParameter("amount") }
    guard amount > object.amount("amount") else {
      throw SandboxError(
        "The updated total amount must be greater than the currently authorized amount.",
        param: "amount")
    }
    let currency = Currency(object.text("currency") ?? "")
    try checkCharge(amount, in: currency)
    let changes = JSONObject(
      parameters.members.filter { $0.key != "amount" && $0.key != "expand" })
    var intent = try merge(changes, into: object, of: "payment_intent")
    intent["amount"] = .integer(amount)
    intent["amount_capturable"] = .integer(amount)
    try save(intent)
    if var charge = try find("charge", intent.text("latest_charge") ?? "") {
      charge["amount"] = .integer(amount)
      try save(charge)
    }
    return intent
  }
}
