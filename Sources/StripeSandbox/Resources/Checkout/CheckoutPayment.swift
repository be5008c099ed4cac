import JSON

/// What a checkout session brings about where something is paid once.
struct CheckoutPayment {
  let workspace: Workspace
  let entries: CheckoutEntries

  func pay(_ session: inout CheckoutSession, _ method: PaymentMethod?) throws(SandboxError) {
    if session.makesInvoice, session.invoice == nil {
      session.invoice = try invoice(for: session).id
    }
    guard session.amountTotal ?? 0 > 0, let method else { return }
    var intent = try intent(for: session)
    session.paymentIntent = intent.id
    try workspace.save(intent)
    try workspace.save(session)
    intent = try confirm(intent, by: method, backTo: session.successURL)
    session.paymentStatus = intent.status == .succeeded ? "paid" : "unpaid"
  }

  /// Tries a payment; the customer is on the page, and authenticates there.
  func confirm(_ intent: PaymentIntent, by method: PaymentMethod, backTo address: String?)
    throws(SandboxError) -> PaymentIntent
  {
    let fields: JSONObject = [
      "payment_method": .string(method.id),
      "return_url": .string(address ?? "https://checkout.stripe.com/"),
    ]
    let tried = try workspace.confirming.confirm(intent, with: Parameters(fields))
    guard tried.status == .requiresAction, NextAction.isConsent(tried.nextAction) else {
      return tried
    }
    switch entries.authentication {
    case nil: throw .unauthenticated
    case .complete?: return try workspace.confirming.confirm(tried, with: Parameters([:]))
    case .fail?: return try workspace.confirming.failAuthentication(of: tried)
    }
  }

  /// The intent that a payment before was refused for, the invoice's, or a new one.
  private func intent(for session: CheckoutSession) throws(SandboxError) -> PaymentIntent {
    if let id = session.paymentIntent {
      var intent = try workspace.get(PaymentIntent.self, id)
      if session.invoice == nil { intent.amount = session.amountTotal ?? 0 }
      return intent
    }
    guard let id = session.invoice else {
      var fields = session.data
      fields["amount"] = .integer(session.amountTotal ?? 0)
      fields["currency"] = .string(session.currency ?? "usd")
      fields["customer"] = session.customer.map(JSONValue.string)
      fields["shipping"] = entries.shipping.map(JSONValue.object) ?? fields["shipping"]
      let types = session.json.array("allowed_payment_method_types")
      if !types.isEmpty { fields["allowed_payment_method_types"] = .array(types) }
      return try PaymentIntent(PaymentIntentBehavior().create(Parameters(fields), in: workspace))
    }
    let invoice = try workspace.get(Invoice.self, id)
    guard
      var intent = try workspace.invoices.payments.defaultIntent(of: invoice)
        .map(PaymentIntent.init)
    else { throw SandboxError("This invoice can no longer be paid") }
    try workspace.payments.describe(&intent, Parameters(session.data))
    return intent
  }

  /// The invoice of what is sold, final and to be paid by the session.
  private func invoice(for session: CheckoutSession) throws(SandboxError) -> Invoice {
    var fields: JSONObject = [
      "customer": session.customer.map(JSONValue.string) ?? nil,
      "currency": .string(session.currency ?? "usd"), "auto_advance": false, "discounts": nil,
    ]
    let data = session.invoiceCreation?.object("invoice_data") ?? [:]
    for name in ["custom_fields", "description", "footer", "metadata"] where data.has(name) {
      fields[name] = data[name]
    }
    if session.hasAutomaticTax { fields["automatic_tax"] = ["enabled": true] }
    if let rate = session.shippingCost?.shippingRate {
      fields["shipping_cost"] = ["shipping_rate": .string(rate)]
    }
    let invoice = try workspace.invoices.drafts.create(Parameters(fields))
    let items = try workspace.children(LineItem.self, of: session.id)
    try AdmittedPrices(workspace: workspace).admitting(items) { () throws(SandboxError) in
      for item in items { try add(item, to: invoice) }
    }
    let summed = try workspace.invoices.sums.recompute(invoice)
    return try workspace.invoices.finalizing.finalize(discounted(summed, by: session))
  }

  private func add(_ item: LineItem, to invoice: Invoice) throws(SandboxError) {
    let made = try workspace.invoices.items.new(
      Parameters(workspace.lineItems.invoiceItem(item)), customer: invoice.customer,
      on: invoice)
    try workspace.save(made)
    try workspace.invoices.lines.add(made, to: invoice)
  }

  private func discounted(_ invoice: Invoice, by session: CheckoutSession) throws(SandboxError)
    -> Invoice
  {
    let given = session.json.array("discounts").compactMap(\.object)
    guard !given.isEmpty else { return invoice }
    let fields = given.map { JSONValue.object(JSONObject($0.members.filter { !$0.value.isNull })) }
    return try workspace.invoices.drafts.update(
      invoice, Parameters(["discounts": .array(fields)]))
  }
}

/// The subscription that a checkout session begins.
struct CheckoutSubscription {
  let workspace: Workspace
  let entries: CheckoutEntries

  func begin(_ session: inout CheckoutSession, _ chosen: PaymentMethod?) throws(SandboxError) {
    let items = try workspace.children(LineItem.self, of: session.id)
    var fields = session.data
    fields["customer"] = session.customer.map(JSONValue.string)
    fields["items"] = .array(
      items.filter { $0.price.recurring != nil }.map { item in
        ["price": .string(item.price.id), "quantity": .integer(item.quantity)]
      })
    let extra = items.filter { $0.price.recurring == nil }
    if !extra.isEmpty {
      fields["add_invoice_items"] = .array(
        extra.map { .object(workspace.lineItems.invoiceItem($0)) })
    }
    let discounts = session.json.array("discounts").compactMap(\.object).map { given in
      JSONValue.object(JSONObject(given.members.filter { !$0.value.isNull }))
    }
    if !discounts.isEmpty { fields["discounts"] = .array(discounts) }
    if session.hasAutomaticTax { fields["automatic_tax"] = ["enabled": true] }
    let method = try chosen.map { method throws(SandboxError) in
      try workspace.paymentMethods.attach(method.id, to: session.customer ?? "")
    }
    if let method { fields["default_payment_method"] = .string(method.id) }
    fields["payment_behavior"] = "default_incomplete"
    let subscription = try AdmittedPrices(workspace: workspace).admitting(items) {
      () throws(SandboxError) in
      try SubscriptionCreation(parameters: Parameters(fields), workspace: workspace).make()
    }
    session.subscription = subscription.id
    session.invoice = subscription.latestInvoice
    try settle(&session, method)
  }

  /// Has the first invoice paid. A refusal leaves no subscription behind.
  private func settle(_ session: inout CheckoutSession, _ method: PaymentMethod?)
    throws(SandboxError)
  {
    let invoice = try workspace.get(Invoice.self, session.invoice ?? "")
    guard invoice.status == .open, let method,
      let intent = try workspace.invoices.payments.defaultIntent(of: invoice)
    else {
      session.paymentStatus = invoice.total > 0 ? "paid" : "no_payment_required"
      return
    }
    do {
      let paid = try CheckoutPayment(workspace: workspace, entries: entries).confirm(
        PaymentIntent(intent), by: method, backTo: session.successURL)
      session.paymentStatus = paid.status == .succeeded ? "paid" : "unpaid"
    } catch {
      var refusal = error
      refusal.keepsChanges = false
      throw refusal
    }
  }
}
