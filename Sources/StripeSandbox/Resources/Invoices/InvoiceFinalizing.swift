import JSON

/// Finalizing: the number, the customer's balance, and the payment intent.
struct InvoiceFinalizing {
  let workspace: Workspace

  func finalize(_ draft: Invoice, autoAdvance: Bool? = nil) throws(SandboxError) -> Invoice {
    guard draft.status == .draft else {
      throw SandboxError(
        "This invoice is already finalized, you can't re-finalize a non-draft invoice.")
    }
    var invoice = try withCustomer(draft)
    try workspace.automaticTaxes.check(invoice)
    invoice.status = .open
    invoice = try workspace.invoices.sums.recompute(invoice)
    if try workspace.credits.apply(to: invoice) {
      invoice = try workspace.invoices.sums.recompute(invoice)
    }
    if let autoAdvance { invoice.autoAdvance = autoAdvance }
    try number(&invoice)
    try applyBalance(of: invoice)
    try workspace.discounts.use(invoice.discounts)
    invoice.automaticallyFinalizesAt = nil
    invoice.effectiveAt = invoice.effectiveAt ?? workspace.now
    invoice.statusTransitions.finalizedAt = workspace.now
    publish(&invoice)
    if invoice.amountDue == 0 {
      workspace.invoices.closing.close(&invoice)
      invoice.attempted = true
    } else {
      try openPayment(for: &invoice)
    }
    try workspace.save(invoice)
    try retireOriginal(of: invoice)
    if invoice.status == .open { try workspace.bankTransfers.pay(invoice) }
    if invoice.status == .paid {
      try workspace.subscriptions.activate(subscriptionOf: invoice.json)
    }
    return try workspace.get(Invoice.self, invoice.id)
  }

  /// A draft follows its customer's details; from here on they stay as they are.
  private func withCustomer(_ draft: Invoice) throws(SandboxError) -> Invoice {
    guard let customer = try workspace.find(Customer.self, draft.customer) else { return draft }
    var invoice = draft
    for key in ["address", "email", "name", "phone", "shipping", "tax_exempt"] {
      invoice.json["customer_\(key)"] = customer.json[key] ?? .null
    }
    return invoice
  }

  /// The page and the paper that the customer sees; the paper has a size from now on.
  private func publish(_ invoice: inout Invoice) {
    let (account, secret) = (workspace.account, workspace.randomText(30))
    invoice.hostedInvoiceURL = PagePath.invoice(invoice.id, of: account, secret: secret)
    invoice.invoicePDF = PagePath.print(invoice.id, of: account, secret: secret)
    if invoice.rendering?.pdf?.text("page_size") == "auto" {
      invoice.rendering?.pdf = ["page_size": "letter"]
    }
  }

  /// The customer's prefix and the next of the customer's own numbers.
  private func number(_ invoice: inout Invoice) throws(SandboxError) {
    guard invoice.number == nil else { return }
    var customer = try workspace.get(Customer.self, invoice.customer, param: "customer")
    let sequence = max(1, customer.nextInvoiceSequence)
    invoice.number = "\(customer.invoicePrefix)-\(Self.padded(sequence, to: 4))"
    customer.nextInvoiceSequence = sequence + 1
    try workspace.save(customer)
  }

  static func padded(_ number: Int, to length: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, length - digits.count)) + digits
  }

  private func applyBalance(of invoice: Invoice) throws(SandboxError) {
    try workspace.invoices.closing.moveBalance(
      of: invoice, by: (invoice.endingBalance ?? 0) - invoice.startingBalance,
      type: "applied_to_invoice")
  }

  /// The payment intent every finalized invoice has, and its place among the invoice's payments.
  private func openPayment(for invoice: inout Invoice) throws(SandboxError) {
    let amount = invoice.amountDue
    var intent = try workspace.payments.make(
      amount: amount, currency: Currency(invoice.currency), customer: invoice.customer
    ).json
    intent["capture_method"] = "automatic"
    intent["description"] = "Payment for Invoice"
    if invoice.subscription != nil { describe(&intent, as: invoice) }
    try workspace.save(intent)
    try workspace.invoices.payments.add(intent, to: invoice, amount: amount, isDefault: true)
    invoice.confirmationSecret = [
      "client_secret": intent["client_secret"] ?? nil, "type": "payment_intent",
    ]
    if invoice.autoAdvance, invoice.collectionMethod == .chargeAutomatically {
      invoice.nextPaymentAttempt = workspace.now + 3600
    }
  }

  /// The payment of a subscription says so, and keeps its method for the next one.
  private func describe(_ intent: inout JSONObject, as invoice: Invoice) {
    let isFirst = invoice.billingReason == "subscription_create"
    intent["description"] = isFirst ? "Subscription creation" : "Subscription update"
    intent["payment_details"] = [
      "customer_reference": nil, "order_reference": .string(invoice.id),
    ]
    intent["setup_future_usage"] = "off_session"
  }

  /// A revision takes the place of the invoice it revises.
  private func retireOriginal(of invoice: Invoice) throws(SandboxError) {
    guard let id = invoice.fromInvoice?.invoice,
      var original = try workspace.find(Invoice.self, id)
    else { return }
    if [.open, .uncollectible].contains(original.status) {
      original = try workspace.invoices.closing.void(original)
    }
    original.latestRevision = invoice.id
    try workspace.save(original)
  }
}
