import JSON

/// The lines of an invoice for the items of a subscription: one for each, and of a price by tiers
/// one for each tier that counts.
struct SubscriptionLines {
  let workspace: Workspace
  let subscription: Subscription
  /// Whether the period is a trial.
  let isFree: Bool
  let invoice: JSONObject

  /// New lines, not stored, in their order.
  func make(for item: SubscriptionItem) throws(SandboxError) -> [JSONObject] {
    guard let cost = item.cost else { throw Self.tooLarge }
    let words = try SubscriptionWords(workspace: workspace, item: item)
    let quantity = item.price.isMetered ? 0 : item.quantity ?? 1
    if isFree {
      return [try line(item, 0, words.trial, unit: "0", quantity: quantity)]
    }
    guard item.price.billingScheme == "tiered", !item.price.isMetered else {
      let unit = item.price.unitAmountDecimal.map(JSONValue.string) ?? .null
      let amount = ExactDecimal(item.price.unitAmountDecimal ?? "0") ?? ExactDecimal(0)
      return [
        try line(item, cost, words.line(quantity, at: amount), unit: unit, quantity: quantity)
      ]
    }
    let shares = PriceArithmetic.shares(of: item.price.json, quantity: ExactDecimal(quantity))
    var lines: [JSONObject] = []
    for share in shares ?? [] { lines += try self.lines(item, share, words) }
    return lines
  }

  /// The units of a tier, and what the tier costs once.
  private func lines(_ item: SubscriptionItem, _ share: TierShare, _ words: SubscriptionWords)
    throws(SandboxError) -> [JSONObject]
  {
    guard let cost = share.unit.multiplied(by: share.units)?.rounded,
      let units = share.units.rounded
    else { throw Self.tooLarge }
    let described = words.line(units, at: share.unit, tier: share.number)
    let counted = try line(
      item, cost, described, unit: .string(share.unit.description), quantity: units)
    guard let flat = share.flat, let fee = flat.rounded else { return [counted] }
    return [
      counted,
      try line(
        item, fee, words.line(nil, at: flat, tier: share.number),
        unit: .string(flat.description), quantity: 0),
    ]
  }

  private func line(
    _ item: SubscriptionItem, _ amount: Int, _ description: String, unit: JSONValue, quantity: Int
  ) throws(SandboxError) -> JSONObject {
    var line = try workspace.build("line_item", from: [:])
    let fields: JSONObject = [
      "amount": .integer(amount), "currency": .string(item.price.currency),
      "description": .string(description), "discountable": true,
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
        "type": "price_details", "unit_amount_decimal": unit,
      ],
      "quantity": .integer(quantity), "quantity_decimal": .string(String(quantity)),
    ]
    for member in fields.members { line[member.key] = member.value }
    // Its place is in `parent`; Stripe leaves the field out.
    line["subscription"] = nil
    return line
  }

  private static var tooLarge: SandboxError {
    SandboxError(
      "The amount is too large.", code: "amount_too_large", param: "items[0][quantity]")
  }

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
  var trial: String { "Free trial for \(thing(item.price.isMetered ? 0 : item.quantity ?? 1))" }

  /// "2 user × Tea (at $15.00 / month)", with the product's unit where it has one; "Tea (Tier 1 at
  /// $9.00 / month)" for what a tier costs whatever the quantity.
  func line(_ quantity: Int?, at amount: ExactDecimal, tier: Int? = nil) -> String {
    let period = BillingPeriod(item.price)
    let every =
      period.count == 1 ? "/ \(period.interval)" : "every \(period.count) \(period.interval)s"
    let place = tier.map { "Tier \($0) at" } ?? "at"
    let price = Currency(item.price.currency).format(amount)
    return "\(quantity.map(thing) ?? name) (\(place) \(price) \(every))"
  }

  private func thing(_ quantity: Int) -> String {
    "\(quantity)\(product?.unitLabel.map { " \($0)" } ?? "") × \(name)"
  }
}
