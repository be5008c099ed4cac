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
    for (index, period) in periods.enumerated() {
      try workspace.save(
        line(for: period, in: invoice), parent: invoice.id, sortKey: workspace.now - 1 - index)
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
        item.subscription == subscription.id
          || item.subscription == nil && reason != .subscriptionUpdate
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
      "discounts", "test_clock",
    ] {
      invoice.json[name] = subscription.json[name]
    }
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
    var fields = given.all
    if let price = fields["price"] { fields["pricing"] = ["price": price] }
    let item = try workspace.invoices.items.new(
      Parameters(fields, path: given.path), customer: subscription.customer, on: invoice)
    try workspace.save(item)
    try workspace.invoices.lines.add(item, to: invoice)
  }

  private func line(for period: ItemPeriod, in invoice: Invoice) throws(SandboxError)
    -> InvoiceLine
  {
    guard let amount = period.amount else { throw .tooLarge }
    let (item, quantity) = (period.item, period.quantity)
    var line = try workspace.make(InvoiceLine.self)
    line.amount = amount
    line.currency = item.price.currency
    line.description = try SubscriptionWords(workspace: workspace, item: item).line(period)
    line.discountable = true
    line.discounts = []
    line.invoice = invoice.id
    line.json["metadata"] = .object(subscription.metadata)
    line.parent = parent(of: item)
    line.json["period"] = ["end": .integer(period.end), "start": .integer(period.start)]
    line.pretaxCreditAmounts = []
    line.pricing = ItemPricing([
      "price_details": [
        "price": .string(item.price.id), "product": .string(item.price.product),
      ],
      "type": "price_details",
      "unit_amount_decimal": period.rate == .trial
        ? "0" : item.price.unitAmountDecimal.map(JSONValue.string) ?? nil,
    ])
    line.quantity = quantity.rounded ?? 0
    line.json["quantity_decimal"] = .string(quantity.description)
    // Its place is in `parent`; Stripe leaves the field out.
    line.json["subscription"] = nil
    return line
  }

  private func parent(of item: SubscriptionItem) -> JSONObject {
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

/// Why an invoice of a subscription was made. Source: the SDK's `Invoice.billing_reason`.
enum BillingReason: String, Sendable {
  case subscriptionCreate = "subscription_create"
  case subscriptionCycle = "subscription_cycle"
  case subscriptionUpdate = "subscription_update"
}

extension SandboxError {
  static var tooLarge: SandboxError {
    SandboxError(
      "The amount is too large.", code: "amount_too_large", param: "items[0][quantity]")
  }
}

/// How an invoice tells what of a subscription it bills.
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
  func line(_ period: ItemPeriod) -> String {
    let price = item.price
    let unit = product?.unitLabel.map { " \($0)" } ?? ""
    let thing = "\(period.quantity)\(unit) × \(name)"
    if period.rate == .trial { return "Free trial for \(thing)" }
    let amount = Currency(price.currency).format(price.unitAmount ?? 0)
    let length = BillingPeriod(price)
    let every =
      length.count == 1 ? "/ \(length.interval)" : "every \(length.count) \(length.interval)s"
    return "\(thing) (at \(amount) \(every))"
  }
}
