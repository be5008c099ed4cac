import JSON

/// Payment methods: test cards by number, token or shared name, and their customers.
struct PaymentMethodBehavior: ResourceBehavior {
  let typeName = "payment_method"
  var displayName: String? { "PaymentMethod" }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    return try workspace.newPaymentMethod(parameters, param: nil)
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    var merged = try workspace.merge(parameters, into: object, of: typeName)
    if let old = object.object("card") {
      var card = old
      for key in ["exp_month", "exp_year"] {
        if let value = parameters.object("card")?[key] { card[key] = value }
      }
      merged["card"] = .object(card)
    }
    return merged
  }

  /// A shared test method under the id it is known by.
  func sharedTestObject(for id: String, in workspace: Workspace) throws(SandboxError)
    -> JSONObject?
  {
    guard let card = TestCard.paymentMethod(id) else { return nil }
    var method = try workspace.newPaymentMethod(
      ["type": "card", "card": ["token": .string(card.tokenID)]], param: nil)
    method["id"] = .string(id)
    return method
  }

  var actions: [String: Action] {
    ["attach": attach, "detach": detach]
  }

  private func attach(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    guard let customer = parameters.text("customer") else { throw .missingParameter("customer") }
    let id = object?.text("id") ?? workspace.pathIDs.last ?? ""
    return try workspace.attach(paymentMethod: id, to: customer)
  }

  private func detach(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    guard var method = object, let customer = method.text("customer") else {
      throw SandboxError(
        "The payment method you provided is not attached to a customer so detachment is"
          + " impossible.")
    }
    method["customer"] = .null
    try workspace.save(method)
    try workspace.forgetDefault(method.text("id") ?? "", of: customer)
    return method
  }
}

extension Workspace {
  /// Makes and returns, but does not store, a payment method from `type`, `card` and so on.
  ///
  /// - Parameter param: the parameter that contains the fields; nil at the top level.
  func newPaymentMethod(_ fields: JSONObject, param: String?) throws(SandboxError) -> JSONObject {
    guard let type = fields.text("type") else {
      throw .missingParameter(param.map { "\($0)[type]" } ?? "type")
    }
    var given = fields
    given["card"] = nil
    given["customer"] = nil
    var method = try build("payment_method", from: given)
    method["allow_redisplay"] = fields["allow_redisplay"] ?? "unspecified"
    method["customer"] = .null
    fillAddress(of: &method)
    guard type == "card" else {
      if !method.has(type) { method[type] = fields[type] ?? [:] }
      return method
    }
    let cardParam = param.map { "\($0)[card]" } ?? "card"
    guard let card = fields.object("card") else { throw .missingParameter(cardParam) }
    method["card"] = .object(try cardDetails(card, param: cardParam).ofPaymentMethod)
    return method
  }

  /// An address that was not given is present, with empty fields.
  private func fillAddress(of method: inout JSONObject) {
    guard var details = method.object("billing_details"), !details.has("address") else { return }
    details["address"] = [
      "city": nil, "country": nil, "line1": nil, "line2": nil, "postal_code": nil, "state": nil,
    ]
    method["billing_details"] = .object(details)
  }

  /// A card given by number or by token.
  func cardDetails(_ fields: JSONObject, param: String) throws(SandboxError) -> CardDetails {
    guard let token = fields.text("token") else {
      return try CardDetails(fields, param: param, now: now)
    }
    return try cardDetails(token: token, param: "\(param)[token]")
  }

  /// The card of a shared token (`tok_visa`) or of one made before.
  func cardDetails(token: String, param: String) throws(SandboxError) -> CardDetails {
    if let card = TestCard.token(token) { return CardDetails(card, now: now) }
    let stored = try get("token", token, param: param)
    guard let card = TestCard.with(fingerprint: stored.object("card")?.text("fingerprint")) else {
      throw .missing("token", token, param: param, status: 400)
    }
    return CardDetails(card, now: now)
  }

  /// The payment method an id names. A shared test one (`pm_card_visa`) becomes a new payment
  /// method, as it does at Stripe; a card source stands in for a payment method.
  func paymentMethod(_ id: String, param: String) throws(SandboxError) -> JSONObject {
    if let stored = try find("payment_method", id) { return stored }
    if let card = TestCard.paymentMethod(id) {
      var method = try newPaymentMethod(
        ["type": "card", "card": ["token": .string(card.tokenID)]], param: nil)
      method["customer"] = .null
      try save(method)
      return method
    }
    guard let source = try find("card", id) else {
      throw SandboxError(
        400, "No such PaymentMethod: '\(id)'", code: "resource_missing", param: param)
    }
    var method = try build("payment_method", from: ["type": "card"])
    let card = TestCard.with(fingerprint: source.text("fingerprint"))
    method["id"] = .string(id)
    method["customer"] = source["customer"] ?? .null
    if let card { method["card"] = .object(CardDetails(card, now: now).ofPaymentMethod) }
    return method
  }

  /// Attaches and stores; a card that refuses to be saved answers with 402.
  func attach(paymentMethod id: String, to customer: String) throws(SandboxError) -> JSONObject {
    var method = try paymentMethod(id, param: "payment_method")
    if let owner = method.text("customer") {
      if owner == customer { return method }
      throw SandboxError(
        "The payment method you provided has already been attached to a customer.")
    }
    _ = try get("customer", customer, param: "customer")
    if let decline = behavior(of: method).declineOnAttach {
      throw decline.error(details: ["payment_method": .object(method)])
    }
    method["customer"] = .string(customer)
    try save(method)
    return method
  }

  /// What a payment method's card does.
  func behavior(of method: JSONObject) -> TestCardBehavior {
    TestCard.behavior(ofFingerprint: method.object("card")?.text("fingerprint"))
  }

  /// A customer whose default payment method went away has none.
  func forgetDefault(_ method: String, of customerID: String) throws(SandboxError) {
    guard var customer = try find("customer", customerID),
      var settings = customer.object("invoice_settings"),
      settings.text("default_payment_method") == method
    else { return }
    settings["default_payment_method"] = .null
    customer["invoice_settings"] = .object(settings)
    try save(customer)
  }
}
