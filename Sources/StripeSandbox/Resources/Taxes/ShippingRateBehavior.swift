import JSON

/// Shipping rates: an amount for shipping, by currency.
struct ShippingRateBehavior: ResourceBehavior {
  let typeName = "shipping_rate"
  let names = ObjectNames(spoken: "shipping rate")

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try ShippingService(workspace: workspace).newRate(parameters).json
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let changed = try workspace.merge(
      parameters, into: object, of: typeName, but: ["fixed_amount"])
    var rate = ShippingRate(changed)
    if let given = parameters.object("fixed_amount")?.object("currency_options"),
      var cost = rate.fixedAmount
    {
      try ShippingService(workspace: workspace).put(given, into: &cost)
      rate.fixedAmount = cost
    }
    return rate.json
  }
}

/// Shipping rates as invoices use them.
struct ShippingService {
  let workspace: Workspace

  /// A new shipping rate, not stored.
  func newRate(_ parameters: Parameters) throws(SandboxError) -> ShippingRate {
    guard let given = parameters.object("fixed_amount") else {
      throw .missingParameter(parameters.name("fixed_amount"))
    }
    guard let amount = try given.limited("amount", to: 0...Limits.amount.upperBound) else {
      throw .missingParameter(given.name("amount"))
    }
    guard let code = given.text("currency") else { throw .missingParameter(given.name("currency")) }
    let currency = try Currency.supported(code, param: given.name("currency")).code
    var cost = ShippingAmount(["amount": .integer(amount), "currency": .string(currency)])
    if let options = given.object("currency_options") { try put(options, into: &cost) }
    var rate = try ShippingRate(
      workspace.build("shipping_rate", from: parameters, but: ["fixed_amount", "type"]))
    parameters.markRead(["type"])
    rate.active = true
    rate.fixedAmount = cost
    rate.taxBehavior = parameters.text("tax_behavior") ?? "unspecified"
    rate.type = "fixed_amount"
    return rate
  }

  /// Costs in currencies other than that of the rate itself.
  func put(_ given: Parameters, into cost: inout ShippingAmount) throws(SandboxError) {
    var options = cost.currencyOptions ?? [:]
    for code in given.values.keys {
      guard let option = given.object(code) else { continue }
      guard let amount = try option.limited("amount", to: 0...Limits.amount.upperBound) else {
        throw .missingParameter(option.name("amount"))
      }
      options[try Currency.supported(code, param: given.name(code)).code] = [
        "amount": .integer(amount),
        "tax_behavior": .string(option.text("tax_behavior") ?? "unspecified"),
      ]
    }
    if options[cost.currency] == nil {
      options[cost.currency] = ["amount": .integer(cost.amount), "tax_behavior": "unspecified"]
    }
    cost.currencyOptions = options
  }

  /// Returns the cost of shipping by a rate that is named, or given whole.
  func cost(_ given: Parameters, in currency: String) throws(SandboxError) -> InvoiceShippingCost {
    let rate: ShippingRate
    if let id = given.text("shipping_rate") {
      rate = try workspace.get(ShippingRate.self, id, param: given.name("shipping_rate"))
    } else if let data = given.object("shipping_rate_data") {
      rate = try newRate(data)
      try workspace.save(rate)
    } else {
      throw .missingParameter(given.name("shipping_rate"))
    }
    guard rate.active, let amount = rate.fixedAmount?.amount(in: currency) else {
      throw SandboxError(
        "The shipping rate \(rate.id) is not active or has no amount in \(currency).",
        param: given.name("shipping_rate"))
    }
    return InvoiceShippingCost([
      "amount_subtotal": .integer(amount), "amount_tax": 0, "amount_total": .integer(amount),
      "shipping_rate": .string(rate.id),
    ])
  }
}
