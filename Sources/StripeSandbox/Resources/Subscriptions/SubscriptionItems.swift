import JSON

/// The items of a subscription: a price and a quantity.
extension Workspace {
  /// A new item, not stored.
  func newSubscriptionItem(
    _ given: JSONObject, of subscription: String, start: Int, param: String?
  ) throws(SandboxError) -> JSONObject {
    var item = try build("subscription_item", from: [:])
    item["billing_thresholds"] = .null
    item["discounts"] = []
    item["metadata"] = [:]
    item["quantity"] = 1
    item["subscription"] = .string(subscription)
    item["tax_rates"] = []
    let price = try recurringPrice(given, param: param)
    put(price, from: start, into: &item)
    return try changedItem(item, by: given, param: param)
  }

  /// An item with another quantity, other taxes or another price.
  func changedItem(_ item: JSONObject, by given: JSONObject, param: String?) throws(SandboxError)
    -> JSONObject
  {
    var item = item
    let name = Self.name("quantity", in: param)
    if let quantity = try given.limited("quantity", to: Limits.quantity, param: name) {
      item["quantity"] = .integer(quantity)
    }
    if let rates = given["tax_rates"] { item["tax_rates"] = try .array(taxRates(rates)) }
    if let metadata = given["metadata"] {
      item = try merge(["metadata": metadata], into: item, of: "subscription_item")
    }
    return item
  }

  /// The name of a parameter that is nested in another.
  private static func name(_ key: String, in param: String?) -> String {
    param.map { "\($0)[\(key)]" } ?? key
  }

  func recurringPrice(_ given: JSONObject, param: String?) throws(SandboxError) -> JSONObject {
    let name = Self.name("price", in: param)
    let price: JSONObject
    if let id = given.text("price") ?? given.text("plan") {
      price = try get("price", id, param: name)
      guard price.isTrue("active") else { throw .inactivePrice(param: name) }
    } else if var data = given.object("price_data") {
      data["active"] = false
      price = try newPrice(data, param: Self.name("price_data", in: param))
      try save(price)
    } else {
      throw .missingParameter(name)
    }
    guard price.text("type") == "recurring" else {
      throw SandboxError(
        "The price specified is set to `type=one_time` but this field only accepts prices with"
          + " `type=recurring`.", param: name)
    }
    return price
  }

  func put(_ price: JSONObject, from start: Int, into item: inout JSONObject) {
    item["current_period_start"] = .integer(start)
    item["current_period_end"] = .integer(BillingPeriod(price).end(after: start))
    item["price"] = .object(price)
    item["plan"] = .object(Self.plan(price))
  }

  /// The older form of a recurring price.
  private static func plan(_ price: JSONObject) -> JSONObject {
    let recurring = price.object("recurring")
    return [
      "id": price["id"] ?? nil, "object": "plan", "active": price["active"] ?? nil,
      "amount": price["unit_amount"] ?? nil, "amount_decimal": price["unit_amount_decimal"] ?? nil,
      "billing_scheme": price["billing_scheme"] ?? nil, "created": price["created"] ?? nil,
      "currency": price["currency"] ?? nil, "interval": recurring?["interval"] ?? nil,
      "interval_count": recurring?["interval_count"] ?? nil, "livemode": false,
      "metadata": price["metadata"] ?? [:], "meter": recurring?["meter"] ?? nil,
      "nickname": price["nickname"] ?? nil, "product": price["product"] ?? nil,
      "tiers_mode": price["tiers_mode"] ?? nil, "transform_usage": nil,
      "trial_period_days": recurring?["trial_period_days"] ?? nil,
      "usage_type": recurring?["usage_type"] ?? nil,
    ]
  }

  /// Puts the stored items into their subscription.
  func refreshItems(of subscription: JSONObject, without removed: String? = nil)
    throws(SandboxError) -> JSONObject
  {
    let id = subscription.text("id") ?? ""
    var refreshed = subscription
    var items = try embeddedList(
      "subscription_item", of: id, url: "/v1/subscription_items?subscription=\(id)")
    items["data"] = .array(
      items.array("data").filter { $0["id"]?.string != removed || removed == nil })
    refreshed["items"] = .object(items)
    try save(refreshed)
    return refreshed
  }
}

/// Items changed at their own address.
struct SubscriptionItemBehavior: ResourceBehavior {
  let typeName = "subscription_item"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    guard let id = parameters.text("subscription") else { throw .missingParameter("subscription") }
    let subscription = try workspace.get("subscription", id, param: "subscription")
    let first = subscription.object("items")?.array("data").first?.object
    let start = first?.amount("current_period_start") ?? workspace.now
    let item = try workspace.newSubscriptionItem(
      parameters, of: id, start: start, param: nil)
    try workspace.save(item, parent: id)
    _ = try workspace.refreshItems(of: subscription)
    return item
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    var item = try workspace.changedItem(object, by: parameters, param: nil)
    if parameters.has("price") || parameters.has("price_data") {
      let price = try workspace.recurringPrice(parameters, param: nil)
      workspace.put(price, from: object.amount("current_period_start"), into: &item)
    }
    try workspace.save(item)
    let subscription = try workspace.get("subscription", item.text("subscription") ?? "")
    _ = try workspace.refreshItems(of: subscription)
    return item
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    let id = object.text("subscription") ?? ""
    guard let subscription = try workspace.find("subscription", id) else { return }
    guard try workspace.children(typeName, of: id).count > 1 else {
      throw SandboxError(
        "A subscription must have at least one active plan. To cancel the subscription, please"
          + " use the cancel API endpoint on the subscription.")
    }
    _ = try workspace.refreshItems(of: subscription, without: object.text("id"))
  }
}
