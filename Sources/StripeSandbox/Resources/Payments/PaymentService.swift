import JSON

/// Payment intents: what is made of them, changed in them and asked of them before they are paid.
struct PaymentService {
  let workspace: Workspace

  /// A new payment intent without a payment method; not stored.
  func make(amount: Int, currency: Currency, customer: String?) throws(SandboxError)
    -> PaymentIntent
  {
    if let customer { _ = try workspace.get(Customer.self, customer, param: "customer") }
    var intent = try workspace.make(PaymentIntent.self)
    for name in Self.rare { intent.json[name] = nil }
    intent.json["shared_payment_granted_token"] = .null
    intent.json["managed_payments"] = ["enabled": false]
    intent.json["amount_details"] = ["tip": [:]]
    intent.amount = amount
    intent.amountCapturable = 0
    intent.amountReceived = 0
    intent.captureMethod = "automatic_async"
    intent.clientSecret = "\(intent.id)_secret_\(workspace.randomText(25))"
    intent.confirmationMethod = "automatic"
    intent.currency = currency.code
    intent.customer = customer
    intent.status = .requiresPaymentMethod
    setTypes(["card"], of: &intent)
    return intent
  }

  /// Members that Stripe leaves out where nothing is to be said.
  private static let rare = ["hooks", "payment_details", "presentment_details"]

  private func setTypes(_ types: [String], of intent: inout PaymentIntent) {
    intent.paymentMethodTypes = types
    var options = PaymentMethodTypes.options(types)
    for member in intent.paymentMethodOptions.members where types.contains(member.key) {
      options[member.key] = member.value
    }
    intent.paymentMethodOptions = options
  }

  /// Lets the account's configuration decide which methods are taken: also such as lead the
  /// customer away.
  func allowAutomatic(_ parameters: Parameters, in intent: inout PaymentIntent) {
    intent.automaticPaymentMethods = .configured(by: parameters)
    intent.json["payment_method_configuration_details"] = .object(
      PaymentMethodTypes.configuration)
    setTypes(PaymentMethodTypes.automatic, of: &intent)
  }

  /// Sets the payment method types that a request allows.
  func setTypes(of intent: inout PaymentIntent, from parameters: Parameters) {
    let allowed = parameters["allowed_payment_method_types"]?.array ?? []
    guard !allowed.isEmpty else { return }
    intent.json["allowed_payment_method_types"] = .array(allowed)
    intent.automaticPaymentMethods = nil
    intent.json["payment_method_configuration_details"] = .null
    setTypes(allowed.compactMap(\.string), of: &intent)
  }

  /// Takes over parameters that are fields of the intent.
  func describe(_ intent: inout PaymentIntent, _ parameters: Parameters) throws(SandboxError) {
    let options = intent.paymentMethodOptions
    intent.json = try workspace.merge(
      parameters, into: intent.json, of: PaymentIntentFields.typeName, but: Self.instructions)
    intent.paymentMethodOptions = JSONObject(
      intent.paymentMethodOptions.members.filter { options[$0.key] != nil })
    intent.shipping = Addresses.filledShipping(intent.shipping)
    if parameters.has("transfer_data"), let data = intent.transferData {
      intent.transferData = JSONObject(data.members.filter { !Self.isEmpty($0.value) })
      intent.transferGroup = intent.transferGroup ?? "group_\(intent.id)"
    }
  }

  private static func isEmpty(_ value: JSONValue) -> Bool { value.isNull || value == [:] }

  /// Parameters that are read elsewhere, or that the sandbox does nothing with.
  private static let instructions: Set<String> = [
    "allowed_payment_method_types", "amount", "amount_details", "automatic_payment_methods",
    "currency", "customer", "hooks", "payment_method",
  ]

  /// Puts a payment method given by id or by its data into an intent, which then can be confirmed.
  func choose(_ parameters: Parameters, for intent: inout PaymentIntent) throws(SandboxError) {
    guard let method = try given(parameters) else { return }
    try checkOwner(of: method, intent)
    try workspace.paymentMethods.checkIsFresh(method)
    try checkType(of: method, intent)
    intent.paymentMethod = method.id
    intent.status = .requiresConfirmation
    intent.nextAction = nil
  }

  private func given(_ parameters: Parameters) throws(SandboxError) -> PaymentMethod? {
    let data = parameters.object("payment_method_data")
    if let id = parameters.text("payment_method") {
      return try workspace.paymentMethods.named(id, param: "payment_method")
    }
    guard let data else { return nil }
    let made = try workspace.paymentMethods.make(data)
    try workspace.save(made)
    return made
  }

  private func checkOwner(of method: PaymentMethod, _ intent: PaymentIntent)
    throws(SandboxError)
  {
    guard let owner = method.customer, owner != intent.customer else { return }
    guard let customer = intent.customer else {
      throw SandboxError(
        "The `payment_method` parameter supplied \(method.id) belongs to the Customer \(owner)."
          + " Please include the Customer in the `customer` parameter on the PaymentIntent.",
        code: "parameter_missing", param: "source")
    }
    throw SandboxError(
      "The PaymentMethod \(method.id) does not belong to the Customer you supplied \(customer)."
        + " Please use this PaymentMethod with the Customer that it belongs to instead.",
      param: "payment_method")
  }

  private func checkType(of method: PaymentMethod, _ intent: PaymentIntent)
    throws(SandboxError)
  {
    guard intent.json.has("allowed_payment_method_types"),
      !intent.paymentMethodTypes.contains(method.type)
    else { return }
    throw SandboxError(
      "The PaymentMethod provided (\(method.type)) is not allowed for this PaymentIntent. Please"
        + " attach a PaymentMethod of one of the following types: "
        + intent.paymentMethodTypes.joined(separator: ", ")
        + ". Alternatively, update the allowed payment_method_types for this PaymentIntent to"
        + " include \"\(method.type)\"", param: "payment_method")
  }

  /// Names the intent in a refusal of what was asked of it.
  func naming<Value>(
    _ intent: PaymentIntent, _ body: () throws(SandboxError) -> Value
  ) throws(SandboxError) -> Value {
    do {
      return try body()
    } catch {
      var error = error
      if error.details["payment_intent"] == nil {
        error.details["payment_intent"] = .object(intent.json)
      }
      throw error
    }
  }
}
