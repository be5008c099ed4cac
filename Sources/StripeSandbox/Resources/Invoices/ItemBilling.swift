import JSON

/// The amount of an invoice item: given, by unit and quantity, or by a price.
struct ItemBilling {
  let workspace: Workspace
  /// The currency of the invoice, where the item goes to one.
  let invoiceCurrency: String?
  /// The parameter that contains them; nil at the top level.
  let param: String?
  /// Subscriptions bill recurring prices; loose items must not.
  var takesRecurring = false

  private func name(_ key: String) -> String { param.map { "\($0)[\(key)]" } ?? key }

  /// Computes `amount`, `currency`, `pricing` and the quantities of an item anew, where parameters
  /// say something about them.
  func apply(_ given: JSONObject, to item: inout JSONObject) throws(SandboxError) {
    let keys = [
      "amount", "price_data", "pricing", "quantity", "quantity_decimal", "unit_amount_decimal",
    ]
    guard keys.contains(where: given.has) || !item.has("pricing") else { return }
    let quantity = try quantity(given, item)
    item["quantity_decimal"] = .string(quantity.description)
    item["quantity"] = .integer(quantity.rounded ?? 0)
    if let price = try price(given) {
      try apply(price, quantity, to: &item)
    } else if given.has("amount") || given.has("unit_amount_decimal") {
      try applyAmount(given, quantity, to: &item)
    } else if item.has("pricing") {
      try multiply(quantity, to: &item)
    } else {
      throw .missingParameter(name("amount"))
    }
    try checkCurrency(of: item)
  }

  private func quantity(_ given: JSONObject, _ item: JSONObject) throws(SandboxError)
    -> ExactDecimal
  {
    for key in ["quantity_decimal", "quantity"] where given.has(key) {
      guard let quantity = given.decimal(key), quantity >= ExactDecimal(0) else {
        throw .invalidInteger(name(key), least: 0)
      }
      return quantity
    }
    return item.decimal("quantity_decimal").flatMap { $0.isZero ? nil : $0 } ?? ExactDecimal(1)
  }

  /// The price named, or one made of the request's data: inactive, for this item alone.
  private func price(_ given: JSONObject) throws(SandboxError) -> JSONObject? {
    if let id = given.object("pricing")?.text("price") {
      let param = name("pricing[price]")
      let price = try workspace.get("price", id, param: param)
      guard price.isTrue("active") else { throw .inactivePrice(param: param) }
      guard takesRecurring || price.text("type") != "recurring" else {
        throw SandboxError(
          "The price specified is set to `type=recurring` but this field only accepts prices with"
            + " `type=one_time`.", param: param)
      }
      return price
    }
    guard var data = given.object("price_data") else { return nil }
    data["active"] = false
    let price = try workspace.newPrice(data, param: name("price_data"))
    try workspace.save(price)
    return price
  }

  private func apply(_ price: JSONObject, _ quantity: ExactDecimal, to item: inout JSONObject)
    throws(SandboxError)
  {
    guard let amount = PriceArithmetic.amount(of: price, quantity: quantity) else {
      throw SandboxError(
        "The price specified has no amount that can be multiplied by a quantity.",
        param: name("pricing[price]"))
    }
    item["amount"] = .integer(amount)
    item["currency"] = price["currency"]
    item["pricing"] = [
      "price_details": ["price": price["id"] ?? nil, "product": price["product"] ?? nil],
      "type": "price_details", "unit_amount_decimal": price["unit_amount_decimal"] ?? nil,
    ]
    if !item.has("description") {
      let product = try workspace.find("product", price.text("product") ?? "")
      item["description"] = product?["name"] ?? .null
    }
  }

  private func applyAmount(_ given: JSONObject, _ quantity: ExactDecimal, to item: inout JSONObject)
    throws(SandboxError)
  {
    guard !(given.has("amount") && given.has("unit_amount_decimal")) else {
      throw SandboxError(
        "You may only specify one of these parameters: amount, unit_amount_decimal.",
        param: name("amount"))
    }
    let unit: String
    if let amount = try given.limited("amount", to: Limits.amount, param: name("amount")) {
      item["amount"] = .integer(amount)
      let share = quantity == ExactDecimal(1) ? nil : quotient(amount, quantity)
      unit = share ?? String(amount)
    } else {
      guard let decimal = given.decimal("unit_amount_decimal"),
        let amount = decimal.multiplied(by: quantity)?.rounded, Limits.amount.contains(amount)
      else { throw SandboxError("Invalid decimal.", param: name("unit_amount_decimal")) }
      item["amount"] = .integer(amount)
      unit = decimal.description
    }
    if let currency = given.text("currency") ?? invoiceCurrency ?? item.text("currency") {
      item["currency"] = try .string(workspace.currency(currency, param: name("currency")).code)
    }
    guard item.text("currency")?.isEmpty == false else { throw .missingParameter(name("currency")) }
    item["pricing"] = [
      "price_details": nil, "type": "price_details", "unit_amount_decimal": .string(unit),
    ]
  }

  /// An amount over a quantity, to the whole unit; the amount itself stays what was said.
  private func quotient(_ amount: Int, _ quantity: ExactDecimal) -> String? {
    ExactDecimal.share(of: amount, ExactDecimal(1), over: quantity).map(String.init)
  }

  private func multiply(_ quantity: ExactDecimal, to item: inout JSONObject) throws(SandboxError) {
    let pricing = item.object("pricing")
    var price: JSONObject = ["unit_amount_decimal": pricing?["unit_amount_decimal"] ?? nil]
    if let id = pricing?.object("price_details")?.text("price"),
      let stored = try workspace.find("price", id)
    {
      price = stored
    }
    guard let amount = PriceArithmetic.amount(of: price, quantity: quantity) else {
      throw SandboxError("The quantity is too large.", param: name("quantity"))
    }
    item["amount"] = .integer(amount)
  }

  private func checkCurrency(of item: JSONObject) throws(SandboxError) {
    guard let invoiceCurrency, let currency = item.text("currency"), currency != invoiceCurrency
    else { return }
    throw SandboxError(
      "The currency of the invoice item (\(currency)) must match the currency of the invoice"
        + " (\(invoiceCurrency)).", param: name("currency"))
  }
}
