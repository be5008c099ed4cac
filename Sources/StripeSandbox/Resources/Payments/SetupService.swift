import JSON

/// Setting up payment methods for later.
struct SetupService {
  let workspace: Workspace

  private static let instructions: Set<String> = [
    "allowed_payment_method_types", "automatic_payment_methods", "customer", "payment_method",
    "usage",
  ]

  /// Members that Stripe leaves out where nothing is to be said.
  private static let rare = ["managed_payments", "presentment_details"]

  /// A new setup intent; not stored.
  func make(_ parameters: Parameters) throws(SandboxError) -> SetupIntent {
    var intent = try workspace.make(SetupIntent.self)
    for name in Self.rare { intent.json[name] = nil }
    intent.clientSecret = "\(intent.id)_secret_\(workspace.randomText(25))"
    intent.status = .requiresPaymentMethod
    intent.usage = parameters.text("usage") ?? "off_session"
    intent.automaticPaymentMethods = .configured(by: parameters)
    intent.json["payment_method_configuration_details"] = .object(
      PaymentMethodTypes.configuration)
    setTypes(PaymentMethodTypes.automatic, of: &intent)
    try describe(&intent, parameters)
    return intent
  }

  func describe(_ intent: inout SetupIntent, _ parameters: Parameters) throws(SandboxError) {
    if let customer = parameters.text("customer") {
      _ = try workspace.get(Customer.self, customer, param: "customer")
      intent.customer = customer
    }
    let allowed = parameters["allowed_payment_method_types"]?.array ?? []
    if !allowed.isEmpty {
      intent.json["allowed_payment_method_types"] = .array(allowed)
      intent.automaticPaymentMethods = nil
      intent.json["payment_method_configuration_details"] = .null
      setTypes(allowed.compactMap(\.string), of: &intent)
    }
    intent.json = try workspace.merge(
      parameters, into: intent.json, of: SetupIntentFields.typeName, but: Self.instructions)
  }

  private func setTypes(_ types: [String], of intent: inout SetupIntent) {
    intent.paymentMethodTypes = types
    var options = PaymentMethodTypes.options(types)
    if types.contains("card") {
      options["card"] = [
        "mandate_options": nil, "network": nil, "request_three_d_secure": "automatic",
      ]
    }
    intent.paymentMethodOptions = options
  }

  func choose(_ parameters: Parameters, for intent: inout SetupIntent) throws(SandboxError) {
    let data = parameters.object("payment_method_data")
    var chosen: PaymentMethod?
    if let id = parameters.text("payment_method") {
      chosen = try workspace.paymentMethods.named(id, param: "payment_method")
    } else if let data {
      chosen = try workspace.paymentMethods.make(data)
      if let chosen { try workspace.save(chosen) }
    }
    guard let chosen else { return }
    try workspace.paymentMethods.checkIsFresh(chosen)
    intent.paymentMethod = chosen.id
    intent.status = .requiresConfirmation
  }

  private func check(_ intent: SetupIntent, _ verb: String, _ done: String) throws(SandboxError) {
    let allowed: [SetupIntentStatus] = [
      .requiresPaymentMethod, .requiresConfirmation, .requiresAction,
    ]
    if allowed.contains(intent.status) { return }
    throw SandboxError(
      400, .invalidRequest,
      "You cannot \(verb) this SetupIntent because it has a status of \(intent.status.rawValue)."
        + " Only a SetupIntent with one of the following statuses may be \(done):"
        + " \(allowed.map(\.rawValue).joined(separator: ", ")).",
      code: "setup_intent_unexpected_state", details: ["setup_intent": .object(intent.json)])
  }

  func cancel(_ object: SetupIntent, reason: String?) throws(SandboxError) -> SetupIntent {
    try check(object, "cancel", "canceled")
    var intent = object
    intent.cancellationReason = reason
    intent.nextAction = nil
    intent.status = .canceled
    try workspace.save(intent)
    return intent
  }

