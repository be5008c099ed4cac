import JSON

/// Confirming payment intents: the charge that is attempted, and the state that comes of it.
struct ConfirmationService {
  let workspace: Workspace

  /// Tries the payment. A refusal is thrown, and what it changed is kept.
  ///
  /// Confirming an intent that waits for its customer counts as the customer's consent: there is
  /// no browser here in which it could be given.
  ///
  /// - Parameter isNew: whether the request created the intent, and its parameters were read.
  func confirm(_ object: PaymentIntent, with parameters: Parameters, isNew: Bool = false)
    throws(SandboxError) -> PaymentIntent
  {
    try PaymentIntentRequest.confirm.check(object)
    return try workspace.payments.naming(object) { () throws(SandboxError) in
      var intent = object
      let hasAuthenticated = intent.status == .requiresAction
      if !isNew {
        workspace.payments.setTypes(of: &intent, from: parameters)
        try workspace.payments.describe(&intent, parameters)
        try workspace.payments.choose(parameters, for: &intent)
      }
      let method = try chosenMethod(of: intent)
      try checkReturn(intent, parameters, isNew: isNew)
      return try attempt(&intent, method, parameters, hasAuthenticated: hasAuthenticated)
    }
  }

  private func attempt(
    _ intent: inout PaymentIntent, _ chosen: PaymentMethod, _ parameters: Parameters,
    hasAuthenticated: Bool
  ) throws(SandboxError) -> PaymentIntent {
    // Besides a boolean it may be a word: "one_off", "recurring".
    let offSession = parameters["off_session"]
    let isOffSession = offSession != nil && offSession != false
    // These matter only where the customer has something to do.
    let (address, bySDK) = (parameters.text("return_url"), parameters.isTrue("use_stripe_sdk"))
    let isRefusedThen = parameters.isTrue("error_on_requires_action")
    let mandate = try mandate(parameters, for: chosen)
    var method = chosen
    if method.type == BankTransferService.type {
      return try workspace.bankTransfers.begin(intent, method)
    }
    let behavior = method.behavior
    if let decline = behavior.decline { try refuse(&intent, &method, decline) }
    let isRequired = behavior.authenticates(
      isOffSession: isOffSession, isSetUp: method.isSetUp, isRequested: isRequested(intent))
    if isRequired, isOffSession { try refuseWithoutCharge(&intent, method) }
    if isRequired, !hasAuthenticated {
      if isRefusedThen { try refuseWithoutCharge(&intent, method) }
      intent.status = .requiresAction
      intent.nextAction = NextAction.make(
        workspace, method, secret: intent.clientSecret, returnAddress: address, bySDK: bySDK)
      try workspace.save(intent)
      return intent
    }
    if isRequired, let decline = behavior.declineAfterwards {
      try refuse(&intent, &method, decline)
    }
    method.isSetUp = method.isSetUp || isRequired && intent.setupFutureUsage == "off_session"
    return try complete(&intent, &method, mandate: mandate)
  }

  private func isRequested(_ intent: PaymentIntent) -> Bool {
    let word = intent.paymentMethodOptions.object("card")?.text("request_three_d_secure")
    return word == "any" || word == "challenge"
  }

  private func chosenMethod(of intent: PaymentIntent) throws(SandboxError) -> PaymentMethod {
    guard let id = intent.paymentMethod else {
      let missing = "You cannot confirm this PaymentIntent because it's missing a payment method."
      let advice =
        intent.customer.map {
          " To confirm the PaymentIntent with \($0), specify a payment method attached to this"
            + " customer along with the customer ID."
        }
        ?? " You can either update the PaymentIntent with a payment method and then confirm it"
        + " again, or confirm it again directly with a payment method or ConfirmationToken."
      throw .unexpectedState(missing + advice, of: intent.json)
    }
    return try workspace.paymentMethods.named(id, param: "payment_method")
  }

  /// None of the methods that the account's configuration allows leads the customer away, so that
  /// an intent that is created and confirmed at once is refused only if it asks for more.
  private func checkReturn(_ intent: PaymentIntent, _ parameters: Parameters, isNew: Bool)
    throws(SandboxError)
  {
    guard !isNew || parameters.has("automatic_payment_methods") else { return }
    guard let automatic = intent.automaticPaymentMethods, automatic.enabled,
      automatic.allowRedirects != "never", !parameters.has("return_url"),
      parameters["off_session"] == nil || parameters["off_session"] == false,
      intent.status != .requiresAction
    else { return }
    throw SandboxError(
      "This PaymentIntent is configured to accept payment methods enabled in your Dashboard."
        + " Because some of these payment methods might redirect your customer off of your page,"
        + " you must provide a `return_url`. If you don't want to accept redirect-based payment"
        + " methods, set `automatic_payment_methods[enabled]` to `true` and"
        + " `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents"
        + " and Payment Intents.")
  }

  /// The mandate that a customer gives with a payment.
  private func mandate(_ parameters: Parameters, for method: PaymentMethod)
    throws(SandboxError) -> String?
  {
    if let id = parameters.text("mandate") { return id }
    guard let acceptance = parameters["mandate_data"]?["customer_acceptance"] else { return nil }
    return try workspace.mandates.make(acceptance, of: method)
  }

  /// Leaves a failed charge and the intent waiting for another method.
  private func refuse(
    _ intent: inout PaymentIntent, _ method: inout PaymentMethod, _ decline: Decline
  ) throws(SandboxError) {
    method.check()
    try workspace.paymentMethods.store(method)
    let charge = try workspace.charges.make(
      ChargeAttempt(of: intent, method, outcome: .declined(decline)))
    intent.latestCharge = charge.id
    try fail(&intent, method, decline, charge: charge.id)
  }

