import JSON

/// Prices: amounts in both their forms, tiers, lookup keys. A price is never deleted.
struct PriceBehavior: ResourceBehavior {
  let typeName = "price"
  /// Source: the docstring of the SDK's `PriceService.list`: "active prices … for inactive prices,
  /// set active to false".
  var filterMeanings: [String: FilterMeaning] {
    ["active": FilterMeaning(whenAbsent: .oneOf(["true"]))]
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    return try workspace.newPrice(parameters, param: nil)
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    if let behavior = parameters.text("tax_behavior"), let old = object.text("tax_behavior"),
      old != "unspecified", old != behavior
    {
      throw SandboxError(
        "You cannot modify `tax_behavior` after it's already set to something other than"
          + " 'unspecified'.", param: "tax_behavior")
    }
    if parameters["active"] == false, let id = object.text("id"),
      try workspace.find("product", object.text("product") ?? "")?.text("default_price") == id
    {
      throw SandboxError(
        "This price cannot be archived because it is the default price of its product.",
        param: "active")
    }
    if let key = parameters.text("lookup_key") {
      try workspace.claim(
        lookupKey: key, for: object.text("id"), isTransfer: parameters.isTrue("transfer_lookup_key")
      )
    }
    var fields = parameters
    fields["transfer_lookup_key"] = nil
    return try workspace.merge(fields, into: object, of: typeName)
  }
}

extension Workspace {
  /// A new price from the parameters of a price, or of one inside another request; not stored.
  ///
  /// - Parameter param: the parameter that contains them; nil at the top level.
  func newPrice(_ parameters: JSONObject, param: String?) throws(SandboxError) -> JSONObject {
    func name(_ key: String) -> String { param.map { "\($0)[\(key)]" } ?? key }
    guard let code = parameters.text("currency") else { throw .missingParameter(name("currency")) }
    let currency = try currency(code, param: name("currency"))
    var fields = parameters
    for key in ["product_data", "tiers", "transfer_lookup_key", "custom_unit_amount", "recurring"] {
      fields[key] = nil
    }
    fields["product"] = try .string(product(of: parameters, name))
    var price = try build("price", from: fields)
    price["active"] = parameters["active"] ?? true
    price["currency"] = .string(currency.code)
    price["tax_behavior"] = parameters["tax_behavior"] ?? "unspecified"
    price["billing_scheme"] = parameters["billing_scheme"] ?? "per_unit"
    if let recurring = parameters.object("recurring") {
      price["recurring"] = try .object(newRecurring(recurring, name("recurring")))
    }
    price["type"] = price.has("recurring") ? "recurring" : "one_time"
    try setAmount(of: &price, from: parameters, name)
    // Stripe leaves these out where there is nothing in them.
    for key in ["currency_options", "tiers"] where !price.has(key) { price[key] = nil }
    if let key = parameters.text("lookup_key") {
      try claim(
        lookupKey: key, for: nil, isTransfer: parameters.isTrue("transfer_lookup_key"))
    }
    return price
  }

  private func product(of parameters: JSONObject, _ name: (String) -> String)
    throws(SandboxError) -> String
  {
    if let id = parameters.text("product") {
      return try get("product", id, param: name("product")).text("id") ?? id
    }
    guard let data = parameters.object("product_data") else {
      throw SandboxError(
        "You must specify either `product` or `product_data` when creating a price.",
        code: "parameter_missing", param: name("product"))
    }
    let product = try ProductBehavior().create(Parameters(data), in: self)
    try save(product)
    return product.text("id") ?? ""
  }

  private func newRecurring(_ given: JSONObject, _ name: String) throws(SandboxError) -> JSONObject
  {
    guard let interval = given.text("interval") else {
      throw .missingParameter("\(name)[interval]")
    }
    let count = given["interval_count"]?.integer ?? 1
    if count < 1 { throw .invalidInteger("\(name)[interval_count]", least: 1) }
    let longest = ["day": 1095, "week": 156, "month": 36, "year": 3][interval] ?? 1095
    guard count <= longest else {
      throw SandboxError(
        "You cannot use a recurring interval longer than three years.",
        param: "\(name)[interval_count]")
    }
    return [
      "interval": .string(interval), "interval_count": .integer(count),
      "meter": given["meter"] ?? nil, "trial_period_days": given["trial_period_days"] ?? nil,
      "usage_type": given["usage_type"] ?? "licensed",
    ]
  }

