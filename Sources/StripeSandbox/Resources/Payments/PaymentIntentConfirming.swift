import JSON

/// Confirming: the charge attempt and the resulting state of the intent.
extension Workspace {
  private static let delayedMethods: Set<String> = [
    "acss_debit", "au_becs_debit", "bacs_debit", "sepa_debit", "us_bank_account",
  ]

  /// Tries the payment. A refusal is thrown, with what it left behind kept.
  ///
  /// Confirming an intent that waits for its customer stands for the customer's consent: there is
  /// no browser here in which it could be given.
  func confirm(_ object: JSONObject, with parameters: JSONObject) throws(SandboxError) -> JSONObject
  {
    try PaymentIntentRequest.confirm.check(object)
    var intent = object
    let hasAuthenticated = PaymentIntentStatus(of: intent) == .requiresAction
    for key in ["capture_method", "receipt_email", "setup_future_usage", "shipping"]
    where parameters.has(key) {
      intent[key] = parameters[key]
    }
    setMethodTypes(of: &intent, from: parameters)
    try choosePaymentMethod(parameters, for: &intent)
    guard let methodID = intent.text("payment_method") else {
      throw .unexpectedState(
        "You cannot confirm this PaymentIntent because it's missing a payment method. You can"
          + " either update the PaymentIntent with a payment method and then confirm it again, or"
          + " confirm it again directly with a payment method or ConfirmationToken.", of: intent)
    }
    try checkReturn(intent, parameters)
    let method = try paymentMethod(methodID, param: "payment_method")
    let behavior = behavior(of: method)
    // Besides a boolean it may be a word: "one_off", "recurring".
    let isOffSession = parameters.has("off_session") && parameters["off_session"] != false
    if let decline = behavior.declineOnCharge(isOffSession: isOffSession) {
      try refuse(&intent, method, decline)
    }
    if case .authenticates(let decline) = behavior {
      if !hasAuthenticated { return try askCustomer(&intent, parameters) }
      if let decline { try refuse(&intent, method, decline) }
    }
    return try complete(&intent, method)
  }

  private func checkReturn(_ intent: JSONObject, _ parameters: JSONObject) throws(SandboxError) {
    guard let automatic = intent.object("automatic_payment_methods"),
      automatic.isTrue("enabled"), automatic.text("allow_redirects") != "never",
      !parameters.has("return_url"), PaymentIntentStatus(of: intent) != .requiresAction
    else { return }
    throw SandboxError(
      400, .invalidRequest,
      "This PaymentIntent is configured to accept payment methods enabled in your Dashboard."
        + " Because some of these payment methods might redirect your customer off of your page,"
        + " you must provide a `return_url`. If you don't want to accept redirect-based payment"
        + " methods, set `automatic_payment_methods[enabled]` to `true` and"
        + " `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents"
        + " and Payment Intents.", details: ["payment_intent": .object(intent)])
  }

  private func attempt(
    _ intent: JSONObject, _ method: JSONObject, _ outcome: ChargeAttempt.Outcome
  ) -> ChargeAttempt {
    var fields: JSONObject = [:]
    for key in [
      "description", "metadata", "receipt_email", "shipping", "statement_descriptor",
      "statement_descriptor_suffix", "transfer_group",
    ] where intent.has(key) {
      fields[key] = intent[key]
    }
    return ChargeAttempt(
      amount: intent.amount("amount"), currency: Currency(intent.text("currency") ?? ""),
      method: method, customer: intent.text("customer"), intent: intent.text("id"),
      isCaptured: intent.text("capture_method") != "manual", fields: fields, outcome: outcome)
  }

  private func refuse(_ intent: inout JSONObject, _ method: JSONObject, _ decline: Decline)
    throws(SandboxError)
  {
    let charge = try charge(attempt(intent, method, .declined(decline)))
    let chargeID = charge["id"] ?? .null
    intent["latest_charge"] = chargeID
    intent["next_action"] = .null
    intent["payment_method"] = .null
    intent["status"] = .string(PaymentIntentStatus.requiresPaymentMethod.rawValue)
    var failure: JSONObject = [
      "advice_code": .string(decline.adviceCode), "charge": chargeID,
      "code": .string(decline.code),
    ]
    if let declineCode = decline.declineCode { failure["decline_code"] = .string(declineCode) }
    failure["doc_url"] = .string(
      "https://stripe.com/docs/error-codes/"
        + decline.code.split(separator: "_").joined(separator: "-"))
    failure["message"] = .string(decline.message)
    failure["payment_method"] = .object(method)
    failure["type"] = "card_error"
    intent["last_payment_error"] = .object(failure)
    try save(intent)
    throw decline.error(
      details: [
        "charge": chargeID, "payment_intent": .object(intent), "payment_method": .object(method),
      ], keepsChanges: true)
  }

  /// Leaves the intent waiting for the customer, or refuses where the caller will not wait.
  private func askCustomer(_ intent: inout JSONObject, _ parameters: JSONObject)
    throws(SandboxError) -> JSONObject
  {
    if parameters.isTrue("error_on_requires_action") {
      let method = try paymentMethod(intent.text("payment_method") ?? "", param: "payment_method")
      try refuse(&intent, method, .authenticationRequired)
    }
    intent["status"] = .string(PaymentIntentStatus.requiresAction.rawValue)
    let secret = intent.text("client_secret") ?? ""
    if let address = parameters.text("return_url") {
      intent["next_action"] = [
        "redirect_to_url": [
          "return_url": .string(address),
          "url": .string("https://hooks.stripe.com/3d_secure_2/hosted?client_secret=\(secret)"),
        ],
        "type": "redirect_to_url",
      ]
    } else {
      intent["next_action"] = [
        "type": "use_stripe_sdk",
        "use_stripe_sdk": ["type": "three_d_secure_redirect", "stripe_js": .string(secret)],
      ]
    }
    try save(intent)
    return intent
  }

  private func complete(_ intent: inout JSONObject, _ method: JSONObject)
    throws(SandboxError) -> JSONObject
  {
    let isDelayed = Self.delayedMethods.contains(method.text("type") ?? "")
    let charge = try charge(attempt(intent, method, isDelayed ? .pending : .succeeded))
    intent["latest_charge"] = charge["id"]
    intent["last_payment_error"] = .null
    intent["next_action"] = .null
    intent["payment_method"] = method["id"]
    let amount = intent.amount("amount")
    if isDelayed {
      intent["status"] = .string(PaymentIntentStatus.processing.rawValue)
    } else if intent.text("capture_method") == "manual" {
      intent["status"] = .string(PaymentIntentStatus.requiresCapture.rawValue)
      intent["amount_capturable"] = .integer(amount)
    } else {
      intent["status"] = .string(PaymentIntentStatus.succeeded.rawValue)
      intent["amount_received"] = .integer(amount)
    }
    try save(intent)
    try keep(method, for: intent)
    try creditInvoices(paidBy: intent)
    return intent
  }

  /// Attaches the method to the customer where it is to be used again.
  private func keep(_ method: JSONObject, for intent: JSONObject) throws(SandboxError) {
    guard intent.has("setup_future_usage"), let customer = intent.text("customer"),
      !method.has("customer")
    else { return }
    var kept = method
    kept["customer"] = .string(customer)
    try save(kept)
  }
}