  /// Confirming one that waits for its customer counts as the customer's consent, as it does for
  /// payment intents.
  ///
  /// - Parameter isNew: whether the request created the intent, and its parameters were read.
  func confirm(_ object: SetupIntent, with parameters: Parameters, isNew: Bool = false)
    throws(SandboxError) -> SetupIntent
  {
    try check(object, "confirm", "confirmed")
    var intent = object
    let hasAuthenticated = intent.status == .requiresAction
    if !isNew {
      try describe(&intent, parameters)
      try choose(parameters, for: &intent)
    }
    guard let id = intent.paymentMethod else {
      throw SandboxError(
        400, .invalidRequest,
        "You cannot confirm this SetupIntent because it's missing a payment method. Update the"
          + " SetupIntent with a payment method and then confirm it again.",
        code: "setup_intent_unexpected_state", details: ["setup_intent": .object(object.json)])
    }
    let method = try workspace.paymentMethods.named(id, param: "payment_method")
    if let acceptance = parameters["mandate_data"]?["customer_acceptance"] {
      intent.json["mandate"] = try .string(workspace.mandates.make(acceptance, of: method))
    }
    let (address, bySDK) = (parameters.text("return_url"), parameters.isTrue("use_stripe_sdk"))
    if let decline = method.behavior.declineOnAttach { try refuse(&intent, method, decline) }
    if method.behavior.authenticates(isOffSession: false), !hasAuthenticated {
      intent.nextAction = NextAction.make(
        workspace, method, secret: intent.clientSecret, returnAddress: address, bySDK: bySDK)
      intent.status = .requiresAction
    } else {
      try complete(&intent, method)
    }
    try note(&intent, method, error: nil)
    try workspace.save(intent)
    return intent
  }

  private func complete(_ intent: inout SetupIntent, _ chosen: PaymentMethod)
    throws(SandboxError)
  {
    var method = chosen
    method.isSetUp = intent.usage == "off_session"
    method.check()
    if let customer = intent.customer, method.id.hasPrefix("pm_") {
      _ = try workspace.paymentMethods.keep(method, for: method.customer ?? customer)
    } else {
      try workspace.paymentMethods.store(method)
    }
    intent.lastSetupError = nil
    intent.nextAction = nil
    intent.status = .succeeded
  }

  /// Stores the attempt.
  private func note(_ intent: inout SetupIntent, _ method: PaymentMethod, error: JSONObject?)
    throws(SandboxError)
  {
    var attempt = try workspace.make(SetupAttempt.self)
    attempt.customer = intent.customer
    attempt.json["payment_method_details"] = [
      method.type: [:], "type": .string(method.type),
    ]
    attempt.paymentMethod = method.id
    attempt.setupError = error
    attempt.setupIntent = intent.id
    attempt.status =
      error != nil ? "failed" : intent.status == .succeeded ? "succeeded" : "requires_action"
    attempt.usage = intent.usage
    try workspace.save(attempt)
    intent.latestAttempt = attempt.id
  }

  /// The customer could not show that the card is theirs.
  func failAuthentication(of object: SetupIntent) throws(SandboxError) -> SetupIntent {
    guard object.status == .requiresAction, let id = object.paymentMethod else {
      throw SandboxError("This payment method does not wait for its customer.")
    }
    var intent = object
    intent.nextAction = nil
    let method = try workspace.paymentMethods.named(id, param: "payment_method")
    try refuse(&intent, method, .failedSetupAuthentication)
    return intent
  }

  private func refuse(_ intent: inout SetupIntent, _ method: PaymentMethod, _ decline: Decline)
    throws(SandboxError)
  {
    let failure = decline.kept(by: method.json, charge: nil)
    try note(&intent, method, error: failure)
    intent.lastSetupError = failure
    intent.paymentMethod = nil
    intent.status = .requiresPaymentMethod
    try workspace.save(intent)
    throw decline.error(
      details: ["payment_method": .object(method.json), "setup_intent": .object(intent.json)],
      keepsChanges: true)
  }
}
