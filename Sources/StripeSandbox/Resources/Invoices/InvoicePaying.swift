import JSON

/// Paying: by a payment method, or outside Stripe.
struct InvoicePaying {
  let workspace: Workspace

  /// The code of the error of a payment that waits for the customer.
  static let waitingCode = "invoice_payment_intent_requires_action"

  func pay(_ given: Invoice, _ parameters: Parameters) throws(SandboxError) -> Invoice {
    var invoice = given
    switch given.status {
    case .paid: throw SandboxError("Invoice is already paid")
    case .void: throw SandboxError("This invoice can no longer be paid")
    case .draft: invoice = try workspace.invoices.finalizing.finalize(given)
    case .open, .uncollectible: break
    }
    // Every payment here is off session, as `pay` is by default.
    _ = parameters.bool("off_session")
    let isOutOfBand = parameters.isTrue("paid_out_of_band")
    let named = try namedMethod(for: invoice, parameters)
    if invoice.status == .paid { return invoice }
    if isOutOfBand { return try payOutOfBand(invoice) }
    if let named { return try charge(invoice, by: named) }
    return try charge(invoice, by: knownMethod(for: invoice))
  }

  private func payOutOfBand(_ open: Invoice) throws(SandboxError) -> Invoice {
    var invoice = open
    workspace.invoices.payments.credit(invoice.amountRemaining, to: &invoice)
    workspace.invoices.closing.close(&invoice)
    try workspace.save(invoice)
    try workspace.invoices.payments.close(of: invoice, reason: "automatic")
    try workspace.subscriptions.activate(subscriptionOf: invoice.json)
    return invoice
  }

  private func namedMethod(for invoice: Invoice, _ parameters: Parameters) throws(SandboxError)
    -> String?
  {
    for key in ["payment_method", "source"] {
      guard let id = parameters.text(key) else { continue }
      return try workspace.invoices.attachedMethod(id, to: invoice.customer, param: key)
    }
    return nil
  }

  /// The invoice's own method, else the subscription's, else the customer's.
  private func knownMethod(for invoice: Invoice) throws(SandboxError) -> String {
    let customer = try workspace.find(Customer.self, invoice.customer)
    let subscription = try invoice.subscription.flatMap { id throws(SandboxError) in
      try workspace.find("subscription", id)
    }
    let known =
      invoice.defaultPaymentMethod ?? invoice.defaultSource
      ?? subscription?.text("default_payment_method")
      ?? customer?.invoiceSettings.defaultPaymentMethod ?? customer?.defaultSource
    guard let known else {
      throw SandboxError(
        "There is no `default_payment_method` set on this Customer or Invoice. Please set either"
          + " prior to payment.")
    }
    return known
  }

  private func charge(_ invoice: Invoice, by method: String) throws(SandboxError) -> Invoice {
    guard var intent = try payableIntent(of: invoice) else {
      throw SandboxError("This invoice can no longer be paid")
    }
    intent["amount"] = .integer(invoice.amountRemaining)
    do {
      intent = try workspace.confirming.confirm(
        PaymentIntent(intent), with: Parameters(["payment_method": .string(method)])
      ).json
    } catch {
      if error.keepsChanges {
        let failed = try countAttempt(on: invoice)
        workspace.announce("invoice.payment_failed", failed.json)
      }
      throw error
    }
    guard PaymentIntentStatus(of: intent) == .requiresAction else {
      return try countAttempt(on: invoice)
    }
    let waiting = try noteWaiting(invoice)
    workspace.announce("invoice.payment_action_required", waiting.json)
    throw SandboxError.card(
      "This payment requires additional user action before it can be completed successfully."
        + " Payment can be completed using the PaymentIntent associated with the invoice. For"
        + " more details see: https://stripe.com/docs/billing/subscriptions/overview"
        + "#requires-action", code: Self.waitingCode)
  }

  /// The intent of the finalisation, back at its start where it waited for the customer.
  private func payableIntent(of invoice: Invoice) throws(SandboxError) -> JSONObject? {
    guard var intent = try workspace.invoices.payments.defaultIntent(of: invoice) else {
      return nil
    }
    switch PaymentIntentStatus(of: intent) {
    case .requiresPaymentMethod, .requiresConfirmation: return intent
    case .requiresAction:
      intent["status"] = .string(PaymentIntentStatus.requiresConfirmation.rawValue)
      intent["next_action"] = .null
      return intent
    case .processing, .requiresCapture, .succeeded, .canceled: return nil
    }
  }

  /// What waits for the customer was tried, and is not tried again. Source: a recorded answer.
  private func noteWaiting(_ invoice: Invoice) throws(SandboxError) -> Invoice {
    var waiting = try workspace.get(Invoice.self, invoice.id)
    waiting.attempted = true
    waiting.nextPaymentAttempt = nil
    try workspace.save(waiting)
    return waiting
  }

  /// One more attempt, on the invoice as it is now.
  private func countAttempt(on invoice: Invoice) throws(SandboxError) -> Invoice {
    var counted = try workspace.get(Invoice.self, invoice.id)
    counted.attemptCount += 1
    counted.attempted = true
    try workspace.save(counted)
    return counted
  }
}
