import JSON

/// Payment intents: from creation to capture or cancellation.
struct PaymentIntentBehavior: ResourceBehavior {
  let typeName = "payment_intent"
  let eventRules = EventRules(
    statuses: [
      "succeeded": ["succeeded"], "canceled": ["canceled"], "processing": ["processing"],
      "requires_action": ["requires_action"],
    ], further: Self.furtherEvents)

  private static func furtherEvents(of change: Change) -> [String] {
    var events: [String] = []
    if change.raises("amount_capturable") {
      events.append("payment_intent.amount_capturable_updated")
    }
    let before = change.before.map(PaymentIntent.init)?.lastPaymentError
    if let error = change.after.map(PaymentIntent.init)?.lastPaymentError, error != before {
      events.append("payment_intent.payment_failed")
    }
    return events
  }

  /// A bank decides about a debit some minutes later.
  func duties(of object: JSONObject) -> [DueDuty] {
    let intent = PaymentIntent(object)
    guard intent.status == .processing, let decision = intent.decision else { return [] }
    return [DueDuty(name: "decide", at: decision.time)]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    var intent = PaymentIntent(object)
    guard let decision = intent.decision else { return }
    intent.decision = nil
    try workspace.delayedPayments.decide(intent, decision.course)
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let amount = parameters.integer("amount") else { throw .missingParameter("amount") }
    guard let code = parameters.text("currency") else { throw .missingParameter("currency") }
    let currency = try Currency.supported(code)
    try currency.checkCharge(amount)
    var intent = try workspace.payments.make(
      amount: amount, currency: currency, customer: parameters.text("customer"))
    workspace.payments.allowAutomatic(parameters, in: &intent)
    workspace.payments.setTypes(of: &intent, from: parameters)
    try workspace.payments.describe(&intent, parameters)
    try StatementDescriptor.check(
      parameters, isOfCard: intent.paymentMethodTypes.contains("card"))
    try workspace.payments.choose(parameters, for: &intent)
    guard parameters.isTrue("confirm") else {
      try refuseUnconfirmed(parameters)
      return intent.json
    }
    try workspace.save(intent)
    return try workspace.confirming.confirm(intent, with: parameters, isNew: true).json
  }

  /// Refuses parameters about confirmation if nothing is confirmed. Source: Stripe's refusals.
  private func refuseUnconfirmed(_ parameters: Parameters) throws(SandboxError) {
    let names = [
      "off_session", "return_url", "error_on_requires_action", "mandate_data", "mandate",
    ]
    for name in names where parameters.has(name) {
      if name == "off_session", parameters[name] == false { continue }
      throw SandboxError(
        "The parameter `\(name)` cannot be passed when creating a PaymentIntent unless `confirm`"
          + " is set to true.", param: name)
    }
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var intent = PaymentIntent(object)
    for field in ["amount", "currency", "customer", "payment_method", "payment_method_data"]
    where parameters.has(field) {
      try PaymentIntentRequest.change(field: field).check(intent)
    }
    return try workspace.payments.naming(intent) { () throws(SandboxError) in
      try change(&intent, parameters, in: workspace)
      return intent.json
    }
  }

  private func change(
    _ intent: inout PaymentIntent, _ parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) {
    if let customer = parameters.text("customer") {
      _ = try workspace.get(Customer.self, customer, param: "customer")
      intent.customer = customer
    }
    if let code = parameters.text("currency") {
      intent.currency = try Currency.supported(code).code
    }
    if let amount = parameters.integer("amount") {
      try Currency(intent.currency).checkCharge(amount)
      intent.amount = amount
      if intent.status == .requiresAction {
        intent.status = .requiresConfirmation
        intent.nextAction = nil
      }
    }
    workspace.payments.setTypes(of: &intent, from: parameters)
    try workspace.payments.describe(&intent, parameters)
    try StatementDescriptor.check(
      parameters, isOfCard: intent.paymentMethodTypes.contains("card"))
    try workspace.payments.choose(parameters, for: &intent)
  }

  var actions: [String: Action] {
    [
      "confirm": { object, parameters, workspace throws(SandboxError) in
        try workspace.confirming.confirm(PaymentIntent(object ?? [:]), with: parameters).json
      },
      "capture": { object, parameters, workspace throws(SandboxError) in
        try workspace.capturing.capture(PaymentIntent(object ?? [:]), with: parameters).json
      },
      "cancel": { object, parameters, workspace throws(SandboxError) in
        try workspace.invoices.payments.checkIsNoInvoices(object ?? [:])
        return try workspace.capturing.cancel(
          PaymentIntent(object ?? [:]), reason: parameters.text("cancellation_reason")
        ).json
      },
      "increment_authorization": { object, parameters, workspace throws(SandboxError) in
        try workspace.capturing.increment(PaymentIntent(object ?? [:]), with: parameters).json
      },
      "apply_customer_balance": { object, parameters, workspace throws(SandboxError) in
        try workspace.bankTransfers.apply(PaymentIntent(object ?? [:]), parameters).json
      },
      "verify_microdeposits": Self.refuse,
    ]
  }

  private static let refuse: Action = { _, _, workspace throws(SandboxError) in
    throw SandboxError(
      "The sandbox does not support \(workspace.operation?.name ?? "this") of payment intents yet.")
  }
}
