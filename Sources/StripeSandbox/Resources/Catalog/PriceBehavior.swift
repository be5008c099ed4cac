import JSON

/// Prices: amounts in both their forms, tiers, lookup keys. A price is never deleted.
struct PriceBehavior: ResourceBehavior {
  let typeName = "price"
  /// Source: the docstring of the SDK's `PriceService.list`: "active prices … for inactive prices,
  /// set active to false".
  let listRules = ListRules(meanings: ["active": FilterMeaning(whenAbsent: .oneOf(["true"]))])

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let price = try workspace.prices.make(parameters)
    try workspace.prices.save(price)
    return price.json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let old = Price(object)
    try check(parameters, old, in: workspace)
    if let key = parameters.text("lookup_key") {
      try workspace.prices.claim(
        lookupKey: key, for: old.id, isTransfer: parameters.isTrue("transfer_lookup_key"))
    }
    var price = try Price(
      workspace.merge(parameters, into: object, of: typeName, but: ["currency_options"]))
    if parameters.isGiven("currency_options") {
      price.json["currency_options"] = try workspace.prices.currencyOptions(
        parameters, of: price, from: object.object("currency_options"))
    }
    try workspace.prices.save(price)
    return price.json
  }

  private func check(_ parameters: Parameters, _ old: Price, in workspace: Workspace)
    throws(SandboxError)
  {
    if let behavior = parameters.text("tax_behavior"), old.taxBehavior != behavior,
      !["", "unspecified"].contains(old.taxBehavior)
    {
      throw SandboxError(
        "You cannot modify `tax_behavior` after it's already set to something other than"
          + " 'unspecified'.", param: "tax_behavior")
    }
    if parameters.bool("active") == false,
      try workspace.find(Product.self, old.product)?.defaultPrice == old.id
    {
      throw SandboxError(
        "This price cannot be archived because it is the default price of its product.",
        param: "active")
    }
  }

  /// A price names its own currency among those it may be paid in.
  func requestedValue(of field: String, in object: JSONObject, _ workspace: Workspace)
    throws(SandboxError) -> JSONValue?
  {
    guard field == "currency_options" else { return nil }
    let price = Price(object)
    return [price.currency: .object(PriceService.option(of: price))]
  }
}
