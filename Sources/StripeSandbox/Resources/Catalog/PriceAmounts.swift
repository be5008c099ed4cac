import JSON

/// Reads what a price costs from parameters: an amount for each unit, tiers, or what the customer
/// chooses.
struct PriceAmounts {
  let given: Parameters

  func put(into price: inout Price) throws(SandboxError) {
    price.unitAmount = nil
    price.unitAmountDecimal = nil
    price.tiersMode = given.text("tiers_mode")
    if price.billingScheme == "tiered" {
      price.json["tiers"] = try .array(tiers())
      if price.tiersMode == nil { throw .missingParameter(given.name("tiers_mode")) }
      return
    }
    if let custom = given.object("custom_unit_amount"), custom.isTrue("enabled") {
      price.customUnitAmount = try [
        "maximum": amount("maximum", of: custom), "minimum": amount("minimum", of: custom),
        "preset": amount("preset", of: custom),
      ]
      return
    }
    try Self.put(unitAmount(), "unit_amount", into: &price.json)
  }

  private func amount(_ name: String, of custom: Parameters) throws(SandboxError) -> JSONValue {
    try custom.limited(name, to: 0...Limits.amount.upperBound).map(JSONValue.integer) ?? .null
  }

  private func unitAmount() throws(SandboxError) -> ExactDecimal {
    guard !(given.has("unit_amount") && given.has("unit_amount_decimal")) else {
      throw SandboxError(
        "You may only specify one of these parameters: unit_amount, unit_amount_decimal.",
        param: given.name("unit_amount"))
    }
    let key = given.has("unit_amount_decimal") ? "unit_amount_decimal" : "unit_amount"
    guard given.has(key) else {
      throw SandboxError(
        "Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.",
        code: "parameter_missing", param: given.name("unit_amount"))
    }
    guard let amount = given.decimal(key) else {
      throw SandboxError(
        "Invalid decimal: \(given.text(key) ?? "")", param: given.name(key))
    }
    guard amount >= ExactDecimal(0) else {
      throw SandboxError("Invalid non-negative integer", param: given.name(key))
    }
    guard amount <= ExactDecimal(Limits.amount.upperBound) else {
      throw SandboxError(
        "The amount is too large.", code: "amount_too_large", param: given.name(key))
    }
    return amount
  }

  /// Both forms of an amount: the whole one is null where there are decimals.
  private static func put(_ amount: ExactDecimal, _ key: String, into object: inout JSONObject) {
    let whole = amount.isWhole ? amount.rounded : nil
    object[key] = whole.map(JSONValue.integer) ?? .null
    object["\(key)_decimal"] = .string(amount.description)
  }

  private func tiers() throws(SandboxError) -> [JSONValue] {
    let given = given.array("tiers")
    guard !given.isEmpty else { throw .missingParameter(self.given.name("tiers")) }
    var tiers: [JSONValue] = []
    var reached = 0
    for tier in given {
      let end = tier["up_to"]?.integer
      guard end ?? .max > reached else {
        throw SandboxError(
          "The `up_to` of each tier must be greater than that of the tier before.",
          param: tier.name("up_to"))
      }
      reached = end ?? .max
      tiers.append(.object(made(tier, upTo: end)))
    }
    guard tiers.last?["up_to"]?.isNull == true else {
      throw SandboxError(
        "The last tier must have `up_to` set to `inf`.", param: self.given.name("tiers"))
    }
    return tiers
  }

  private func made(_ tier: Parameters, upTo end: Int?) -> JSONObject {
    var made: JSONObject = [
      "flat_amount": nil, "flat_amount_decimal": nil, "unit_amount": nil,
      "unit_amount_decimal": nil, "up_to": end.map(JSONValue.integer) ?? nil,
    ]
    for key in ["flat_amount", "unit_amount"] {
      guard let amount = tier.decimal("\(key)_decimal") ?? tier.decimal(key) else { continue }
      Self.put(amount, key, into: &made)
    }
    return made
  }
}
