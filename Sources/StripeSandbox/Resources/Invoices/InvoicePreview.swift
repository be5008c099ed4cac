import JSON

/// A preview of an invoice: it is created, returned, and rolled back.
extension Workspace {
  func previewInvoice(_ parameters: JSONObject) throws(SandboxError) -> JSONObject {
    try withoutKeeping { () throws(SandboxError) in try makePreview(parameters) }
  }

  private func makePreview(_ parameters: JSONObject) throws(SandboxError) -> JSONObject {
    let customer = try customer(of: parameters)
    for (index, given) in parameters.array("invoice_items").compactMap(\.object).enumerated() {
      let param = "invoice_items[\(index)]"
      var item = given
      if let price = given["price"] { item["pricing"] = ["price": price] }
      if let unit = given["unit_amount"] { item["unit_amount_decimal"] = Self.decimal(unit) }
      try save(newInvoiceItem(item, customer: customer, invoice: nil, param: param))
    }
    var fields: JSONObject = [
      "customer": .string(customer), "pending_invoice_items_behavior": "include",
    ]
    for key in ["currency", "discounts", "automatic_tax", "issuer", "on_behalf_of"] {
      fields[key] = parameters[key]
    }
    var invoice = try newInvoice(fields)
    let id = "upcoming_\(invoice.text("id") ?? "")"
    invoice["id"] = .string(id)
    invoice["billing_reason"] = "upcoming"
    if var lines = invoice.object("lines") {
      lines["url"] = .string("/v1/invoices/\(id)/lines")
      lines["data"] = .array(
        lines.array("data").map { line in
          guard var object = line.object else { return line }
          object["invoice"] = .string(id)
          return .object(object)
        })
      invoice["lines"] = .object(lines)
    }
    return invoice
  }

  private static func decimal(_ amount: JSONValue) -> JSONValue {
    amount.integer.map { .string(String($0)) } ?? amount
  }

  /// The customer named, or one made of the details given.
  private func customer(of parameters: JSONObject) throws(SandboxError) -> String {
    if let id = parameters.text("customer") {
      return try get("customer", id, param: "customer").text("id") ?? id
    }
    guard var details = parameters.object("customer_details") else {
      throw .missingParameter("customer")
    }
    details["tax_ids"] = nil
    let customer = try CustomerBehavior().create(Parameters(details), in: self)
    try save(customer)
    return customer.text("id") ?? ""
  }
}
