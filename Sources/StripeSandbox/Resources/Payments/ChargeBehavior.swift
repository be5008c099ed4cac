import JSON

/// Charges made directly, the older way, and captures of charges that were only authorized.
struct ChargeBehavior: ResourceBehavior {
  let typeName = "charge"
  let names = ObjectNames(pathParameter: "id")
  let eventRules = EventRules(
    statuses: ["succeeded": ["succeeded"], "failed": ["failed"], "pending": ["pending"]],
    further: Self.furtherEvents, isUpdate: Self.isUpdate)
  let listRules = ListRules(values: Self.filterValues)

  private static func furtherEvents(of change: Change) -> [String] {
    guard let before = change.before.map(Charge.init), let after = change.after.map(Charge.init)
    else { return [] }
    var events: [String] = []
    if !before.captured, after.captured { events.append("charge.captured") }
    if before.amountRefunded < after.amountRefunded {
      events.append(after.isExpired ? "charge.expired" : "charge.refunded")
    }
    return events
  }

  /// Returns false for changes that have events of their own.
  private static func isUpdate(_ change: Change) -> Bool {
    change.differs(beyond: [
      "amount_captured", "amount_refunded", "balance_transaction", "captured", "dispute",
      "disputed", "paid", "refunded", "status",
    ])
  }

  /// True when all of a charge went back, absent when nothing can.
  private static func filterValues(of object: JSONObject) -> JSONObject {
    ["refunded": object["status"] == "failed" ? nil : object["refunded"] ?? nil]
  }

  /// An authorization that is not captured in time lapses.
  func duties(of object: JSONObject) -> [DueDuty] {
    let charge = Charge(object)
    guard charge.status == .succeeded, !charge.captured, !charge.refunded else { return [] }
    let card = charge.paymentMethodDetails.object("card")
    let time =
      card?["capture_before"]?.integer
      ?? charge.json.amount("created") + ChargedMethodDetails.authorizationLifetime
    return [DueDuty(name: "expire", at: time)]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    try workspace.capturing.expire(Charge(object))
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let method = try method(parameters, in: workspace)
    guard let amount = parameters.integer("amount") else { throw .missingParameter("amount") }
    guard let code = parameters.text("currency") else { throw .missingParameter("currency") }
    let currency = try Currency.supported(code)
    try currency.checkCharge(amount)
    try StatementDescriptor.check(parameters, isOfCard: false)
    var fields = try workspace.merge(
      parameters, into: ["metadata": [:]], of: typeName,
      but: ["amount", "currency", "source", "customer", "capture", "destination"])
    fields["shipping"] = Addresses.filledShipping(fields.object("shipping")).map(JSONValue.object)
    var attempt = ChargeAttempt(
      amount: amount, currency: currency, method: method,
      customer: parameters.text("customer"),
      isCaptured: parameters.bool("capture") ?? true, fields: fields)
    let decline = method.behavior.decline ?? authentication(method)
    if let decline { attempt.outcome = .declined(decline) }
    var charge = try workspace.charges.make(attempt)
    if let source = try workspace.find(CardSource.self, method.id) {
      charge.json["source"] = .object(source.json)
      try workspace.save(charge)
    }
    if let decline {
      throw decline.error(details: ["charge": .string(charge.id)], keepsChanges: true)
    }
    return charge.json
  }

  /// A charge made directly has no customer who could authenticate it.
  private func authentication(_ method: PaymentMethod) -> Decline? {
    method.behavior.authenticates(isOffSession: true) ? .authenticationRequired : nil
  }

  /// The card named, or the customer's default one.
  private func method(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> PaymentMethod
  {
    let source = parameters.text("source")
    if source?.hasPrefix("tok_") == true || parameters.values.object("source") != nil {
      throw Self.tokensHaveEnded
    }
    guard let id = parameters.text("customer") else {
      guard let source else {
        throw SandboxError("Must provide source or customer.", code: "parameter_missing")
      }
      return try workspace.paymentMethods.named(source, param: "source")
    }
    let customer = try workspace.get(Customer.self, id, param: "customer")
    guard let source = source ?? customer.defaultSource else {
      throw try sourceless(customer, in: workspace)
    }
    return try workspace.paymentMethods.named(source, param: "source")
  }

  private func sourceless(_ customer: Customer, in workspace: Workspace)
    throws(SandboxError) -> SandboxError
  {
    let methods = try workspace.list(
      PaymentMethod.self, where: "customer", equals: customer.id, limit: 1)
    let message =
      methods.isEmpty
      ? "This Customer doesn't have any saved payment details. Attach a legacy Token, Card, Bank"
        + " Account, or Source to this Customer and then try this request again, or use Payment"
        + " Intents and Payment Methods instead."
      : "This Customer doesn't have any legacy saved payment details, but does have a Payment"
        + " Method attached. Use a Payment Intent instead of creating a Charge:"
        + " https://stripe.com/docs/payments/payment-intents/migration"
    return SandboxError(402, .cardError, message, code: "missing", param: "card")
  }

  private static let tokensHaveEnded = SandboxError(
    "Card Token usage on the Customers API and Charges API has reached end of life. In order to"
      + " continue processing your payments, you will need to use the Payment Intents and Payment"
      + " Methods API. Read more about what you should do here:"
      + " https://docs.stripe.com/payments/payment-methods/integration-options. If you need to"
      + " continue to use Card Tokens on the Customers and Charges API, enable this functionality"
      + " in your API policies settings:"
      + " https://dashboard.stripe.com/settings/developers/api-policies"
  )

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let charge = Charge(object)
    if let intent = charge.paymentIntent, parameters.has("transfer_group") {
      throw SandboxError(
        "This Charge was created by a PaymentIntent (\(intent)). You must update the"
          + " `transfer_group` on the PaymentIntent instead of updating the Charge directly. See"
          + " https://stripe.com/docs/api#update_payment_intent")
    }
    var changed = try workspace.merge(parameters, into: object, of: typeName)
    changed["shipping"] =
      Addresses.filledShipping(changed.object("shipping")).map(JSONValue.object) ?? .null
    return changed
  }

  var actions: [String: Action] {
    ["capture": capture]
  }

  private func capture(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var charge = Charge(object ?? [:])
    try checkCapture(of: charge)
    let amount = parameters.integer("amount")
    if let intent = charge.paymentIntent {
      let stored = try workspace.get(PaymentIntent.self, intent, param: "payment_intent")
      var request: JSONObject = [:]
      request["amount_to_capture"] = amount.map(JSONValue.integer)
      _ = try workspace.capturing.capture(stored, with: Parameters(request))
      return try workspace.get(typeName, charge.id)
    }
    let captured = amount ?? charge.amount
    if captured < 1 { throw .invalidInteger("amount", least: 1) }
    guard captured <= charge.amount else { throw .captureTooLarge }
    try StatementDescriptor.check(parameters, isOfCard: false)
    charge.json = try workspace.merge(
      parameters, into: charge.json, of: typeName, but: ["amount", "transfer_data"])
    try workspace.charges.capture(captured, of: &charge)
    try workspace.save(charge)
    return charge.json
  }

  private func checkCapture(of charge: Charge) throws(SandboxError) {
    if charge.captured {
      throw SandboxError(
        "Charge \(charge.id) has already been captured.", code: "charge_already_captured")
    }
    if charge.refunded {
      throw SandboxError(
        "Charge \(charge.id) has already been refunded.", code: "charge_already_refunded")
    }
    guard charge.status == .succeeded else {
      throw SandboxError("Charge \(charge.id) failed and cannot be captured.")
    }
  }
}
