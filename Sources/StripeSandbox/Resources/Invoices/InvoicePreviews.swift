import JSON

/// A preview of an invoice of pending and further items: it is created, returned, and rolled back.
/// What would come of a subscription is refused by name.
struct InvoicePreviews {
  let workspace: Workspace

  func preview(_ parameters: Parameters) throws(SandboxError) -> Invoice {
    try workspace.withoutKeeping { () throws(SandboxError) in try make(parameters) }
  }

  private func make(_ parameters: Parameters) throws(SandboxError) -> Invoice {
    let customer = try customer(of: parameters)
    // Without a subscription there is nothing that recurs.
    _ = parameters.text("preview_mode")
    for given in parameters.array("invoice_items") {
      try addItem(given, to: customer)
    }
    let fields = JSONObject(
      parameters.values.members.filter {
        ["currency", "automatic_tax", "issuer", "on_behalf_of"].contains($0.key)
      })
    var known: JSONObject = [
      "customer": .string(customer), "pending_invoice_items_behavior": "include",
    ]
    known.members += fields.members
    if let discounts = parameters["discounts"] { known["discounts"] = discounts }
    parameters.markRead(fields.keys)
    return shown(try workspace.invoices.drafts.create(Parameters(known)))
  }

  /// A new item, or a pending one as it would be.
  private func addItem(_ given: Parameters, to customer: String) throws(SandboxError) {
    let items = workspace.invoices.items
    guard let id = given.text("invoiceitem") else {
      return try workspace.save(items.new(given, customer: customer, on: nil))
    }
    let item = try workspace.get(InvoiceItem.self, id, param: given.name("invoiceitem"))
    try workspace.save(items.changed(item, by: given, on: nil))
  }

  /// Under an id that is of no invoice.
  private func shown(_ made: Invoice) -> Invoice {
    var invoice = made
    let id = "upcoming_\(made.id)"
    invoice.json["id"] = .string(id)
    invoice.billingReason = "upcoming"
    invoice.json["webhooks_delivered_at"] = .null
    invoice.lines["url"] = .string("/v1/invoices/\(id)/lines")
    invoice.lines["data"] = .array(
      invoice.lines.array("data").compactMap(\.object).map { line in
        var line = line
        line["invoice"] = .string(id)
        return .object(line)
      })
    return invoice
  }

  /// The customer named, or one made of the details given.
  private func customer(of parameters: Parameters) throws(SandboxError) -> String {
    if let id = parameters.text("customer") {
      return try workspace.get(Customer.self, id, param: "customer").id
    }
    guard let details = parameters.object("customer_details") else {
      throw .missingParameter("customer")
    }
    let customer = try CustomerBehavior().create(details, in: workspace)
    try workspace.save(customer)
    return customer.text("id") ?? ""
  }
}
