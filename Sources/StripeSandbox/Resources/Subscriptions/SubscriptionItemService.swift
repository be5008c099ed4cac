import JSON

/// Makes and changes the items of a subscription: a price and a quantity.
struct SubscriptionItemService {
  let workspace: Workspace

  /// A new item, not stored, in a period that begins now.
  func make(_ given: Parameters, of subscription: Subscription)
    throws(SandboxError) -> SubscriptionItem
  {
    var item = try workspace.make(SubscriptionItem.self)
    item.billingThresholds = nil
    item.json["billed_until"] = nil
    item.discounts = []
    item.json["metadata"] = [:]
    item.quantity = 1
    item.subscription = subscription.id
    item.taxRates = []
    try put(price(given), into: &item)
    item.currentPeriodStart = workspace.now
    item.currentPeriodEnd = BillingPeriod(item.price).end(after: workspace.now)
    return try changed(item, by: given)
  }

  /// Stores a new item after the existing ones.
  func store(_ item: SubscriptionItem) throws(SandboxError) {
    let number = try workspace.next(of: SubscriptionItem.typeName)
    try workspace.save(item, parent: item.subscription, sortKey: -number)
  }

  /// An item with another quantity, other taxes or discounts.
  func changed(_ item: SubscriptionItem, by given: Parameters) throws(SandboxError)
    -> SubscriptionItem
  {
    var item = item
    if let quantity = try given.limited("quantity", to: Limits.quantity) {
      item.quantity = quantity
    }
    if item.price.isMetered { item.json["quantity"] = nil }
    if let rates = given["tax_rates"] {
      item.taxRates = try workspace.taxes.rates(rates, param: given.name("tax_rates"))
        .map(\.field)
    }
    if given.isGiven("discounts") {
      let subscription = try workspace.find(Subscription.self, item.subscription)
      let owner = DiscountOwner(
        field: "subscription_item", id: item.id, customer: subscription?.customer,
        currency: item.price.currency)
      item.discounts = try workspace.discounts.redeem(given.array("discounts"), for: owner)
        .map(JSONValue.string)
    }
    try BillingThresholds.put(given, into: &item)
    let others = Set(given.values.keys).subtracting(["metadata"])
    item.json = try workspace.merge(
      given, into: item.json, of: SubscriptionItem.typeName, but: others)
    return item
  }

  /// An item whose price may be another as well; its period stays.
  func replaced(_ item: SubscriptionItem, by given: Parameters) throws(SandboxError)
    -> SubscriptionItem
  {
    var item = item
    if given.has("price") || given.has("plan") || given.has("price_data") {
      try put(price(given), into: &item)
    }
    return try changed(item, by: given)
  }

  /// The recurring price that parameters name or describe.
  private func price(_ given: Parameters) throws(SandboxError) -> Price {
    let key = given.has("price") ? "price" : given.has("plan") ? "plan" : "price"
    let price: Price
    if let id = given.text(key) {
      price = try workspace.prices.usable(id, param: given.name(key))
    } else if let inline = try workspace.prices.inline(given) {
      price = inline
    } else {
      throw .missingParameter(given.name(key))
    }
    guard price.recurring != nil else {
      throw SandboxError(
        "The price specified is set to `type=one_time` but this field only accepts prices with"
          + " `type=recurring`.", param: given.name(key))
    }
    return price
  }

  private func put(_ price: Price, into item: inout SubscriptionItem) throws(SandboxError) {
    var plan = try workspace.prices.plan(of: price).json
    plan["tiers"] = nil
    item.price = price
    item.plan = plan
  }
}
