import JSON

/// Paying: by a payment method, or outside Stripe.
extension Workspace {
  func pay(_ object: JSONObject, _ parameters: JSONObject) throws(SandboxError) -> JSONObject {
    let status = InvoiceStatus(of: object)
    if status == .paid { throw SandboxError("Invoice is already paid") }
    if status == .void { throw SandboxError("This invoice can no longer be paid") }
    var invoice = object
    if status == .draft {
      invoice = try finalize(object)
      if InvoiceStatus(of: invoice) == .paid { return invoice }
    }
    if parameters.isTrue("paid_out_of_band") { return try payOutOfBand(invoice) }
    let method = try method(for: invoice, parameters)
    return try charge(invoice, by: method)
  }

  private func payOutOfBand(_ object: JSONObject) throws(SandboxError) -> JSONObject {
    var invoice = object
    invoice["amount_paid_off_stripe"] = invoice["amount_remaining"]
    credit(invoice.amount("amount_remaining"), to: &invoice)
    close(&invoice)
    try save(invoice)
    try closePayments(of: invoice, reason: "automatic")
    try activate(subscriptionOf: invoice)
    return invoice
  }

  /// The method named, else the invoice's own, else the customer's.
  private func method(for invoice: JSONObject, _ parameters: JSONObject) throws(SandboxError)
    -> String
  {
    let customer = try find("customer", invoice.text("customer") ?? "")
    for key in ["payment_method", "source"] {
      guard let id = parameters.text(key) else { continue }
      return try attachedMethod(id, to: invoice.text("customer"), param: key)
    }
    let known =
      invoice.text("default_payment_method") ?? invoice.text("default_source")
      ?? customer?.object("invoice_settings")?.text("default_payment_method")
      ?? customer?.text("default_source")
    guard let known else {
      throw SandboxError(
        "There is no `default_payment_method` set on this Customer or Invoice. Please set either"
          + " prior to payment.")
    }
    return known
  }

  private func charge(_ invoice: JSONObject, by method: String) throws(SandboxError) -> JSONObject {
    guard var intent = try payableIntent(of: invoice) else {
      throw SandboxError("This invoice can no longer be paid")
    }
    intent["amount"] = invoice["amount_remaining"]
    do {
      intent = try confirm(intent, with: ["payment_method": .string(method)])
    } catch {
      if error.keepsChanges { try countAttempt(on: invoice) }
      throw error
    }
    let paid = try countAttempt(on: invoice)
    guard PaymentIntentStatus(of: intent) == .requiresAction else { return paid }
    throw SandboxError.card(
      "This payment requires additional user action before it can be completed successfully."
        + " Payment can be completed using the PaymentIntent associated with the invoice. For"
        + " more details see: https://stripe.com/docs/billing/subscriptions/overview"
        + "#requires-action", code: "invoice_payment_intent_requires_action")
  }

  /// The intent of the finalisation, back at its start where it waited for the customer.
  private func payableIntent(of invoice: JSONObject) throws(SandboxError) -> JSONObject? {
    guard var intent = try defaultIntent(of: invoice) else { return nil }
    switch PaymentIntentStatus(of: intent) {
    case .requiresPaymentMethod, .requiresConfirmation: return intent
    case .requiresAction:
      intent["status"] = .string(PaymentIntentStatus.requiresConfirmation.rawValue)
      intent["next_action"] = .null
      return intent
    case .processing, .requiresCapture, .succeeded, .canceled: return nil
    }
  }

  /// One more attempt, on the invoice as it is stored now.
  @discardableResult
  private func countAttempt(on invoice: JSONObject) throws(SandboxError) -> JSONObject {
    var counted = try get("invoice", invoice.text("id") ?? "")
    counted["attempt_count"] = .integer(counted.amount("attempt_count") + 1)
    counted["attempted"] = true
    try save(counted)
    return counted
  }
}
