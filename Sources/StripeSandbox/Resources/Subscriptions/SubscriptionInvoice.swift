import JSON

/// The draft of an invoice for a period of a subscription.
struct SubscriptionInvoice {
  let workspace: Workspace
  let subscription: Subscription
  /// The invoice's `billing_reason`.
  let reason: String

  /// A stored draft with the items' lines and what else is pending.
  func make(_ items: [SubscriptionItem], extras: [JSONObject] = []) throws(SandboxError)
    -> JSONObject
  {
    let customer = try workspace.get(Customer.self, subscription.customer)
    let invoice = try draft(for: customer)
    try workspace.save(invoice)
    for (index, given) in extras.enumerated() { try addExtra(given, to: invoice, index) }
    try workspace.invoices.drafts.take(
      workspace.invoices.drafts.pendingItems(of: customer.id), into: Invoice(invoice))
    let lines = SubscriptionLines(
      workspace: workspace, subscription: subscription, isFree: isFree, invoice: invoice)
    var made: [JSONObject] = []
    for item in items { made += try lines.make(for: item) }
    // The last one of the same second is the first one listed.
    for (index, line) in made.reversed().enumerated() {
      try workspace.save(line, parent: invoice.text("id"), sortKey: workspace.now + index)
    }
    if customer.currency == nil {
      var known = try workspace.get(Customer.self, customer.id)
      known.currency = subscription.currency
      try workspace.save(known)
    }
    return try workspace.invoices.sums.recompute(Invoice(invoice)).json
  }

  private func draft(for customer: Customer) throws(SandboxError) -> JSONObject {
    var invoice = try BlankInvoice.make(
      of: customer.json, currency: Currency(subscription.currency), in: workspace
    ).json
    invoice["auto_advance"] = true
    invoice["billing_reason"] = .string(reason)
    for name in [
      "collection_method", "default_payment_method", "default_tax_rates", "description",
    ] {
      invoice[name] = subscription.json[name]
    }
    let discounts = try CustomerDiscounts(workspace: workspace)
      .inherited(subscription, of: customer, in: subscription.currency)
    invoice["discounts"] = .array(discounts.map(JSONValue.string))
    let settings = subscription.json.object("invoice_settings") ?? [:]
    for name in ["custom_fields", "description", "footer"] where settings.has(name) {
      invoice[name] = settings[name]
    }
    if let days = subscription.daysUntilDue, subscription.collectionMethod == "send_invoice" {
      invoice["due_date"] = .integer(workspace.now + days * 86_400)
      invoice["automatically_finalizes_at"] = .integer(workspace.now + 3600)
    }
    invoice["parent"] = [
      "quote_details": nil,
      "subscription_details": [
        "metadata": .object(subscription.metadata), "subscription": .string(subscription.id),
      ],
      "type": "subscription_details",
    ]
    return invoice
  }

  private func addExtra(_ given: JSONObject, to invoice: JSONObject, _ index: Int)
    throws(SandboxError)
  {
    var fields = given
    if let price = given["price"] {
      fields["pricing"] = ["price": price]
      fields["price"] = nil
    }
    let given = Parameters(fields, path: "add_invoice_items[\(index)]")
    let item = try workspace.invoices.items.new(
      given, customer: subscription.customer, on: Invoice(invoice))
    let unread = given.unread
    if let operation = workspace.operation, !unread.isEmpty {
      throw .unsupported(unread, operation)
    }
    try workspace.save(item)
    try workspace.invoices.lines.add(item, to: Invoice(invoice))
  }

  private var isFree: Bool {
    subscription.status == .trialing
      || reason == "subscription_create" && subscription.trialEnd != nil
  }
}