  private func setAmount(
    of price: inout JSONObject, from parameters: JSONObject, _ name: (String) -> String
  ) throws(SandboxError) {
    price["unit_amount"] = .null
    price["unit_amount_decimal"] = .null
    if price.text("billing_scheme") == "tiered" {
      price["tiers"] = try .array(newTiers(parameters.array("tiers"), name("tiers")))
      guard parameters.has("tiers_mode") else { throw .missingParameter(name("tiers_mode")) }
      return
    }
    if parameters.object("custom_unit_amount")?.isTrue("enabled") == true {
      let custom = parameters.object("custom_unit_amount")
      price["custom_unit_amount"] = [
        "maximum": custom?["maximum"] ?? nil, "minimum": custom?["minimum"] ?? nil,
        "preset": custom?["preset"] ?? nil,
      ]
      return
    }
    guard !(parameters.has("unit_amount") && parameters.has("unit_amount_decimal")) else {
      throw SandboxError(
        "You may only specify one of these parameters: unit_amount, unit_amount_decimal.",
        param: name("unit_amount"))
    }
    let key = parameters.has("unit_amount_decimal") ? "unit_amount_decimal" : "unit_amount"
    guard parameters.has(key) else {
      throw SandboxError(
        "Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.",
        code: "parameter_missing", param: name("unit_amount"))
    }
    guard let amount = parameters.decimal(key) else {
      throw SandboxError("Invalid decimal: \(parameters.text(key) ?? "")", param: name(key))
    }
    guard amount >= ExactDecimal(0) else { throw .invalidInteger(name(key), least: 0) }
    guard amount <= ExactDecimal(Limits.amount.upperBound) else {
      throw SandboxError("The amount is too large.", code: "amount_too_large", param: name(key))
    }
    setAmount(amount, "unit_amount", of: &price)
  }

  /// Both forms of an amount: the whole one is null where there are decimals.
  private func setAmount(_ amount: ExactDecimal, _ key: String, of object: inout JSONObject) {
    let whole = amount.isWhole ? amount.rounded : nil
    object[key] = whole.map(JSONValue.integer) ?? .null
    object["\(key)_decimal"] = .string(amount.description)
  }

  private func newTiers(_ given: [JSONValue], _ name: String) throws(SandboxError) -> [JSONValue] {
    guard !given.isEmpty else { throw .missingParameter(name) }
    var tiers: [JSONValue] = []
    for tier in given.compactMap(\.object) {
      var made: JSONObject = [
        "flat_amount": nil, "flat_amount_decimal": nil, "unit_amount": nil,
        "unit_amount_decimal": nil, "up_to": tier["up_to"]?.integer.map(JSONValue.integer) ?? nil,
      ]
      for key in ["flat_amount", "unit_amount"] {
        guard let amount = tier.decimal("\(key)_decimal") ?? tier.decimal(key) else { continue }
        setAmount(amount, key, of: &made)
      }
      tiers.append(.object(made))
    }
    guard tiers.last?["up_to"]?.isNull == true else {
      throw SandboxError("The last tier must have `up_to` set to `inf`.", param: name)
    }
    return tiers
  }

  /// Takes a lookup key for a price: away from its holder, or not at all.
  func claim(lookupKey: String, for id: String?, isTransfer: Bool) throws(SandboxError) {
    for holder in try list("price", where: "lookup_key", equals: lookupKey)
    where holder.text("id") != id {
      guard isTransfer else {
        throw SandboxError(
          "A price (`\(holder.text("id") ?? "")`) already uses that lookup key.",
          param: "lookup_key")
      }
      var robbed = holder
      robbed["lookup_key"] = .null
      try save(robbed)
    }
  }
}
