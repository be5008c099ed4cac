import JSON

/// Payment intents: from creation to capture or cancellation.
struct PaymentIntentBehavior: ResourceBehavior {
  let typeName = "payment_intent"
  var statusEvents: [String: [String]] {
    [
      "succeeded": ["succeeded"], "canceled": ["canceled"], "processing": ["processing"],
      "requires_action": ["requires_action"], "requires_capture": ["amount_capturable_updated"],
    ]
  }

  /// Parameters that say how to do something and are no fields to be stored.
  private static let instructions = [
    "payment_method", "payment_method_data", "confirm", "off_session", "return_url",
    "error_on_requires_action", "automatic_payment_methods", "allowed_payment_method_types",
    "customer",
  ]

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    guard let amount = parameters["amount"]?.integer else { throw .missingParameter("amount") }
    guard let code = parameters.text("currency") else { throw .missingParameter("currency") }
    let currency = try workspace.currency(code)
    try workspace.checkCharge(amount, in: currency)
    var intent = try workspace.newPaymentIntent(
      amount: amount, currency: currency, customer: parameters.text("customer"))
    intent = try workspace.merge(stored(parameters), into: intent, of: typeName)
    intent["currency"] = .string(currency.code)
    intent["payment_method_types"] = ["card", "link"]
    intent["automatic_payment_methods"] = [
      "allow_redirects": parameters.object("automatic_payment_methods")?["allow_redirects"]
        ?? "always",
      "enabled": true,
    ]
    workspace.setMethodTypes(of: &intent, from: parameters)
    try workspace.choosePaymentMethod(parameters, for: &intent)
    guard parameters.isTrue("confirm") else {
      if parameters.has("return_url") {
        throw SandboxError(
          "`return_url` can only be used when `confirm` is `true`.", param: "return_url")
      }
      return intent
    }
    try workspace.save(intent)
    return try workspace.confirm(intent, with: parameters)
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    for field in ["amount", "currency", "customer", "payment_method", "payment_method_data"]
    where parameters.has(field) {
      try PaymentIntentRequest.change(field: field).check(object)
    }
    var intent = try workspace.merge(stored(parameters), into: object, of: typeName)
    if let customer = parameters.text("customer") {
      _ = try workspace.get("customer", customer, param: "customer")
      intent["customer"] = .string(customer)
    }
    let currency = try workspace.currency(intent.text("currency") ?? "")
    intent["currency"] = .string(currency.code)
    if parameters.has("amount") {
      try workspace.checkCharge(intent.amount("amount"), in: currency)
      if PaymentIntentStatus(of: intent) == .requiresAction {
        intent["status"] = .string(PaymentIntentStatus.requiresConfirmation.rawValue)
        intent["next_action"] = .null
      }
    }
    workspace.setMethodTypes(of: &intent, from: parameters)
    try workspace.choosePaymentMethod(parameters, for: &intent)
    return intent
  }

  var actions: [String: Action] {
    [
      "confirm": { object, parameters, workspace throws(SandboxError) in
        try workspace.confirm(object ?? [:], with: parameters.all)
      },
      "capture": { object, parameters, workspace throws(SandboxError) in
        try workspace.capture(object ?? [:], with: parameters.all)
      },
      "cancel": { object, parameters, workspace throws(SandboxError) in
        try workspace.checkIsNoInvoices(object ?? [:])
        return try workspace.cancel(
          object ?? [:], reason: parameters.all.text("cancellation_reason"))
      },
      "increment_authorization": { object, parameters, workspace throws(SandboxError) in
        try workspace.increment(object ?? [:], with: parameters.all)
      },
    ]
  }

  private func stored(_ parameters: JSONObject) -> JSONObject {
    JSONObject(parameters.members.filter { !Self.instructions.contains($0.key) })
  }

}

extension Workspace {
  /// A new payment intent without a payment method; not stored.
  func newPaymentIntent(amount: Int, currency: Currency, customer: String?)
    throws(SandboxError) -> JSONObject
  {
    if let customer { _ = try get("customer", customer, param: "customer") }
    var intent = try build("payment_intent", from: [:])
    let id = intent.text("id") ?? ""
    intent["amount"] = .integer(amount)
    intent["amount_capturable"] = 0
    intent["amount_details"] = ["tip": [:]]
    intent["amount_received"] = 0
    intent["capture_method"] = "automatic_async"
    intent["client_secret"] = .string("\(id)_secret_\(randomText(25))")
    intent["confirmation_method"] = "automatic"
    intent["currency"] = .string(currency.code)
    intent["customer"] = customer.map(JSONValue.string) ?? .null
    intent["payment_method_options"] = [
      "card": [
        "installments": nil, "mandate_options": nil, "network": nil,
        "request_three_d_secure": "automatic",
      ]
    ]
    intent["payment_method_types"] = ["card"]
    intent["status"] = .string(PaymentIntentStatus.requiresPaymentMethod.rawValue)
    return intent
  }

  /// Sets the payment method types that a request allows. Without any, the account's defaults
  /// apply, which may include types that redirect the customer.
  func setMethodTypes(of intent: inout JSONObject, from parameters: JSONObject) {
    let allowed = parameters.array("allowed_payment_method_types")
    guard !allowed.isEmpty else { return }
    intent["allowed_payment_method_types"] = .array(allowed)
    intent["payment_method_types"] = .array(allowed)
    intent["automatic_payment_methods"] = .null
  }

  /// Puts a payment method given by id or by its data into an intent, which then can be confirmed.
  func choosePaymentMethod(_ parameters: JSONObject, for intent: inout JSONObject)
    throws(SandboxError)
  {
    var method: JSONObject?
    if let id = parameters.text("payment_method") {
      method = try paymentMethod(id, param: "payment_method")
    } else if let data = parameters.object("payment_method_data") {
      let made = try newPaymentMethod(data, param: "payment_method_data")
      try save(made)
      method = made
    }
    guard let method, let id = method.text("id") else { return }
    if let owner = method.text("customer"), owner != intent.text("customer") {
      let other =
        intent.has("customer")
        ? " belongs to a different Customer."
        : " belongs to a Customer. Please include the"
          + " Customer in the `customer` parameter on the PaymentIntent."
      throw SandboxError(
        "The payment method supplied (\(id))\(other)", param: "payment_method")
    }
    intent["payment_method"] = .string(id)
    intent["status"] = .string(PaymentIntentStatus.requiresConfirmation.rawValue)
    intent["next_action"] = .null
  }
}
