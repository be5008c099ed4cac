import JSON

/// The lines of invoices: copies of invoice items, which are the source of their values.
struct InvoiceLines {
  let workspace: Workspace

  /// The fields that a line has from its item.
  static let shared = [
    "amount", "currency", "description", "discountable", "discounts", "metadata", "period",
    "pricing", "quantity", "quantity_decimal",
  ]

  /// The lines of an invoice, in their order.
  func all(of invoice: String) throws(SandboxError) -> [InvoiceLine] {
    try workspace.children(InvoiceLine.self, of: invoice)
  }

  /// Stores a line for an item.
  ///
  /// - Parameter isLate: added after the invoice was made; such lines come last, oldest first,
  ///   while those an invoice is created with come newest first. Source: the SDK's `Invoice.lines`.
  @discardableResult
  func add(_ item: InvoiceItem, to invoice: Invoice, isLate: Bool = true)
    throws(SandboxError) -> InvoiceLine
  {
    var line = try workspace.make(InvoiceLine.self)
    line.json["subscription"] = nil
    line.invoice = invoice.id
    show(item, on: &line)
    let place = try isLate ? -workspace.next(of: "late invoice line") : workspace.now
    try workspace.save(line, parent: invoice.id, sortKey: place)
    return line
  }

  private func show(_ item: InvoiceItem, on line: inout InvoiceLine) {
    for key in Self.shared { line.json[key] = item.json[key] ?? .null }
    line.parent = [
      "invoice_item_details": [
        "invoice_item": .string(item.id), "proration": .bool(item.proration),
        "proration_details": ["credited_items": nil],
        "subscription": item.subscription.map(JSONValue.string) ?? nil,
      ],
      "subscription_item_details": nil, "type": "invoice_item_details",
    ]
  }

  /// Returns the `parent` of an invoice or an item of a subscription.
  static func parent(_ subscription: JSONObject) -> JSONObject {
    [
      "quote_details": nil,
      "subscription_details": [
        "metadata": subscription["metadata"] ?? [:], "subscription": subscription["id"] ?? nil,
      ],
      "type": "subscription_details",
    ]
  }

  /// The line that shows an item.
  func line(of item: InvoiceItem, in invoice: String) throws(SandboxError) -> InvoiceLine? {
    try all(of: invoice).first { $0.itemID == item.id }
  }

  /// Brings the line of an item up to date.
  func refresh(_ item: InvoiceItem, in invoice: Invoice) throws(SandboxError) {
    guard var line = try line(of: item, in: invoice.id) else { return }
    show(item, on: &line)
    try workspace.save(line)
  }

  /// A line of that invoice.
  func get(_ id: String, of invoice: String, param: String) throws(SandboxError) -> InvoiceLine {
    guard let line = try workspace.find(InvoiceLine.self, id), line.invoice == invoice else {
      throw .missing("invoice line item", id, param: param, status: param == "id" ? 404 : 400)
    }
    return line
  }

  /// Changes a line, and the item it shows; the invoice is left to be recomputed.
  func change(_ line: InvoiceLine, by given: Parameters, in invoice: Invoice) throws(SandboxError) {
    var changed = line
    if let id = line.itemID, let item = try workspace.find(InvoiceItem.self, id) {
      let new = try workspace.invoices.items.changed(item, by: given, on: invoice)
      try workspace.save(new)
      show(new, on: &changed)
    } else {
      try changeAlone(&changed, by: given, in: invoice)
    }
    try putTaxes(given, into: &changed)
    try workspace.save(changed)
  }

  /// A line of a subscription has no item.
  private func changeAlone(
    _ line: inout InvoiceLine, by given: Parameters, in invoice: Invoice
  ) throws(SandboxError) {
    line.json = try workspace.merge(
      given, into: line.json, of: "line_item", but: ItemBilling.own.union(["discounts"]))
    var billing = ItemBilling(workspace: workspace, invoiceCurrency: invoice.currency)
    billing.takesRecurring = true
    try billing.apply(given, to: &line.json)
  }

  /// Takes over taxes that the caller computed.
  func putTaxes(_ given: Parameters, into line: inout InvoiceLine) throws(SandboxError) {
    guard given.isGiven("tax_amounts") else { return }
    line.taxes = try workspace.taxes.given(given.array("tax_amounts"))
  }
}
