import JSON

/// Invoices as they would be: they are made as they will be made, shown, and taken back.
struct InvoicePreviews {
  let workspace: Workspace

  func preview(_ parameters: Parameters) throws(SandboxError) -> Invoice {
    try workspace.rehearsal.undoing { () throws(SandboxError) in
      let preview = SubscriptionPreview(parameters: parameters, workspace: workspace)
      if let invoice = try preview.make() { return try shown(credited(invoice)) }
      return try shown(credited(pendingItems(parameters)))
    }
  }

  /// The next invoice of a subscription as things are; nil where none is to come.
  func renewal(of subscription: Subscription) throws(SandboxError) -> Invoice? {
    try workspace.rehearsal.undoing { () throws(SandboxError) in
      guard let invoice = try SubscriptionPreview.renewal(of: subscription, in: workspace) else {
        return nil
      }
      return try shown(credited(invoice))
    }
  }

  /// What credits will pay for when the invoice is made final: that of a renewal later than others.
  private func credited(_ invoice: Invoice) throws(SandboxError) -> Invoice {
    let isLater = invoice.billingReason == BillingReason.subscriptionCycle.rawValue
    let time = isLater ? invoice.automaticallyFinalizesAt : nil
    let isPaid = try workspace.at(time ?? invoice.created) { () throws(SandboxError) in
      try workspace.credits.apply(to: invoice)
    }
    return isPaid ? try workspace.invoices.sums.recompute(invoice) : invoice
  }

  /// An invoice of pending and further items.
  private func pendingItems(_ parameters: Parameters) throws(SandboxError) -> Invoice {
    let customer = try customer(of: parameters)
    // Without a subscription there is nothing that recurs.
    _ = parameters.text("preview_mode")
    try addItems(parameters.array("invoice_items"), to: customer)
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
    return try workspace.invoices.drafts.create(Parameters(known))
  }

  /// New items, or pending ones as they would be.
  func addItems(_ given: [Parameters], to customer: String) throws(SandboxError) {
    let items = workspace.invoices.items
    for fields in given {
      guard let id = fields.text("invoiceitem") else {
        try workspace.save(items.new(fields, customer: customer, on: nil))
        continue
      }
      let item = try workspace.get(InvoiceItem.self, id, param: fields.name("invoiceitem"))
      try workspace.save(items.changed(item, by: fields, on: nil))
    }
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
  func customer(of parameters: Parameters) throws(SandboxError) -> String {
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
