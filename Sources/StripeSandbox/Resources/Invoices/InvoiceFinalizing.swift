import JSON

/// Finalizing: the number, the customer's balance, and the payment intent.
extension Workspace {
  func finalize(_ draft: JSONObject, autoAdvance: Bool? = nil) throws(SandboxError) -> JSONObject {
    guard InvoiceStatus(of: draft) == .draft else {
      throw .notEditable(
        "This invoice is already finalized, you can't re-finalize a non-draft invoice.")
    }
    var invoice = try withCustomer(draft)
    invoice["status"] = .string(InvoiceStatus.open.rawValue)
    invoice = try recompute(invoice)
    if let autoAdvance { invoice["auto_advance"] = .bool(autoAdvance) }
    try number(&invoice)
    try applyBalance(of: invoice)
    invoice["automatically_finalizes_at"] = .null
    if !invoice.has("effective_at") { invoice["effective_at"] = .integer(now) }
    mark("finalized_at", on: &invoice)
    let secret = randomText(30)
    let id = invoice.text("id") ?? ""
    invoice["hosted_invoice_url"] = .string(
      "https://invoice.stripe.com/i/\(Singletons.accountID)/test_\(secret)?s=ap")
    invoice["invoice_pdf"] = .string(
      "https://pay.stripe.com/invoice/\(Singletons.accountID)/test_\(secret)/pdf?s=ap")
    if invoice.amount("amount_due") == 0 {
      close(&invoice)
    } else {
      try openPayment(for: &invoice)
    }
    try save(invoice)
    try retireOriginal(of: invoice)
    return try get("invoice", id)
  }

  /// A draft follows its customer's details; from here on they stay as they are.
  private func withCustomer(_ draft: JSONObject) throws(SandboxError) -> JSONObject {
    guard let customer = try find("customer", draft.text("customer") ?? "") else { return draft }
    var invoice = draft
    for key in ["address", "email", "name", "phone", "shipping", "tax_exempt"] {
      invoice["customer_\(key)"] = customer[key] ?? .null
    }
    return invoice
  }

  func mark(_ transition: String, on invoice: inout JSONObject) {
    var transitions = invoice.object("status_transitions") ?? [:]
    transitions[transition] = .integer(now)
    invoice["status_transitions"] = .object(transitions)
  }

  /// Paid, by whatever it was.
  func close(_ invoice: inout JSONObject) {
    invoice["status"] = .string(InvoiceStatus.paid.rawValue)
    invoice["attempted"] = true
    invoice["auto_advance"] = false
    invoice["next_payment_attempt"] = .null
    mark("paid_at", on: &invoice)
  }

  /// The customer's prefix and the next of the customer's own numbers.
  private func number(_ invoice: inout JSONObject) throws(SandboxError) {
    guard !invoice.has("number") else { return }
    var customer = try get("customer", invoice.text("customer") ?? "", param: "customer")
    let sequence = max(1, customer.amount("next_invoice_sequence"))
    let digits = String(sequence)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    invoice["number"] = .string("\(customer.text("invoice_prefix") ?? "")-\(padded)")
    customer["next_invoice_sequence"] = .integer(sequence + 1)
    try save(customer)
  }

  private func applyBalance(of invoice: JSONObject) throws(SandboxError) {
    try moveBalance(
      of: invoice, by: invoice.amount("ending_balance") - invoice.amount("starting_balance"),
      type: "applied_to_invoice")
  }

  /// Moves the customer's balance and records why.
  func moveBalance(of invoice: JSONObject, by amount: Int, type: String) throws(SandboxError) {
    guard amount != 0, let customer = invoice.text("customer") else { return }
    try customers.moveBalance(of: customer, by: amount, type: type, invoice: invoice.text("id"))
  }

  /// The payment intent every finalized invoice has, and its place among the invoice's payments.
  private func openPayment(for invoice: inout JSONObject) throws(SandboxError) {
    let amount = invoice.amount("amount_due")
    let currency = Currency(invoice.text("currency") ?? "")
    var intent = try newPaymentIntent(
      amount: amount, currency: currency, customer: invoice.text("customer"))
    intent["capture_method"] = "automatic"
    intent["description"] = .string("Payment for Invoice")
    intent["payment_details"] = [
      "customer_reference": nil, "order_reference": invoice["number"] ?? nil,
    ]
    try save(intent)
    try addPayment(intent, to: invoice, amount: amount, isDefault: true)
    invoice["confirmation_secret"] = [
      "client_secret": intent["client_secret"] ?? nil, "type": "payment_intent",
    ]
    if invoice.isTrue("auto_advance"), invoice.text("collection_method") == "charge_automatically" {
      invoice["next_payment_attempt"] = .integer(now + 3600)
    }
  }

  /// A revision takes the place of the invoice it revises.
  private func retireOriginal(of invoice: JSONObject) throws(SandboxError) {
    guard let id = invoice.object("from_invoice")?.text("invoice"),
      var original = try find("invoice", id)
    else { return }
    if [.open, .uncollectible].contains(InvoiceStatus(of: original)) {
      original = try voidInvoice(original)
    }
    original["latest_revision"] = invoice["id"]
    try save(original)
  }
}
