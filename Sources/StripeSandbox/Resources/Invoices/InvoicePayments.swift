import JSON

/// Payments of invoices: what links an invoice to the payment intents that pay it.
extension Workspace {
  @discardableResult
  func addPayment(
    _ intent: JSONObject, to invoice: JSONObject, amount: Int, isDefault: Bool
  ) throws(SandboxError) -> JSONObject {
    var payment = try build("invoice_payment", from: [:])
    payment["amount_paid"] = .null
    payment["amount_requested"] = .integer(amount)
    payment["currency"] = invoice["currency"]
    payment["invoice"] = invoice["id"]
    payment["is_default"] = .bool(isDefault)
    payment["payment"] = ["payment_intent": intent["id"] ?? nil, "type": "payment_intent"]
    payment["status"] = "open"
    payment["status_transitions"] = ["canceled_at": nil, "paid_at": nil]
    try save(payment, parent: invoice.text("id"))
    return payment
  }

  /// The payments of an invoice, newest first.
  func payments(of invoice: JSONObject) throws(SandboxError) -> [JSONObject] {
    try list("invoice_payment", where: "invoice", equals: invoice.text("id") ?? "")
  }

  /// The payment intent made when the invoice was finalized.
  func defaultIntent(of invoice: JSONObject) throws(SandboxError) -> JSONObject? {
    let payment = try payments(of: invoice).first { $0.isTrue("is_default") }
    guard let id = payment?.object("payment")?.text("payment_intent") else { return nil }
    return try find("payment_intent", id)
  }

  /// The intent made by a finalisation is canceled with its invoice, not alone. Source: the SDK's
  /// `InvoicePayment.is_default`.
  func checkIsNoInvoices(_ intent: JSONObject) throws(SandboxError) {
    let id = intent.text("id") ?? ""
    let payments = try list("invoice_payment", where: "payment.payment_intent", equals: id)
    guard payments.contains(where: { $0.isTrue("is_default") && $0.text("status") == "open" })
    else {
      return
    }
    throw SandboxError(
      400, .invalidRequest,
      "The PaymentIntent associated with the default payment of an invoice can't be canceled"
        + " directly. Void the invoice instead.", details: ["payment_intent": .object(intent)])
  }

  /// Credits a payment that has succeeded to the invoices it was meant for.
  func creditInvoices(paidBy intent: JSONObject) throws(SandboxError) {
    guard PaymentIntentStatus(of: intent) == .succeeded, let id = intent.text("id") else { return }
    var left = intent.amount("amount_received")
    for open in try list("invoice_payment", where: "payment.payment_intent", equals: id)
    where open.text("status") == "open" {
      guard var invoice = try find("invoice", open.text("invoice") ?? "") else { continue }
      let amount = min(left, open.amount("amount_requested"), invoice.amount("amount_remaining"))
      left -= amount
      var payment = open
      payment["amount_paid"] = .integer(amount)
      payment["status"] = "paid"
      payment["status_transitions"] = ["canceled_at": nil, "paid_at": .integer(now)]
      try save(payment)
      credit(amount, to: &invoice)
      if invoice.amount("amount_remaining") == 0 {
        close(&invoice)
        try closePayments(of: invoice, reason: "automatic")
      }
      try save(invoice)
      if InvoiceStatus(of: invoice) == .paid { try activate(subscriptionOf: invoice) }
    }
  }

  func credit(_ amount: Int, to invoice: inout JSONObject) {
    let paid = invoice.amount("amount_paid") + amount
    invoice["amount_paid"] = .integer(paid)
    invoice["amount_remaining"] = .integer(max(0, invoice.amount("amount_due") - paid))
  }

  /// Cancels what was still open when the invoice needs no more payment.
  func closePayments(of invoice: JSONObject, reason: String) throws(SandboxError) {
    for payment in try payments(of: invoice) where payment.text("status") == "open" {
      var canceled = payment
      canceled["status"] = "canceled"
      canceled["status_transitions"] = ["canceled_at": .integer(now), "paid_at": nil]
      try save(canceled)
      guard let id = payment.object("payment")?.text("payment_intent"),
        let intent = try find("payment_intent", id),
        PaymentIntentRequest.cancel.allowed.contains(PaymentIntentStatus(of: intent))
      else { continue }
      _ = try cancel(intent, reason: reason)
    }
  }

  /// `attach_payment`: another payment intent pays a part or all of what is open.
  func attachPayment(to invoice: JSONObject, _ parameters: JSONObject) throws(SandboxError)
    -> JSONObject
  {
    guard InvoiceStatus(of: invoice) == .open else {
      throw .notEditable("You can only attach payments to open invoices.")
    }
    if parameters.has("payment_record") {
      throw SandboxError("The sandbox attaches payment intents only.", param: "payment_record")
    }
    guard let id = parameters.text("payment_intent") else {
      throw .missingParameter("payment_intent")
    }
    let intent = try get("payment_intent", id, param: "payment_intent")
    guard intent.text("currency") == invoice.text("currency") else {
      throw SandboxError(
        "The currency of the PaymentIntent must match the currency of the invoice.",
        param: "payment_intent")
    }
    guard intent.text("status") != PaymentIntentStatus.canceled.rawValue else {
      throw .unexpectedState(
        "A canceled PaymentIntent cannot be attached to an invoice.", of: intent)
    }
    let amount = min(intent.amount("amount"), invoice.amount("amount_remaining"))
    try addPayment(intent, to: invoice, amount: amount, isDefault: false)
    try creditInvoices(paidBy: intent)
    return try get("invoice", invoice.text("id") ?? "")
  }
}
