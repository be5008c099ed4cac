import JSON

/// The draft of an invoice for periods of a subscription, and for what else is to be billed with
/// them.
struct SubscriptionInvoice {
  let workspace: Workspace
  let subscription: Subscription
  let reason: BillingReason
  /// What the invoice's `period_start` says, in Unix seconds; nil is now.
  var periodStart: Int?

  /// A stored draft with a line for each period, and the invoice items that wait for it.
  func make(_ periods: [ItemPeriod], extras: [Parameters] = []) throws(SandboxError) -> Invoice {
    let customer = try workspace.get(Customer.self, subscription.customer)
    let invoice = try draft(for: customer)
    try workspace.save(invoice)
    for given in extras { try addExtra(given, to: invoice) }
    try workspace.invoices.drafts.take(pending, into: invoice)
    let lines = SubscriptionLines(
      workspace: workspace, subscription: subscription, invoice: invoice.id)
    var made: [InvoiceLine] = []
    for period in periods { made += try lines.make(for: period) }
    // What was pending comes first, and the lines as the items do.
    for (index, line) in made.enumerated() {
      try workspace.save(line, parent: invoice.id, sortKey: workspace.now - 1 - index)
    }
    if customer.currency == nil {
      var known = try workspace.get(Customer.self, customer.id)
      known.currency = subscription.currency
      try workspace.save(known)
    }
    return try workspace.invoices.sums.recompute(invoice)
  }

  /// The subscription's own items, and, but for a change in the midst of a period, those that are
  /// for no subscription.
  private var pending: [InvoiceItem] {
    get throws(SandboxError) {
      try workspace.invoices.drafts.pendingItems(of: subscription.customer).filter { item in
        item.subscription == subscription.id || item.subscription == nil && reason.takesAll
      }
    }
  }

  private func draft(for customer: Customer) throws(SandboxError) -> Invoice {
    var invoice = try BlankInvoice.make(
      of: customer.json, currency: Currency(subscription.currency), in: workspace)
    invoice.autoAdvance = true
    invoice.billingReason = reason.rawValue
    for name in [
      "collection_method", "default_payment_method", "default_tax_rates", "description",
      "test_clock",
    ] {
      invoice.json[name] = subscription.json[name]
    }
    if let tax = subscription.json.object("automatic_tax"), tax.isTrue("enabled") {
      var own = invoice.json.object("automatic_tax") ?? [:]
      for member in tax.members { own[member.key] = member.value }
      invoice.json["automatic_tax"] = .object(own)
    }
    invoice.discounts = try CustomerDiscounts(workspace: workspace)
      .inherited(subscription, of: customer, in: subscription.currency)
    let settings = subscription.json.object("invoice_settings") ?? [:]
    for name in ["custom_fields", "description", "footer"] where settings.has(name) {
      invoice.json[name] = settings[name]
    }
    var payment = invoice.json.object("payment_settings") ?? [:]
    for name in ["payment_method_options", "payment_method_types"] {
      payment[name] = subscription.paymentSettings.json[name] ?? .null
    }
    invoice.json["payment_settings"] = .object(payment)
    if let start = periodStart { invoice.json["period_start"] = .integer(start) }
    if let days = subscription.daysUntilDue, invoice.collectionMethod == .sendInvoice {
      invoice.dueDate = workspace.now + days * 86_400
    }
    invoice.automaticallyFinalizesAt = workspace.now + InvoiceCollection.draftTime
    invoice.nextPaymentAttempt =
      invoice.collectionMethod == .chargeAutomatically ? invoice.automaticallyFinalizesAt : nil
    invoice.parent = InvoiceLines.parent(subscription.json)
    return invoice
  }

  private func addExtra(_ given: Parameters, to invoice: Invoice) throws(SandboxError) {
    let item = try workspace.invoices.items.new(
      given, customer: subscription.customer, on: invoice)
    let unread = given.unread
    if let operation = workspace.operation, !unread.isEmpty {
      throw .unsupported(unread, operation)
    }
    try workspace.save(item)
    try workspace.invoices.lines.add(item, to: invoice)
  }
}

/// Why an invoice of a subscription was made. Source: the SDK's `Invoice.billing_reason`.
enum BillingReason: String, Sendable {
  /// What was pending is billed, and nothing else.
  case pendingItems = "automatic_pending_invoice_item_invoice"
  case subscriptionCreate = "subscription_create"
  case subscriptionCycle = "subscription_cycle"
  case subscriptionUpdate = "subscription_update"
  case threshold = "subscription_threshold"

  /// True if what is pending for no subscription comes along.
  var takesAll: Bool { self == .subscriptionCreate || self == .subscriptionCycle }
}
