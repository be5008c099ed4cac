import JSON

/// Settles a change of a subscription's items for the rest of their period: gives back what was
/// billed for that time, and bills what takes its place.
struct Prorations {
  let workspace: Workspace
  let subscription: Subscription
  /// From when on the change counts, in Unix seconds.
  let moment: Int

  /// Stores the invoice items of a change: the items before and after it, nil where there was or
  /// is none.
  ///
  /// - Returns: whether there was something to settle.
  @discardableResult
  func settle(_ changes: [ItemChange]) throws(SandboxError) -> Bool {
    // What was billed is looked up before the change itself is billed.
    let credits = try changes.map { change throws(SandboxError) in
      try change.old.map { old throws(SandboxError) in try billed(of: old) } ?? []
    }
    var isAny = false
    for (change, times) in zip(changes, credits).reversed() {
      if let new = change.new, try bill(new) { isAny = true }
      guard let old = change.old, !times.isEmpty else { continue }
      try credit(times, of: old)
      isAny = true
    }
    return isAny
  }

  private func billed(of item: SubscriptionItem) throws(SandboxError) -> [BilledTime] {
    try BilledTimes(workspace: workspace, subscription: subscription).all(of: item, after: moment)
  }

  /// Gives back the time that is left of an item.
  ///
  /// - Parameter isOver: whether the subscription ends with it; what it gives back is then no
  ///   longer the subscription's.
  func credit(_ item: SubscriptionItem, isOver: Bool = false) throws(SandboxError) {
    try credit(billed(of: item), of: item, isOver: isOver)
  }

  private func credit(_ times: [BilledTime], of item: SubscriptionItem, isOver: Bool = false)
    throws(SandboxError)
  {
    for time in times {
      let share = ProratedShare(after: moment, start: time.start, end: time.end)
      var entry = try blank(item, price: time.price, product: time.product, quantity: time.quantity)
      entry.amount = share.of(-time.amount)
      entry.description = try words("Unused", time.product, time.quantity)
      entry.period = period(until: time.end)
      if isOver {
        entry.parent = nil
        entry.json["net_amount"] = .integer(entry.amount)
        entry.json["proration_details"] = nil
      } else {
        finish(&entry, credited: Self.link(to: time.source), discounts: [])
      }
      try workspace.save(entry)
    }
  }

  private func bill(_ item: SubscriptionItem) throws(SandboxError) -> Bool {
    guard !item.price.isMetered, item.currentPeriodEnd > moment else { return false }
    guard let cost = item.cost else { throw .tooLarge }
    guard cost > 0 else { return false }
    let share = ProratedShare(
      after: moment, start: item.currentPeriodStart, end: item.currentPeriodEnd)
    let (amount, discounts) = try discounted(share.of(cost), item)
    var entry = try blank(
      item, price: item.price.id, product: item.price.product, quantity: item.quantity ?? 1)
    entry.amount = amount
    entry.description = try words("Remaining", item.price.product, item.quantity ?? 1)
    entry.period = period(until: item.currentPeriodEnd)
    entry.taxRates = item.json.array("tax_rates").compactMap(\.object).map(TaxRate.init)
    finish(&entry, credited: nil, discounts: discounts)
    try workspace.save(entry)
    return true
  }

  /// The amount less what the subscription's discounts take off a part of it.
  private func discounted(_ amount: Int, _ item: SubscriptionItem) throws(SandboxError)
    -> (Int, [JSONValue])
  {
    let line = BilledLine(
      amount: amount, product: item.price.product, discounts: try percentages(item.discounts, item))
    let totals = InvoiceTotals([line], discounts: try percentages(subscription.discounts, item))
    return (
      totals.subtotal - totals.reductions.reduce(0) { $0 + $1.amount },
      totals.reductions.map(InvoiceSums.reduction)
    )
  }

  /// The discounts of ids that are a part of an amount; fixed amounts are taken off invoices.
  private func percentages(_ ids: [JSONValue], _ item: SubscriptionItem) throws(SandboxError)
    -> [BilledLine.Discount]
  {
    try workspace.discounts.worths(of: ids.compactMap(\.string), in: item.price.currency).filter {
      if case .percent = $0.worth { true } else { false }
    }
  }

  private func blank(_ item: SubscriptionItem, price: String, product: String, quantity: Int)
    throws(SandboxError) -> InvoiceItem
  {
    var entry = try workspace.invoices.items.blank(for: subscription.customer)
    entry.currency = subscription.currency
    entry.discountable = false
    entry.frozenFields = ["pricing", "quantity", "discounts"]
    entry.proration = true
    entry.parent = [
      "subscription_details": [
        "subscription": .string(subscription.id), "subscription_item": .string(item.id),
      ],
      "type": "subscription_details",
    ]
    entry.pricing = ItemPricing([
      "price_details": ["price": .string(price), "product": .string(product)],
      "type": "price_details", "unit_amount_decimal": nil,
    ])
    entry.quantity = quantity
    entry.json["quantity_decimal"] = .string(String(quantity))
    return entry
  }

  private func finish(_ entry: inout InvoiceItem, credited: JSONValue?, discounts: [JSONValue]) {
    entry.json["net_amount"] = .integer(entry.amount)
    entry.json["proration_details"] = [
      "credited_items": credited ?? nil, "discount_amounts": .array(discounts),
    ]
  }

  private static func link(to source: BilledTime.Source) -> JSONValue {
    switch source {
    case .item(let id): ["invoice_item": .string(id), "type": "invoice_item"]
    case .line(let id, let invoice):
      [
        "invoice_line_item_details": [
          "invoice": .string(invoice), "invoice_line_items": [.string(id)],
        ],
        "type": "invoice_line_items",
      ]
    }
  }

  private func period(until end: Int) -> JSONObject {
    ["end": .integer(end), "start": .integer(moment)]
  }

  /// "Unused time on 3 × Tea after 21 Oct 2026".
  private func words(_ time: String, _ product: String, _ quantity: Int) throws(SandboxError)
    -> String
  {
    let name = try workspace.find(Product.self, product)?.name ?? "Subscription"
    let thing = quantity == 1 ? name : "\(quantity) × \(name)"
    return "\(time) time on \(thing) after \(CivilDate(day: moment / 86_400).words)"
  }
}

/// An item of a subscription before and after a change; nil where there was or is none.
struct ItemChange: Sendable {
  let old: SubscriptionItem?
  let new: SubscriptionItem?

  /// True if it changes what is billed.
  var isPriced: Bool {
    old?.price.id != new?.price.id || old?.quantity != new?.quantity
  }

  /// True if the new price runs for another period than the old one.
  var changesPeriod: Bool {
    guard let old, let new else { return false }
    return BillingPeriod(old.price) != BillingPeriod(new.price)
  }
}
