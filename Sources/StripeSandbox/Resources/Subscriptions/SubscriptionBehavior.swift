import JSON

/// Subscriptions: items, a first invoice, and an end. Time does not run by itself here: nothing is
/// billed again when a period is over.
struct SubscriptionBehavior: ResourceBehavior {
  let typeName = "subscription"
  var missingParameter: String? { "id" }
  var eventPrefix: String? { "customer.subscription" }
  var statusEvents: [String: [String]] { ["canceled": ["deleted"], "paused": ["paused"]] }
  /// Source: the docstring of the SDK's `SubscriptionListParams.status`.
  var filterMeanings: [String: FilterMeaning] {
    [
      "status": FilterMeaning(
        whenAbsent: .noneOf(["canceled"]),
        values: ["all": nil, "ended": ["canceled", "incomplete_expired"]])
    ]
  }

  private static let instructions: Set<String> = [
    "add_invoice_items", "backdate_start_date", "cancel_at", "default_payment_method",
    "default_tax_rates", "discounts", "items", "off_session", "payment_behavior",
    "proration_behavior", "proration_date", "trial_end", "trial_from_plan", "trial_period_days",
    "billing_cycle_anchor", "currency", "cancel_at_period_end",
  ]

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    guard let customerID = parameters.text("customer") else { throw .missingParameter("customer") }
    let customer = try workspace.get("customer", customerID, param: "customer")
    var subscription = try workspace.build(typeName, from: [:])
    setDefaults(of: &subscription, parameters, now: workspace.now)
    subscription = try applied(parameters, to: subscription, in: workspace)
    let trialEnd = try trialEnd(parameters, now: workspace.now)
    if let trialEnd {
      subscription["trial_start"] = .integer(workspace.now)
      subscription["trial_end"] = .integer(trialEnd)
      subscription["billing_cycle_anchor"] = .integer(trialEnd)
    }
    let items = try makeItems(parameters, of: subscription, trialEnd: trialEnd, in: workspace)
    subscription["currency"] = items.first?.object("price")?["currency"] ?? "usd"
    try workspace.save(subscription)
    for item in items.reversed() {
      try workspace.save(item, parent: subscription.text("id"))
    }
    subscription = try workspace.refreshItems(of: subscription)
    return try workspace.begin(subscription, items, parameters, of: customer)
  }

  private func setDefaults(of subscription: inout JSONObject, _ parameters: JSONObject, now: Int) {
    let fields: JSONObject = [
      "automatic_tax": ["disabled_reason": nil, "enabled": false, "liability": nil],
      "billing_cycle_anchor": parameters["billing_cycle_anchor"] ?? .integer(now),
      "billing_mode": ["flexible": ["proration_discounts": "included"], "type": "flexible"],
      "billing_schedules": [], "cancel_at_period_end": false,
      "collection_method": "charge_automatically", "discounts": [], "default_tax_rates": [],
      "invoice_settings": ["account_tax_ids": nil, "issuer": ["type": "self"]],
      "payment_settings": [
        "payment_method_options": nil, "payment_method_types": nil,
        "save_default_payment_method": "off",
      ],
      "start_date": .integer(now), "status": "incomplete",
      "trial_settings": ["end_behavior": ["missing_payment_method": "create_invoice"]],
    ]
    for member in fields.members { subscription[member.key] = member.value }
  }

  private func trialEnd(_ parameters: JSONObject, now: Int) throws(SandboxError) -> Int? {
    if let days = try parameters.limited("trial_period_days", to: Limits.trialDays), days > 0 {
      return now + days * 86_400
    }
    guard let end = parameters["trial_end"]?.integer, end > now else { return nil }
    return end
  }

  private func makeItems(
    _ parameters: JSONObject, of subscription: JSONObject, trialEnd: Int?,
    in workspace: Workspace
  ) throws(SandboxError) -> [JSONObject] {
    let given = parameters.array("items").compactMap(\.object)
    guard !given.isEmpty else { throw .missingParameter("items") }
    var items: [JSONObject] = []
    for (index, fields) in given.enumerated() {
      var item = try workspace.newSubscriptionItem(
        fields, of: subscription.text("id") ?? "", start: workspace.now,
        param: "items[\(index)]")
      if let trialEnd { item["current_period_end"] = .integer(trialEnd) }
      if let first = items.first, first["price"]?["currency"] != item["price"]?["currency"] {
        throw SandboxError(
          "The currency of all prices of a subscription must be the same.",
          param: "items[\(index)][price]")
      }
      items.append(item)
    }
    return items
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    if object.text("status") == "canceled" {
      guard parameters.keys.allSatisfy({ ["metadata", "cancellation_details"].contains($0) }) else {
        throw SandboxError(
          "A canceled subscription can only update its cancellation_details and metadata.")
      }
    }
    var subscription = try applied(parameters, to: object, in: workspace)
    if parameters["trial_end"] == "now", subscription.text("status") == "trialing" {
      subscription["trial_end"] = .integer(workspace.now)
      subscription["status"] = "active"
    }
    try workspace.save(subscription)
    try changeItems(parameters, of: subscription, in: workspace)
    return try workspace.refreshItems(of: subscription)
  }

  private func changeItems(
    _ parameters: JSONObject, of subscription: JSONObject, in workspace: Workspace
  ) throws(SandboxError) {
    let id = subscription.text("id") ?? ""
    for (index, given) in parameters.array("items").compactMap(\.object).enumerated() {
      let param = "items[\(index)]"
      guard let itemID = given.text("id") else {
        let item = try workspace.newSubscriptionItem(
          given, of: id, start: workspace.now, param: param)
        try workspace.save(item, parent: id)
        continue
      }
      let stored = try workspace.get("subscription_item", itemID, param: "\(param)[id]")
      if given.isTrue("deleted") {
        try workspace.remove(stored)
        continue
      }
      var item = try workspace.changedItem(stored, by: given, param: param)
      if given.has("price") || given.has("price_data") {
        let price = try workspace.recurringPrice(given, param: param)
        workspace.put(price, from: stored.amount("current_period_start"), into: &item)
      }
      try workspace.save(item)
    }
  }

  private func applied(
    _ parameters: JSONObject, to object: JSONObject, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let plain = JSONObject(parameters.members.filter { !Self.instructions.contains($0.key) })
    var changed = try workspace.merge(plain, into: object, of: typeName)
    if let method = parameters.text("default_payment_method") {
      changed["default_payment_method"] = try .string(
        workspace.attachedMethod(
          method, to: changed.text("customer"), param: "default_payment_method"))
    }
    if let rates = parameters["default_tax_rates"] {
      changed["default_tax_rates"] = try .array(workspace.taxRates(rates))
    }
    if let discounts = parameters["discounts"] {
      changed["discounts"] = try .array(workspace.newDiscounts(discounts, for: changed))
    }
    if let cancelAt = parameters["cancel_at"] {
      changed["cancel_at"] = cancelAt.integer.map(JSONValue.integer) ?? .null
    }
    if let ends = parameters["cancel_at_period_end"]?.bool {
      let period = changed.object("items")?.array("data").first?["current_period_end"] ?? .null
      changed["cancel_at_period_end"] = .bool(ends)
      changed["cancel_at"] = ends ? period : .null
      changed["canceled_at"] = ends ? .integer(workspace.now) : .null
    }
    return changed
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    try workspace.end(object)
  }

  func filterValues(of object: JSONObject) -> JSONObject {
    let items = object.object("items")?.array("data") ?? []
    let prices = JSONValue.array(items.compactMap { $0["price"]?["id"] })
    return ["plan": prices, "price": prices]
  }

  var actions: [String: Action] {
    [
      "cancel": { object, parameters, workspace throws(SandboxError) in
        try workspace.cancel(subscription: object ?? [:], parameters.all)
      },
      "delete_discount": { object, _, workspace throws(SandboxError) in
        try workspace.discounts.remove(from: object ?? [:])
      },
      "pause": { object, _, workspace throws(SandboxError) in
        try workspace.move(object ?? [:], from: ["active", "trialing"], to: "paused")
      },
      "resume": { object, _, workspace throws(SandboxError) in
        try workspace.move(object ?? [:], from: ["paused"], to: "active")
      },
    ]
  }
}
