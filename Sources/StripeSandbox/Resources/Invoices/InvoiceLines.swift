import JSON

/// The lines of invoices: copies of invoice items, which are the source of their values.
extension Workspace {
  /// Stores a line for an item.
  ///
  /// - Parameter isLate: added after the invoice was made; such lines come last, oldest first,
  ///   while those an invoice is created with come newest first. Source: the SDK's `Invoice.lines`.
  @discardableResult
  func addLine(of item: JSONObject, to invoice: JSONObject, isLate: Bool = true)
    throws(SandboxError) -> JSONObject
  {
    let id = invoice.text("id") ?? ""
    let count = try children("line_item", of: id).count
    guard count < Self.mostItems else {
      throw SandboxError("An invoice can have up to \(Self.mostItems) items.", param: "invoice")
    }
    var line = try build("line_item", from: [:])
    line["invoice"] = .string(id)
    line = image(of: item, on: line)
    try save(line, parent: id, sortKey: isLate ? -count : now)
    return line
  }

  private static let mostItems = 250

  private func image(of item: JSONObject, on line: JSONObject) -> JSONObject {
    var line = line
    for key in [
      "amount", "currency", "description", "discountable", "discounts", "metadata", "period",
      "pricing", "quantity", "quantity_decimal",
    ] {
      line[key] = item[key] ?? .null
    }
    line["parent"] = [
      "invoice_item_details": [
        "invoice_item": item["id"] ?? nil, "proration": item["proration"] ?? false,
        "proration_details": ["credited_items": nil], "subscription": nil,
      ],
      "subscription_item_details": nil, "type": "invoice_item_details",
    ]
    line["pretax_credit_amounts"] = []
    return line
  }

  /// The line that shows an item.
  func line(of item: JSONObject, in invoice: JSONObject) throws(SandboxError) -> JSONObject? {
    try children("line_item", of: invoice.text("id") ?? "").first {
      Self.itemID(of: $0) == item.text("id")
    }
  }

  func refreshLine(of item: JSONObject, in invoice: JSONObject) throws(SandboxError) {
    guard let line = try line(of: item, in: invoice) else { return }
    try save(image(of: item, on: line))
  }

  static func itemID(of line: JSONObject) -> String? {
    line.object("parent")?.object("invoice_item_details")?.text("invoice_item")
  }

  /// A line of that invoice.
  func line(_ id: String, of invoice: String, param: String) throws(SandboxError) -> JSONObject {
    guard let line = try find("line_item", id), line.text("invoice") == invoice else {
      throw .missing("invoice line item", id, param: param, status: param == "id" ? 404 : 400)
    }
    return line
  }

  /// Changes a line, and the item it shows; the invoice is left to be recomputed.
  func change(_ line: JSONObject, by given: JSONObject, in invoice: JSONObject, param: String?)
    throws(SandboxError)
  {
    var changed = line
    if let id = Self.itemID(of: line), let item = try find("invoiceitem", id) {
      let new = try self.changed(item, by: given, invoice: invoice, param: param)
      try save(new)
      changed = image(of: new, on: line)
    } else {
      changed = try merge(plainFields(given), into: line, of: "line_item")
      var billing = ItemBilling(
        workspace: self, invoiceCurrency: invoice.text("currency"), param: param)
      billing.takesRecurring = true
      try billing.apply(given, to: &changed)
    }
    if let taxes = given["tax_amounts"] { changed["taxes"] = try .array(givenTaxes(taxes)) }
    try save(changed)
  }

  private func plainFields(_ given: JSONObject) -> JSONObject {
    JSONObject(
      given.members.filter {
        ["description", "discountable", "metadata", "period"].contains($0.key)
      })
  }

  /// Taxes the caller computed: each has an inactive tax rate of its own, which marks it as given.
  func givenTaxes(_ given: JSONValue) throws(SandboxError) -> [JSONValue] {
    var taxes: [JSONValue] = []
    for fields in (given.array ?? []).compactMap(\.object) {
      for key in ["amount", "taxable_amount"] {
        _ = try fields.limited(key, to: Limits.amount, param: "tax_amounts[0][\(key)]")
      }
      var rate = try build("tax_rate", from: fields.object("tax_rate_data") ?? [:])
      rate["active"] = false
      try save(rate)
      taxes.append([
        "amount": fields["amount"] ?? 0,
        "tax_behavior": rate.isTrue("inclusive") ? "inclusive" : "exclusive",
        "tax_rate_details": ["tax_rate": rate["id"] ?? nil],
        "taxability_reason": fields["taxability_reason"] ?? "not_available",
        "taxable_amount": fields["taxable_amount"] ?? nil, "type": "tax_rate_details",
      ])
    }
    return taxes
  }
}
