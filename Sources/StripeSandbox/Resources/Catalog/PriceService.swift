import JSON

/// Makes prices, at their own address and inside other requests, and keeps the plan that is the
/// older form of each recurring one.
struct PriceService {
  let workspace: Workspace

  /// The parameters of a price that are not fields as they are.
  private static let own: Set<String> = [
    "active", "billing_scheme", "currency", "currency_options", "custom_unit_amount",
    "lookup_key", "product", "product_data", "recurring", "tax_behavior", "tiers", "tiers_mode",
    "transfer_lookup_key", "unit_amount", "unit_amount_decimal",
  ]

  /// A new price; not stored.
  ///
  /// - Parameters:
  ///   - product: the product's id where the parameters do not say it.
  ///   - isInline: whether it is made for one use inside another request, and cannot be used again.
  func make(_ given: Parameters, product: String? = nil, isInline: Bool = false)
    throws(SandboxError) -> Price
  {
    guard let code = given.text("currency") else { throw .missingParameter(given.name("currency")) }
    let currency = try Currency.supported(code, param: given.name("currency"))
    let productID: String
    if let product { productID = product } else { productID = try self.product(of: given) }
    var price = try Price(workspace.build(Price.typeName, from: given, but: Self.own))
    price.active = given.bool("active") ?? !isInline
    price.currency = currency.code
    price.product = productID
    price.billingScheme = given.text("billing_scheme") ?? "per_unit"
    price.recurring = try given.object("recurring").map(recurrence)
    price.taxBehavior = given.text("tax_behavior") ?? "unspecified"
    price.type = price.recurring == nil ? "one_time" : "recurring"
    try PriceAmounts(given: given).put(into: &price)
    if given.isGiven("currency_options") {
      price.json["currency_options"] = try currencyOptions(given, of: price, from: nil)
    }
    if let key = given.text("lookup_key") {
      try claim(
        lookupKey: key, for: nil, isTransfer: given.isTrue("transfer_lookup_key"))
      price.lookupKey = key
    }
    return price
  }

  /// Stores a price; its plan first, where it has one.
  func save(_ price: Price) throws(SandboxError) {
    if price.recurring != nil { try workspace.save(plan(of: price)) }
    try workspace.save(price)
  }

  /// A price that a parameter names, and that can be used.
  ///
  /// - Throws: 400 that names the parameter.
  func usable(_ id: String, param: String) throws(SandboxError) -> Price {
    let price = try workspace.get(Price.self, id, param: param)
    guard price.active || price.isAdmitted else { throw .inactivePrice(param: param) }
    return price
  }

  /// The stored price that `price_data` describes, for this one use; nil where it is not given.
  func inline(_ given: Parameters) throws(SandboxError) -> Price? {
    guard let data = given.object("price_data") else { return nil }
    let price = try make(data, isInline: true)
    try save(price)
    return price
  }

  private func product(of given: Parameters) throws(SandboxError) -> String {
    if let id = given.text("product") {
      return try workspace.get(Product.self, id, param: given.name("product")).id
    }
    guard let data = given.object("product_data") else {
      throw SandboxError(
        "You must specify either `product` or `product_data` when creating a price.",
        code: "parameter_missing", param: given.name("product"))
    }
    let product = try workspace.products.make(data)
    try workspace.save(product)
    return product.id
  }

  private func recurrence(_ given: Parameters) throws(SandboxError) -> PriceRecurrence {
    guard let interval = given.text("interval") else {
      throw .missingParameter(given.name("interval"))
    }
    let count = given.integer("interval_count") ?? 1
    if count < 1 { throw .invalidInteger(given.name("interval_count"), least: 1) }
    let longest = ["day": 1095, "week": 156, "month": 36, "year": 3][interval] ?? 1095
    guard count <= longest else {
      throw SandboxError(
        "You cannot use a recurring interval longer than three years.",
        param: given.name("interval_count"))
    }
    var recurrence = PriceRecurrence([:])
    recurrence.interval = interval
    recurrence.intervalCount = count
    recurrence.meter = given.text("meter")
    recurrence.trialPeriodDays = try given.limited("trial_period_days", to: Limits.trialDays)
    recurrence.usageType = given.text("usage_type") ?? "licensed"
    return recurrence
  }

  /// Takes a lookup key for a price: away from its holder, or not at all.
  func claim(lookupKey: String, for id: String?, isTransfer: Bool) throws(SandboxError) {
    for holder in try workspace.list(Price.self, where: "lookup_key", equals: lookupKey)
    where holder.id != id {
      guard isTransfer else {
        throw SandboxError(
          "A price (`\(holder.id)`) already uses that lookup key.", param: "lookup_key")
      }
      var robbed = holder
      robbed.lookupKey = nil
      try workspace.save(robbed)
    }
  }
}

/// The amounts of a price in other currencies.
extension PriceService {
  /// The options after those that parameters give, the price's own currency among them.
  func currencyOptions(_ given: Parameters, of price: Price, from old: JSONObject?)
    throws(SandboxError) -> JSONValue
  {
    var options = old ?? [price.currency: .object(Self.option(of: price))]
    guard let currencies = given.object("currency_options") else { return .object(options) }
    for code in currencies.values.keys {
      let currency = try Currency.supported(code, param: currencies.name(code))
      guard let values = currencies.object(code) else {
        options[currency.code] = nil
        continue
      }
      var option = price
      option.taxBehavior = values.text("tax_behavior") ?? "unspecified"
      try PriceAmounts(given: values).put(into: &option)
      options[currency.code] = .object(Self.option(of: option))
    }
    return .object(options)
  }

  /// A price as one of its own options.
  static func option(of price: Price) -> JSONObject {
    var option: JSONObject = [:]
    for name in [
      "custom_unit_amount", "tax_behavior", "tiers", "unit_amount", "unit_amount_decimal",
    ] {
      option[name] = price.json[name]
    }
    return option
  }
}
