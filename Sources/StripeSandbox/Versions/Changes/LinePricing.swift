import JSON

extension VersionChange {
  /// Source: the SDK's `InvoiceLineItem` of releases 11 and 12.
  static let linePricing = VersionChange(
    "2025-03-31.basil", "The price of an invoice line is in `pricing`, its origin in `parent`.",
    answers: [
      AnswerChange(type: "line_item") { object, workspace throws(SandboxError) in
        let item = object.object("parent")?.object("invoice_item_details")
        let subscription = object.object("parent")?.object("subscription_item_details")
        let details = item ?? subscription
        object["type"] = subscription == nil ? "invoiceitem" : "subscription"
        object["proration"] = details?["proration"] ?? false
        object["proration_details"] = details?["proration_details"] ?? ["credited_items": nil]
        object["invoice_item"] = item?["invoice_item"]
        object["subscription"] = details?["subscription"] ?? .null
        object["subscription_item"] = subscription?["subscription_item"]
        try object.putPrice(in: workspace)
        object["tax_amounts"] = .array(object.array("taxes").map(\.olderTax))
        object["tax_rates"] = []
        let inclusive = object.array("taxes").filter { $0["tax_behavior"] == "inclusive" }
        object["amount_excluding_tax"] = .integer(
          object.amount("amount") - inclusive.reduce(0) { $0 + ($1["amount"]?.integer ?? 0) })
        for key in ["parent", "pricing", "taxes", "subtotal"] { object[key] = nil }
      }
    ],
    expansions: ["line_item": ["price": "pricing.price_details.price"]])

  /// Source: the SDK's `InvoiceItem` and its parameters of releases 11 and 12.
  static let itemPricing = VersionChange(
    "2025-03-31.basil", "The price of an invoice item is in `pricing`, its origin in `parent`.",
    requests: [
      RequestChange(operations: [
        "InvoiceItemService.create", "InvoiceItemService.update",
        "InvoiceLineItemService.update",
      ]) { parameters in
        parameters.nestPrice()
        parameters.rename("unit_amount", to: "unit_amount_decimal")
      },
      RequestChange(operations: ["InvoiceService.add_lines", "InvoiceService.update_lines"]) {
        parameters in
        parameters.changeEach("lines") { $0.nestPrice() }
      },
    ],
    answers: [
      AnswerChange(type: "invoiceitem") { object, workspace throws(SandboxError) in
        let subscription = object.object("parent")?.object("subscription_details")
        object["subscription"] = subscription?["subscription"] ?? .null
        object["subscription_item"] = subscription?["subscription_item"]
        let decimal = object.object("pricing")?["unit_amount_decimal"] ?? .null
        object["unit_amount_decimal"] = decimal
        object["unit_amount"] = decimal.string.flatMap(Int.init).map(JSONValue.integer) ?? .null
        try object.putPrice(in: workspace)
        object["parent"] = nil
        object["pricing"] = nil
      }
    ])
}

extension JSONObject {
  fileprivate mutating func nestPrice() {
    guard let price = self["price"], self["pricing"] == nil else { return }
    self["price"] = nil
    self["pricing"] = ["price": price]
  }

  /// `price` and `plan` of a line or an item, from its `pricing`.
  fileprivate mutating func putPrice(in workspace: Workspace) throws(SandboxError) {
    let id = object("pricing")?.object("price_details")?["price"]
    let price = try ShownObjects(workspace: workspace).object("price", id)
    self["price"] = price
    // Every recurring price is stored in its older form too, under the same id.
    let isRecurring = price["type"] == "recurring"
    self["plan"] =
      isRecurring ? try ShownObjects(workspace: workspace).object("plan", price["id"]) : .null
  }
}
