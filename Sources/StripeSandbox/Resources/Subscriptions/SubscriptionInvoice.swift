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
    // The last one of the same second is the first one listed.
    for (index, item) in items.reversed().enumerated() {
      try workspace.save(
        line(for: item, in: invoice), parent: invoice.text("id"), sortKey: workspace.now + index)
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
      "discounts",
    ] {
      invoice[name] = subscription.json[name]
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
    if let price = given["price"] { fields["pricing"] = ["price": price] }
    let item = try workspace.invoices.items.new(
      Parameters(fields, path: "add_invoice_items[\(index)]"), customer: subscription.customer,
      on: Invoice(invoice))
    try workspace.save(item)
    try workspace.invoices.lines.add(item, to: Invoice(invoice))
  }

  private func line(for item: SubscriptionItem, in invoice: JSONObject) throws(SandboxError)
    -> JSONObject
  {
    guard let cost = item.cost else {
      throw SandboxError(
        "The amount is too large.", code: "amount_too_large", param: "items[0][quantity]")
    }
    let isFree = subscription.status == .trialing || isTrial
    let quantity = item.price.isMetered ? 0 : item.quantity ?? 1
    var line = try workspace.build("line_item", from: [:])
    let words = try SubscriptionWords(workspace: workspace, item: item)
    let fields: JSONObject = [
      "amount": .integer(isFree ? 0 : cost), "currency": .string(item.price.currency),
      "description": .string(words.line(isTrial: isFree)), "discountable": true,
      "discounts": [], "invoice": invoice["id"] ?? nil,
      "metadata": .object(subscription.metadata), "parent": parent(of: item),
      "period": [
        "end": .integer(item.currentPeriodEnd), "start": .integer(item.currentPeriodStart),
      ],
      "pretax_credit_amounts": [],
      "pricing": [
        "price_details": [
          "price": .string(item.price.id), "product": .string(item.price.product),
        ],
        "type": "price_details",
        "unit_amount_decimal": isFree
          ? "0" : item.price.unitAmountDecimal.map(JSONValue.string) ?? nil,
      ],
      "quantity": .integer(quantity), "quantity_decimal": .string(String(quantity)),
    ]
    for member in fields.members { line[member.key] = member.value }
    // Its place is in `parent`; Stripe leaves the field out.
    line["subscription"] = nil
    return line
  }

  private var isTrial: Bool { reason == "subscription_create" && subscription.trialEnd != nil }

  private func parent(of item: SubscriptionItem) -> JSONValue {
    [
      "invoice_item_details": nil,
      "subscription_item_details": [
        "invoice_item": nil, "proration": false, "proration_details": ["credited_items": nil],
        "subscription": .string(subscription.id), "subscription_item": .string(item.id),
      ],
      "type": "subscription_item_details",
    ]
  }
}

/// The description of an invoice line for a subscription.
struct SubscriptionWords {
  private let item: SubscriptionItem
  private let product: Product?

  init(workspace: Workspace, item: SubscriptionItem) throws(SandboxError) {
    self.item = item
    product = try workspace.find(Product.self, item.price.product)
  }

  private var name: String { product?.name ?? "Subscription" }

  /// "2 user × Tea (at $15.00 / month)", with the product's unit where it has one; "Free trial for
  /// 2 user × Tea".
  func line(isTrial: Bool) -> String {
    let price = item.price
    let unit = product?.unitLabel.map { " \($0)" } ?? ""
    let quantity = price.isMetered ? 0 : item.quantity ?? 1
    let thing = "\(quantity)\(unit) × \(name)"
    if isTrial { return "Free trial for \(thing)" }
    let amount = Currency(price.currency).format(price.unitAmount ?? 0)
    let period = BillingPeriod(price)
    let every =
      period.count == 1 ? "/ \(period.interval)" : "every \(period.count) \(period.interval)s"
    return "\(thing) (at \(amount) \(every))"
  }
}
