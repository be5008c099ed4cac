import JSON

/// The amount of an invoice item: given, by unit and quantity, or by a price.
struct ItemBilling {
  let workspace: Workspace
  /// The currency of the invoice, where the item goes to one.
  let invoiceCurrency: String?
  /// Subscriptions bill recurring prices; loose items must not.
  var takesRecurring = false

  /// The parameters that are read here.
  static let own: Set<String> = [
    "amount", "currency", "price", "price_data", "pricing", "quantity", "quantity_decimal",
    "tax_behavior", "tax_code", "unit_amount", "unit_amount_decimal",
  ]

  private static let amounts = ["amount", "unit_amount", "unit_amount_decimal"]

  /// Computes `amount`, `currency`, `pricing` and the quantities of an item anew, where parameters
  /// say something about them.
  func apply(_ given: Parameters, to item: inout JSONObject) throws(SandboxError) {
    guard Self.own.contains(where: given.has) || !item.has("pricing") else { return }
    let quantity = try quantity(given, item)
    item["quantity_decimal"] = .string(quantity.description)
    item["quantity"] = .integer(quantity.rounded ?? 0)
    if let price = try price(given) {
      try apply(price, quantity, to: &item, given)
    } else if Self.amounts.contains(where: given.has) {
      try applyAmount(given, quantity, to: &item)
    } else if item.has("pricing") {
      try multiply(quantity, to: &item, given)
    } else {
      throw .missingParameter(given.name("amount"))
    }
    try checkCurrency(of: item, given)
  }

  private func quantity(_ given: Parameters, _ item: JSONObject) throws(SandboxError)
    -> ExactDecimal
  {
    guard !(given.has("quantity") && given.has("quantity_decimal")) else {
      throw .onlyOne(["quantity", "quantity_decimal"], of: given)
    }
    for key in ["quantity_decimal", "quantity"] where given.has(key) {
      guard let quantity = given.decimal(key), quantity >= ExactDecimal(0) else {
        throw .invalidInteger(given.name(key), least: 0)
      }
      return quantity
    }
    return item.decimal("quantity_decimal").flatMap { $0.isZero ? nil : $0 } ?? ExactDecimal(1)
  }

  /// The price named, or one made of the request's data: inactive, for this item alone.
  private func price(_ given: Parameters) throws(SandboxError) -> JSONObject? {
    let pricing = given.object("pricing")
    if let id = pricing?.text("price") ?? given.text("price") {
      let param = pricing?.name("price") ?? given.name("price")
      let price = try workspace.prices.usable(id, param: param).json
      guard takesRecurring || price.text("type") != "recurring" else {
        throw SandboxError(
          "The price specified is set to `type=recurring` but this field only accepts prices with"
            + " `type=one_time`.", param: param)
      }
      return price
    }
    return try workspace.prices.inline(given)?.json
  }

  private func apply(
    _ price: JSONObject, _ quantity: ExactDecimal, to item: inout JSONObject, _ given: Parameters
  ) throws(SandboxError) {
    guard let amount = PriceArithmetic.amount(of: price, quantity: quantity) else {
      throw SandboxError(
        "The price specified has no amount that can be multiplied by a quantity.",
        param: given.name("pricing[price]"))
    }
    item["amount"] = .integer(amount)
    item["currency"] = price["currency"]
    put(price, unit: price.text("unit_amount_decimal"), into: &item)
    if !item.has("description") {
      let product = try workspace.find("product", price.text("product") ?? "")
      item["description"] = product?["name"] ?? .null
    }
  }

  private func put(_ price: JSONObject, unit: String?, into item: inout JSONObject) {
    item["pricing"] = [
      "price_details": ["price": price["id"] ?? nil, "product": price["product"] ?? nil],
      "type": "price_details", "unit_amount_decimal": unit.map(JSONValue.string) ?? nil,
    ]
  }

  private func applyAmount(_ given: Parameters, _ quantity: ExactDecimal, to item: inout JSONObject)
    throws(SandboxError)
  {
    guard Self.amounts.filter(given.has).count == 1 else { throw .onlyOne(Self.amounts, of: given) }
    let unit = try unit(given, quantity, &item)
    if let currency = given.text("currency") ?? invoiceCurrency ?? item.text("currency") {
      item["currency"] = try .string(
        Currency.supported(currency, param: given.name("currency")).code)
    }
    guard let currency = item.text("currency"), !currency.isEmpty else {
      throw .missingParameter(given.name("currency"))
    }
    let product = InvoiceItem(item).pricing?.priceDetails?.product
    let minted = MintedPrice(
      unit: unit, currency: currency, product: product, name: item.text("description"),
      taxBehavior: given.text("tax_behavior"), taxCode: given.text("tax_code"))
    try put(minted.price(in: workspace), unit: unit, into: &item)
  }

  /// Puts the amount into the item, and answers what a unit of it costs.
  private func unit(_ given: Parameters, _ quantity: ExactDecimal, _ item: inout JSONObject)
    throws(SandboxError) -> String
  {
    if let amount = try given.limited("amount", to: Limits.amount) {
      item["amount"] = .integer(amount)
      let share = quantity == ExactDecimal(1) ? nil : quotient(amount, quantity)
      return share ?? String(amount)
    }
    let key = given.has("unit_amount") ? "unit_amount" : "unit_amount_decimal"
    guard let decimal = given.decimal(key), let amount = decimal.multiplied(by: quantity)?.rounded,
      Limits.amount.contains(amount)
    else { throw SandboxError("Invalid decimal.", param: given.name(key)) }
    item["amount"] = .integer(amount)
    return decimal.description
  }

  /// An amount over a quantity, to the whole unit; the amount itself stays what was said.
  private func quotient(_ amount: Int, _ quantity: ExactDecimal) -> String? {
    ExactDecimal.share(of: amount, ExactDecimal(1), over: quantity).map(String.init)
  }

  private func multiply(
    _ quantity: ExactDecimal, to item: inout JSONObject, _ given: Parameters
  ) throws(SandboxError) {
    let pricing = InvoiceItem(item).pricing
    var price: JSONObject = [
      "unit_amount_decimal": pricing?.unitAmountDecimal.map(JSONValue.string) ?? nil
    ]
    if let id = pricing?.priceDetails?.price, let stored = try workspace.find("price", id),
      stored.text("billing_scheme") == "tiered" || stored.has("transform_quantity")
    {
      price = stored
    }
    guard let amount = PriceArithmetic.amount(of: price, quantity: quantity) else {
      throw SandboxError("The quantity is too large.", param: given.name("quantity"))
    }
    item["amount"] = .integer(amount)
  }

  private func checkCurrency(of item: JSONObject, _ given: Parameters) throws(SandboxError) {
    guard let invoiceCurrency, let currency = item.text("currency"), currency != invoiceCurrency
    else { return }
    throw SandboxError(
      "The currency of the invoice item (\(currency)) must match the currency of the invoice"
        + " (\(invoiceCurrency)).", param: given.name("currency"))
  }
}
