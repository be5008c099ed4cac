import JSON

/// Payments of invoices: what links an invoice to the payment intents that pay it.
struct InvoicePayments {
  let workspace: Workspace

  @discardableResult
  func add(_ intent: JSONObject, to invoice: Invoice, amount: Int, isDefault: Bool)
    throws(SandboxError) -> InvoicePayment
  {
    var payment = try workspace.make(InvoicePayment.self)
    payment.amountPaid = nil
    payment.amountRequested = amount
    payment.currency = invoice.currency
    payment.invoice = invoice.id
    payment.isDefault = isDefault
    payment.payment = ["payment_intent": intent["id"] ?? nil, "type": "payment_intent"]
    payment.status = .open
    payment.statusTransitions = ["canceled_at": nil, "paid_at": nil]
    try workspace.save(payment, parent: invoice.id)
    return payment
  }

  /// The payments of an invoice, newest first.
  func all(of invoice: Invoice) throws(SandboxError) -> [InvoicePayment] {
    try workspace.list(InvoicePayment.self, where: "invoice", equals: invoice.id)
  }

  private func all(by intent: String) throws(SandboxError) -> [InvoicePayment] {
    try workspace.list(InvoicePayment.self, where: "payment.payment_intent", equals: intent)
  }

  /// The payment intent made when the invoice was finalized.
  func defaultIntent(of invoice: Invoice) throws(SandboxError) -> JSONObject? {
    guard let id = try all(of: invoice).first(where: \.isDefault)?.paymentIntent else { return nil }
    return try workspace.find("payment_intent", id)
  }

  /// How long after it was due an invoice is still paid by transfers, in seconds. Source: Stripe's
  /// guide to reconciliation.
  private static let lateness = 30 * 86_400

  /// The open invoice for whose payment an intent was made, where transfers pay for it.
  func invoice(awaiting intent: PaymentIntent) throws(SandboxError) -> Invoice? {
    let waiting: [PaymentIntentStatus] = [
      .requiresPaymentMethod, .requiresConfirmation, .requiresAction,
    ]
    guard waiting.contains(intent.status),
      let payment = try all(by: intent.id).first(where: { $0.isDefault && $0.status == .open }),
      let invoice = try workspace.find(Invoice.self, payment.invoice), invoice.status == .open,
      workspace.now <= (invoice.dueDate ?? workspace.now) + Self.lateness
    else { return nil }
    let types = invoice.json.object("payment_settings")?.array("payment_method_types") ?? []
    return types.contains(.string(BankTransferService.type)) ? invoice : nil
  }

  /// The intent made by a finalisation is canceled with its invoice, not alone. Source: the SDK's
  /// `InvoicePayment.is_default`.
  func checkIsNoInvoices(_ intent: JSONObject) throws(SandboxError) {
    let payments = try all(by: intent.text("id") ?? "")
    guard payments.contains(where: { $0.isDefault && $0.status == .open }) else { return }
    throw SandboxError(
      400, .invalidRequest,
      "The PaymentIntent associated with the default payment of an invoice can't be canceled"
        + " directly. Void the invoice instead.", details: ["payment_intent": .object(intent)])
  }

  /// Credits a payment that has succeeded to the invoices it was meant for.
  func creditInvoices(paidBy intent: JSONObject) throws(SandboxError) {
    guard PaymentIntentStatus(of: intent) == .succeeded, let id = intent.text("id") else { return }
    var left = intent.amount("amount_received")
    for open in try all(by: id) where open.status == .open {
      guard var invoice = try workspace.find(Invoice.self, open.invoice) else { continue }
      let amount = min(left, open.amountRequested, invoice.amountRemaining)
      left -= amount
      var payment = open
      payment.amountPaid = amount
      payment.status = .paid
      payment.statusTransitions = ["canceled_at": nil, "paid_at": .integer(workspace.now)]
      try workspace.save(payment)
      credit(amount, to: &invoice)
      if invoice.amountRemaining == 0 {
        workspace.invoices.closing.close(&invoice)
        invoice.attempted = true
        try close(of: invoice, reason: "automatic")
      }
      try workspace.save(invoice)
      if invoice.status == .paid {
        try workspace.subscriptions.activate(subscriptionOf: invoice.json)
      }
    }
  }

  /// Counts an attempt that was refused, on each invoice that waits for the payment.
  func tellOfFailure(of intent: JSONObject) throws(SandboxError) {
    for open in try all(by: intent.text("id") ?? "") where open.status == .open {
      guard var invoice = try workspace.find(Invoice.self, open.invoice) else { continue }
      invoice.attempted = true
      try workspace.save(invoice)
      workspace.announce("invoice.payment_failed", invoice.json)
    }
  }

  func credit(_ amount: Int, to invoice: inout Invoice) {
    invoice.amountPaid += amount
    invoice.amountRemaining = max(0, invoice.amountDue - invoice.amountPaid)
  }

  /// Has what is still open of the default payment ask for what remains.
  func requestRemaining(of invoice: Invoice) throws(SandboxError) {
    for open in try all(of: invoice) where open.isDefault && open.status == .open {
      var payment = open
      payment.amountRequested = invoice.amountRemaining
      try workspace.save(payment)
      if var intent = try workspace.find("payment_intent", open.paymentIntent ?? "") {
        intent["amount"] = .integer(invoice.amountRemaining)
        try workspace.save(intent)
      }
    }
  }

  /// Cancels what was still open when the invoice needs no more payment.
  func close(of invoice: Invoice, reason: String) throws(SandboxError) {
    for payment in try all(of: invoice) where payment.status == .open {
      var canceled = payment
      canceled.status = .canceled
      canceled.statusTransitions = ["canceled_at": .integer(workspace.now), "paid_at": nil]
      try workspace.save(canceled)
      guard let id = payment.paymentIntent, let intent = try workspace.find("payment_intent", id),
        PaymentIntentRequest.cancel.allowed.contains(PaymentIntentStatus(of: intent))
      else { continue }
      _ = try workspace.capturing.cancel(PaymentIntent(intent), reason: reason)
    }
  }

  /// `attach_payment`: another payment intent pays a part or all of what is open.
  func attach(to invoice: Invoice, _ parameters: Parameters) throws(SandboxError) -> Invoice {
    guard invoice.status == .open else {
      throw .notEditable("You can only attach payments to open invoices.")
    }
    if parameters.has("payment_record") {
      throw SandboxError("The sandbox attaches payment intents only.", param: "payment_record")
    }
    guard let id = parameters.text("payment_intent") else {
      throw .missingParameter("payment_intent")
    }
    let intent = try workspace.get("payment_intent", id, param: "payment_intent")
    guard intent.text("currency") == invoice.currency else {
      throw SandboxError(
        "The currency of the PaymentIntent must match the currency of the invoice.",
        param: "payment_intent")
    }
    guard intent.text("status") != PaymentIntentStatus.canceled.rawValue else {
      throw .unexpectedState(
        "A canceled PaymentIntent cannot be attached to an invoice.", of: intent)
    }
    let amount = min(intent.amount("amount"), invoice.amountRemaining)
    try add(intent, to: invoice, amount: amount, isDefault: false)
    try creditInvoices(paidBy: intent)
    return try workspace.get(Invoice.self, invoice.id)
  }
}
