import JSON

/// The lines of an invoice for periods of a subscription's items: one for each, and of a price by
/// tiers one for each tier that counts.
struct SubscriptionLines {
  let workspace: Workspace
  let subscription: Subscription
  /// The id of the invoice.
  let invoice: String

  /// New lines, not stored, in their order.
  func make(for period: ItemPeriod) throws(SandboxError) -> [InvoiceLine] {
    guard let amount = period.amount else { throw .tooLarge }
    let (item, quantity) = (period.item, period.quantity)
    let words = try SubscriptionWords(workspace: workspace, item: item)
    if period.rate == .trial {
      return [try line(period, 0, words.trial, unit: "0", quantity: quantity)]
    }
    guard item.price.billingScheme == "tiered", period.isWhole else {
      let unit = item.price.unitAmountDecimal.map(JSONValue.string) ?? .null
      let each = ExactDecimal(item.price.unitAmountDecimal ?? "0") ?? ExactDecimal(0)
      return [
        try line(period, amount, words.line(quantity, at: each), unit: unit, quantity: quantity)
      ]
    }
    var lines: [InvoiceLine] = []
    for share in PriceArithmetic.shares(of: item.price.json, quantity: quantity) ?? [] {
      lines += try self.lines(period, share, words)
    }
    return lines
  }

  /// The units of a tier, and what the tier costs once.
  private func lines(_ period: ItemPeriod, _ share: TierShare, _ words: SubscriptionWords)
    throws(SandboxError) -> [InvoiceLine]
  {
    guard let cost = share.unit.multiplied(by: share.units)?.rounded else { throw .tooLarge }
    let described = words.line(share.units, at: share.unit, tier: share.number)
    let counted = try line(
      period, cost, described, unit: .string(share.unit.description), quantity: share.units)
    guard let flat = share.flat, let fee = flat.rounded else { return [counted] }
    return [
      counted,
      try line(
        period, fee, words.line(nil, at: flat, tier: share.number),
        unit: .string(flat.description), quantity: ExactDecimal(0)),
    ]
  }

  private func line(
    _ period: ItemPeriod, _ amount: Int, _ description: String, unit: JSONValue,
    quantity: ExactDecimal
  ) throws(SandboxError) -> InvoiceLine {
    let item = period.item
    var line = try workspace.make(InvoiceLine.self)
    line.amount = amount
    line.currency = item.price.currency
    line.description = description
    line.discountable = true
    line.discounts = try workspace.discounts.running(item.discounts.compactMap(\.string))
    line.invoice = invoice
    line.json["metadata"] = .object(subscription.metadata)
    line.parent = parent(of: item)
    line.json["period"] = ["end": .integer(period.end), "start": .integer(period.start)]
    line.pretaxCreditAmounts = []
    line.pricing = ItemPricing([
      "price_details": [
        "price": .string(item.price.id), "product": .string(item.price.product),
      ],
      "type": "price_details", "unit_amount_decimal": unit,
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

/// How an invoice tells what of a subscription it bills.
struct SubscriptionWords {
  private let item: SubscriptionItem
  private let product: Product?

  init(workspace: Workspace, item: SubscriptionItem) throws(SandboxError) {
    self.item = item
    product = try workspace.find(Product.self, item.price.product)
  }

  private var name: String { product?.name ?? "Subscription" }

  /// "Free trial for 2 user × Tea".
  var trial: String {
    "Free trial for \(thing(ExactDecimal(item.price.isMetered ? 0 : item.quantity ?? 1)))"
  }

  /// "2 user × Tea (at $15.00 / month)", with the product's unit where it has one; "Tea (Tier 1 at
  /// $9.00 / month)" for what a tier costs whatever the quantity.
  func line(_ quantity: ExactDecimal?, at amount: ExactDecimal, tier: Int? = nil) -> String {
    let period = BillingPeriod(item.price)
    let every =
      period.count == 1 ? "/ \(period.interval)" : "every \(period.count) \(period.interval)s"
    let place = tier.map { "Tier \($0) at" } ?? "at"
    let price = Currency(item.price.currency).format(amount)
    return "\(quantity.map(thing) ?? name) (\(place) \(price) \(every))"
  }

  private func thing(_ quantity: ExactDecimal) -> String {
    "\(quantity)\(product?.unitLabel.map { " \($0)" } ?? "") × \(name)"
  }
}
