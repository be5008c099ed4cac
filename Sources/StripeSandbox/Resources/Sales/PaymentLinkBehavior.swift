import JSON

/// Payment links: a URL and its line items.
struct PaymentLinkBehavior: ResourceBehavior {
  let typeName = "payment_link"

  private static let mostItems = 20

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    let items = parameters.array("line_items").compactMap(\.object)
    guard !items.isEmpty else { throw .missingParameter("line_items") }
    guard items.count + parameters.array("optional_items").count <= Self.mostItems else {
      throw SandboxError(
        "You can only have up to \(Self.mostItems) line items.", param: "line_items")
    }
    var fields = parameters
    fields["line_items"] = nil
    var link = try workspace.build(typeName, from: fields)
    setDefaults(of: &link, from: parameters, in: workspace)
    try addItems(items, to: &link, in: workspace)
    return link
  }

  /// Stores the things sold, the last one first: it is the last one listed.
  private func addItems(
    _ items: [JSONObject], to link: inout JSONObject, in workspace: Workspace
  ) throws(SandboxError) {
    var currency: String?
    for (index, item) in items.enumerated().reversed() {
      let made = try workspace.newLineItem(item, param: "line_items[\(index)]")
      if let currency, currency != made.text("currency") {
        throw SandboxError(
          "All prices on a payment link must have the same currency.", param: "line_items")
      }
      currency = made.text("currency")
      try workspace.save(made, parent: link.text("id"))
    }
    link["currency"] = currency.map(JSONValue.string) ?? .null
  }

  private func setDefaults(
    of link: inout JSONObject, from parameters: JSONObject, in workspace: Workspace
  ) {
    let defaults: JSONObject = [
      "active": true,
      "after_completion": [
        "hosted_confirmation": ["custom_message": nil], "type": "hosted_confirmation",
      ],
      "allow_promotion_codes": false,
      "automatic_tax": ["enabled": false, "liability": nil],
      "billing_address_collection": "auto",
      "custom_text": [
        "after_submit": nil, "shipping_address": nil, "submit": nil,
        "terms_of_service_acceptance": nil,
      ],
      "customer_creation": "if_required",
      "payment_method_collection": "always",
      "phone_number_collection": ["enabled": false],
      "submit_type": "auto",
      "tax_id_collection": ["enabled": false, "required": "never"],
    ]
    for member in defaults.members where !parameters.has(member.key) {
      link[member.key] = member.value
    }
    link["url"] = .string("https://buy.stripe.com/test_\(workspace.randomText(18))")
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    for item in parameters.array("line_items").compactMap(\.object) {
      guard let id = item.text("id") else { throw .missingParameter("line_items[0][id]") }
      let all = try workspace.children("item", of: object.text("id") ?? "")
      guard let stored = all.first(where: { $0.text("id") == id }) else {
        throw .missing("line item", id, param: "line_items[0][id]", status: 400)
      }
      try workspace.save(workspace.changed(stored, by: item))
    }
    var fields = parameters
    fields["line_items"] = nil
    return try workspace.merge(fields, into: object, of: typeName)
  }
}

extension Workspace {
  /// A thing sold by a payment link: a price, a quantity and what they make; not stored.
  func newLineItem(_ given: JSONObject, param: String) throws(SandboxError) -> JSONObject {
    let price: JSONObject
    if let id = given.text("price") {
      price = try get("price", id, param: "\(param)[price]")
      guard price.isTrue("active") else { throw .inactivePrice(param: "\(param)[price]") }
    } else if let data = given.object("price_data") {
      var made = try newPrice(data, param: "\(param)[price_data]")
      made["active"] = false
      try save(made)
      price = made
    } else {
      throw .missingParameter("\(param)[price]")
    }
    let product = try find("product", price.text("product") ?? "")
    var item = try build("item", from: [:])
    item["currency"] = price["currency"]
    item["description"] = product?["name"] ?? .null
    item["price"] = .object(price)
    item["quantity"] = given["quantity"] ?? 1
    item["adjustable_quantity"] = given["adjustable_quantity"] ?? .null
    return try changed(item, by: given)
  }

  /// The item with another quantity, and the amounts that follow from it.
  func changed(_ item: JSONObject, by given: JSONObject) throws(SandboxError) -> JSONObject {
    var item = item
    if let adjustable = given["adjustable_quantity"] { item["adjustable_quantity"] = adjustable }
    let param = "line_items[0][quantity]"
    if let quantity = try given.limited("quantity", to: Limits.quantity, param: param) {
      item["quantity"] = .integer(quantity)
    }
    let quantity = ExactDecimal(item.amount("quantity"))
    let price = item.object("price") ?? [:]
    let isOpen = price.has("custom_unit_amount")
    guard let amount = isOpen ? 0 : PriceArithmetic.amount(of: price, quantity: quantity) else {
      throw SandboxError("The amount is too large.", code: "amount_too_large", param: param)
    }
    item["amount_discount"] = 0
    item["amount_subtotal"] = .integer(amount)
    item["amount_tax"] = 0
    item["amount_total"] = .integer(amount)
    return item
  }
}

extension SandboxError {
  static func inactivePrice(param: String) -> SandboxError {
    SandboxError(
      "The price specified is inactive. This field only accepts active prices.", param: param)
  }
}
