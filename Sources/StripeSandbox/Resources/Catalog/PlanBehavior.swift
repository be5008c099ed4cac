import JSON

/// Plans: the older form of recurring prices. Each is stored in addition to the price of its id.
struct PlanBehavior: ResourceBehavior {
  let typeName = "plan"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    if !parameters.has("product") { throw .missingParameter("product") }
    var fields = Self.priceFields(parameters)
    let fresh = try workspace.newID(typeName)
    fields["id"] = .string(parameters.text("id") ?? fresh)
    let price = try workspace.prices.make(Parameters(fields))
    try workspace.prices.save(price)
    return try workspace.get(typeName, price.id)
  }

  /// The parameters of a plan as those of a price.
  private static func priceFields(_ parameters: Parameters) -> JSONObject {
    let product = parameters["product"]
    var fields: JSONObject = [product?.object == nil ? "product" : "product_data": product ?? nil]
    for (name, own) in [
      "active": "active", "amount": "unit_amount", "amount_decimal": "unit_amount_decimal",
      "billing_scheme": "billing_scheme", "currency": "currency", "metadata": "metadata",
      "nickname": "nickname", "tiers": "tiers", "tiers_mode": "tiers_mode",
      "transform_usage": "transform_quantity",
    ] {
      fields[own] = parameters[name]
    }
    var recurring: JSONObject = [:]
    for name in ["interval", "interval_count", "meter", "trial_period_days", "usage_type"] {
      recurring[name] = parameters[name]
    }
    fields["recurring"] = .object(recurring)
    return fields
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var price = try workspace.get(Price.self, Plan(object).id)
    price = try Price(
      workspace.merge(
        parameters, into: price.json, of: Price.typeName, but: ["trial_period_days"]))
    if parameters.isGiven("trial_period_days") {
      price.recurring?.trialPeriodDays = try parameters.limited(
        "trial_period_days", to: Limits.trialDays)
    }
    try workspace.prices.save(price)
    return try workspace.get(typeName, price.id)
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    if let price = try workspace.find(Price.self, Plan(object).id) {
      try workspace.remove(price)
    }
  }

  /// The plan of a price that was stored before prices had theirs.
  func sharedTestObject(for id: String, in workspace: Workspace) throws(SandboxError)
    -> JSONObject?
  {
    guard let price = try workspace.find(Price.self, id), price.recurring != nil else { return nil }
    return try workspace.prices.plan(of: price).json
  }
}

extension PriceService {
  /// A recurring price in its older form; not stored.
  func plan(of price: Price) throws(SandboxError) -> Plan {
    var plan = try Plan(workspace.resource(Plan.typeName).blank)
    plan.json["id"] = .string(price.id)
    plan.active = price.active
    plan.amount = price.unitAmount
    plan.amountDecimal = price.unitAmountDecimal
    plan.billingScheme = price.billingScheme
    plan.created = price.created
    plan.currency = price.currency
    plan.interval = price.recurring?.interval ?? "month"
    plan.intervalCount = price.recurring?.intervalCount ?? 1
    plan.metadata = price.metadata
    plan.meter = price.recurring?.meter
    plan.nickname = price.nickname
    plan.product = price.product
    plan.tiersMode = price.tiersMode
    plan.json["tiers"] = price.json["tiers"]
    plan.transformUsage = price.transformQuantity
    plan.trialPeriodDays = price.recurring?.trialPeriodDays
    plan.usageType = price.recurring?.usageType ?? "licensed"
    return plan
  }
}
