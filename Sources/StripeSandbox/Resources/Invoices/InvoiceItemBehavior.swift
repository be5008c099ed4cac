import JSON

/// Invoice items: pending until an invoice takes them, editable until that invoice is final.
struct InvoiceItemBehavior: ResourceBehavior {
  let typeName = "invoiceitem"
  var displayName: String? { "invoice item" }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    let invoice = try parameters.text("invoice").map { id throws(SandboxError) in
      try workspace.draft(id, param: "invoice")
    }
    guard let customer = parameters.text("customer") ?? invoice?.text("customer") else {
      throw .missingParameter("customer")
    }
    guard let invoice else {
      return try workspace.newInvoiceItem(
        parameters, customer: customer, invoice: nil, param: nil)
    }
    guard invoice.text("customer") == customer else {
      throw SandboxError(
        "The invoice \(invoice.text("id") ?? "") does not belong to the customer \(customer).",
        param: "invoice")
    }
    let item = try workspace.newInvoiceItem(
      parameters, customer: customer, invoice: invoice, param: nil)
    try workspace.save(item)
    try workspace.addLine(of: item, to: invoice)
    try workspace.recompute(invoice)
    return item
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    let invoice = try editableInvoice(of: object, in: workspace)
    let item = try workspace.changed(object, by: parameters, invoice: invoice, param: nil)
    guard let invoice else { return item }
    try workspace.save(item)
    try workspace.refreshLine(of: item, in: invoice)
    try workspace.recompute(invoice)
    return item
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    guard let invoice = try editableInvoice(of: object, in: workspace) else { return }
    if let line = try workspace.line(of: object, in: invoice) { try workspace.remove(line) }
    try workspace.recompute(invoice)
  }

  private func editableInvoice(of item: JSONObject, in workspace: Workspace)
    throws(SandboxError) -> JSONObject?
  {
    guard let id = item.text("invoice") else { return nil }
    return try workspace.draft(
      id,
      refusal: "This invoice item is attached to a finalized invoice and can no longer be"
        + " changed.")
  }

  func filterValues(of object: JSONObject) -> JSONObject {
    ["created": object["date"] ?? nil, "pending": .bool(!object.has("invoice"))]
  }
}

extension Workspace {
  /// A new item, not stored.
  func newInvoiceItem(
    _ given: JSONObject, customer: String, invoice: JSONObject?, param: String?
  ) throws(SandboxError) -> JSONObject {
    _ = try get("customer", customer, param: "customer")
    var item = try build("invoiceitem", from: [:])
    item["customer"] = .string(customer)
    item["currency"] = ""
    item["pricing"] = .null
    item["date"] = .integer(now)
    item["discountable"] = true
    item["discounts"] = []
    item["invoice"] = invoice?["id"] ?? .null
    item["parent"] = .null
    item["period"] = ["end": .integer(now), "start": .integer(now)]
    item["proration"] = false
    item["quantity"] = 1
    item["quantity_decimal"] = "1"
    item["tax_rates"] = []
    return try changed(item, by: given, invoice: invoice, param: param)
  }

  /// An item with parameters applied and its amount computed.
  func changed(_ item: JSONObject, by given: JSONObject, invoice: JSONObject?, param: String?)
    throws(SandboxError) -> JSONObject
  {
    var plain: JSONObject = [:]
    for key in ["description", "discountable", "metadata", "period", "invoicing_rules"] {
      if let value = given[key] { plain[key] = value }
    }
    var changed = try merge(plain, into: item, of: "invoiceitem")
    if let rates = given["tax_rates"] { changed["tax_rates"] = try .array(taxRates(rates)) }
    if let discounts = given["discounts"] {
      changed["discounts"] = try .array(newDiscounts(discounts, for: item))
    }
    let billing = ItemBilling(
      workspace: self, invoiceCurrency: invoice?.text("currency"), param: param)
    try billing.apply(given, to: &changed)
    if changed.amount("amount") < 0, !given.has("discountable") { changed["discountable"] = false }
    changed["net_amount"] = changed["amount"]
    return changed
  }

  /// Whole tax rates from their ids.
  func taxRates(_ ids: JSONValue) throws(SandboxError) -> [JSONValue] {
    var rates: [JSONValue] = []
    for id in (ids.array ?? []).compactMap(\.string) {
      rates.append(.object(try get("tax_rate", id, param: "tax_rates")))
    }
    guard rates.count <= Limits.taxRates else {
      throw SandboxError(
        "You can apply up to \(Limits.taxRates) tax rates.", param: "tax_rates")
    }
    return rates
  }

  /// An invoice that can still be edited.
  func draft(
    _ id: String, param: String = "id",
    refusal: String = "This invoice is already finalized, so it can no longer be edited."
  ) throws(SandboxError) -> JSONObject {
    let invoice = try get("invoice", id, param: param)
    guard InvoiceStatus(of: invoice) == .draft else { throw .notEditable(refusal) }
    return invoice
  }
}