  /// The customer could not show that the card is theirs.
  func failAuthentication(of object: PaymentIntent) throws(SandboxError) -> PaymentIntent {
    guard object.status == .requiresAction else {
      throw SandboxError("This payment does not wait for its customer.")
    }
    return try workspace.payments.naming(object) { () throws(SandboxError) in
      var intent = object
      let method = try chosenMethod(of: intent)
      try fail(&intent, method, .failedAuthentication, charge: nil)
      return intent
    }
  }

  /// Refuses before anything was charged: the customer is not there to authenticate.
  private func refuseWithoutCharge(_ intent: inout PaymentIntent, _ method: PaymentMethod)
    throws(SandboxError)
  {
    try fail(&intent, method, .authenticationRequired, charge: nil)
  }

  private func fail(
    _ intent: inout PaymentIntent, _ method: PaymentMethod, _ decline: Decline, charge: String?
  ) throws(SandboxError) {
    intent.nextAction = nil
    intent.paymentMethod = nil
    intent.status = .requiresPaymentMethod
    intent.lastPaymentError = decline.kept(by: method.json, charge: charge)
    try workspace.save(intent)
    var details: JSONObject = [
      "payment_intent": .object(intent.json), "payment_method": .object(method.json),
    ]
    details["charge"] = charge.map(JSONValue.string)
    throw decline.error(details: details, keepsChanges: true)
  }

  /// Makes the charge and what follows from it.
  func complete(
    _ intent: inout PaymentIntent, _ method: inout PaymentMethod, mandate: String?
  ) throws(SandboxError) -> PaymentIntent {
    let isDelayed = PaymentMethodTypes.delayed.contains(method.type)
    method.check()
    if let customer = intent.customer, intent.setupFutureUsage != nil {
      method.customer = method.customer ?? customer
    }
    if method.customer == nil { method.isSpent = true }
    try workspace.paymentMethods.store(method)
    var attempt = ChargeAttempt(of: intent, method, outcome: isDelayed ? .pending : .succeeded)
    attempt.mandate = mandate
    let charge = try workspace.charges.make(attempt)
    intent.latestCharge = charge.id
    intent.lastPaymentError = nil
    intent.nextAction = nil
    intent.paymentMethod = method.id
    intent.cutReference()
    if isDelayed {
      intent.status = .processing
      workspace.delayedPayments.schedule(&intent, method)
    } else if intent.captureMethod == "manual" {
      intent.status = .requiresCapture
      intent.amountCapturable = intent.amount
    } else {
      intent.status = .succeeded
      intent.amountReceived = intent.amount
    }
    try workspace.save(intent)
    try workspace.invoices.payments.creditInvoices(paidBy: intent.json)
    return intent
  }
}

extension ObjectView<PaymentIntentFields> {
  /// The length of an order's reference that card networks take. Source: recorded answers.
  private static var referenceLength: Int { 25 }

  /// Cuts the order's reference to what went to the network.
  fileprivate mutating func cutReference() {
    guard var details = json.object("payment_details"),
      let reference = details.text("order_reference")
    else { return }
    details["order_reference"] = .string(String(reference.prefix(Self.referenceLength)))
    json["payment_details"] = .object(details)
  }
}

/// What a customer is to do next.
enum NextAction {
  /// Returns true if the customer is to consent, which confirming again stands for.
  static func isConsent(_ action: JSONObject?) -> Bool {
    ["redirect_to_url", "use_stripe_sdk"].contains(action?.text("type"))
  }

  /// - Parameter bySDK: whether Stripe's own library leads the customer through it.
  static func make(
    _ workspace: Workspace, _ method: PaymentMethod, secret: String, returnAddress: String?,
    bySDK: Bool
  ) -> JSONObject {
    if let returnAddress, !bySDK {
      return [
        "redirect_to_url": [
          "return_url": .string(returnAddress),
          "url": .string("https://hooks.stripe.com/3d_secure_2/hosted?client_secret=\(secret)"),
        ],
        "type": "redirect_to_url",
      ]
    }
    return [
      "type": "use_stripe_sdk",
      "use_stripe_sdk": [
        "directory_server_encryption": [
          "algorithm": "RSA", "certificate": "", "directory_server_id": "A000000003",
          "root_certificate_authorities": [],
        ],
        "directory_server_name": .string(method.card?.brand ?? ""),
        "merchant": .string(workspace.account), "one_click_authn": nil,
        "server_transaction_id": .string(workspace.randomText(36)),
        "three_d_secure_2_source": .string(workspace.newID(prefix: "payatt_")),
        "three_ds_frontend_optimizations": nil, "three_ds_method_url": "",
        "three_ds_optimizations": "kf", "type": "stripe_3ds2_fingerprint",
      ],
    ]
  }
}

/// The mandates that customers give.
struct MandateService {
  let workspace: Workspace

  /// Stores a mandate and returns its id.
  func make(_ acceptance: JSONValue, of method: PaymentMethod) throws(SandboxError) -> String {
    var mandate = try workspace.blank("mandate")
    mandate["customer_acceptance"] = [
      "accepted_at": acceptance["accepted_at"] ?? .integer(workspace.wall),
      "type": acceptance["type"] ?? "online",
    ]
    if let online = acceptance["online"] {
      mandate["customer_acceptance"] = .object(
        JSONObject(
          (mandate.object("customer_acceptance")?.members ?? []) + [JSONMember("online", online)]))
    }
    mandate["multi_use"] = [:]
    mandate["single_use"] = nil
    mandate["payment_method"] = .string(method.id)
    mandate["payment_method_details"] = ["type": .string(method.type)]
    mandate["status"] = "active"
    mandate["type"] = "multi_use"
    try workspace.save(mandate)
    return mandate.text("id") ?? ""
  }
}
