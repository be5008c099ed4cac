import JSON

/// Makes and changes the things that payment links and checkout sessions sell.
struct LineItemService {
  let workspace: Workspace

  /// Stores the things sold, in their order, below what sells them.
  ///
  /// - Throws: 400 where their currencies differ.
  func add(_ given: [Parameters], to owner: String, as kind: String) throws(SandboxError)
    -> [LineItem]
  {
    var items: [LineItem] = []
    for fields in given {
      let item = try make(fields)
      if let first = items.first, first.currency != item.currency {
        throw SandboxError(
          "All prices on a \(kind) must have the same currency.", param: "line_items")
      }
      let number = try workspace.next(of: LineItem.typeName)
      try workspace.save(item, parent: owner, sortKey: -number)
      items.append(item)
    }
    return items
  }

  /// A price, a quantity and what they make; not stored.
  private func make(_ given: Parameters) throws(SandboxError) -> LineItem {
    let price = try price(given)
    var item = try workspace.make(LineItem.self)
    item.currency = price.currency
    item.description = try workspace.find(Product.self, price.product)?.name
    item.price = price
    item.quantity = 1
    return try changed(item, by: given)
  }

  /// What is sold, as an invoice item's parameters.
  func invoiceItem(_ item: LineItem) -> JSONObject {
    ["pricing": ["price": .string(item.price.id)], "quantity": .integer(item.quantity)]
  }

  private func price(_ given: Parameters) throws(SandboxError) -> Price {
    if let id = given.text("price") {
      return try workspace.prices.usable(id, param: given.name("price"))
    }
    guard let price = try workspace.prices.inline(given) else {
      throw .missingParameter(given.name("price"))
    }
    return price
  }

  /// The item with another quantity, and the amounts that follow from it.
  func changed(_ item: LineItem, by given: Parameters) throws(SandboxError) -> LineItem {
    var item = item
    if let adjustable = given["adjustable_quantity"]?.object {
      item.adjustableQuantity = adjustable
    }
    if let quantity = try given.limited("quantity", to: Limits.quantity) {
      item.quantity = quantity
    }
    for name in ["dynamic_tax_rates", "tax_rates"] where given[name]?.array?.isEmpty == false {
      throw SandboxError(
        "The sandbox does not apply tax rates to what is sold by checkout.",
        param: given.name(name))
    }
    let isOpen = item.price.customUnitAmount != nil
    let quantity = ExactDecimal(item.quantity)
    let amount =
      isOpen ? 0 : PriceArithmetic.amount(of: item.price.json, quantity: quantity)
    guard let amount else {
      throw SandboxError(
        "The amount is too large.", code: "amount_too_large", param: given.name("quantity"))
    }
    item.amountDiscount = 0
    item.amountSubtotal = amount
    item.amountTax = 0
    item.amountTotal = amount
    return item
  }
}
