import JSON

/// Creating invoices and changing drafts.
struct InvoiceDrafts {
  let workspace: Workspace

  /// Parameters that are read here, and not put into the field of their name as they are.
  private static let own: Set<String> = [
    "automatic_tax", "currency", "customer", "days_until_due", "default_payment_method",
    "default_tax_rates", "discounts", "from_invoice", "number", "rendering", "shipping_cost",
    "transfer_data",
  ]

  /// A stored draft.
  func create(_ parameters: Parameters) throws(SandboxError) -> Invoice {
    let original = try revised(parameters)
    guard let customerID = parameters.text("customer") ?? original?.customer else {
      throw .missingParameter("customer")
    }
    let customer = try workspace.get(Customer.self, customerID, param: "customer")
    let subscription = try subscription(parameters, of: customerID)
    let pending = try pendingItems(of: customerID, parameters, subscription)
    let code =
      parameters.text("currency") ?? original?.currency ?? pending.first?.currency
      ?? customer.currency ?? "usd"
    var invoice = try BlankInvoice.make(
      of: customer.json, currency: Currency.supported(code, param: "currency"), in: workspace)
    invoice.rendering = BlankInvoice.rendering
    if let subscription {
      invoice.parent = InvoiceLines.parent(subscription)
    }
    if let original {
      invoice.fromInvoice = InvoiceRevision(["action": "revision", "invoice": .string(original.id)])
    }
    if !parameters.isGiven("discounts"), original == nil {
      invoice.discounts = try CustomerDiscounts(workspace: workspace).inherited(
        subscription.map(Subscription.init), of: customer, in: invoice.currency)
    }
    invoice = try applied(parameters, to: invoice)
    try settleCurrency(of: customer, invoice.currency)
    try workspace.save(invoice)
    if let original { try copyLines(of: original, to: invoice) }
    try take(pending, into: invoice)
    return try discounted(workspace.invoices.sums.recompute(invoice), parameters)
  }

  /// A changed draft, with its sums anew; or a final invoice in what may still be changed.
  func update(_ invoice: Invoice, _ parameters: Parameters) throws(SandboxError) -> Invoice {
    if invoice.status != .draft {
      if let frozen = parameters.values.keys.first(where: { !Self.finalFields.contains($0) }) {
        throw SandboxError("Finalized invoices can't be updated in this way", param: frozen)
      }
      if !invoice.autoAdvance, parameters.isTrue("auto_advance"), invoice.status != .open {
        throw .notEditable("You can only set `auto_advance` to `true` on draft and open invoices.")
      }
      return try applied(parameters, to: invoice)
    }
    let changed = try applied(parameters, to: invoice)
    return try discounted(workspace.invoices.sums.recompute(changed), parameters)
  }

  /// The fields of a finalized invoice that can still be changed. Source: the SDK's words on
  /// `update`.
  private static let finalFields: Set<String> = [
    "auto_advance", "automatically_finalizes_at", "default_payment_method", "default_source",
    "metadata", "payment_settings",
  ]

  /// The first invoice of a customer decides its currency.
  func settleCurrency(of customer: Customer, _ currency: String) throws(SandboxError) {
    guard customer.currency == nil else { return }
    var settled = customer
    settled.currency = currency
    try workspace.save(settled)
  }

  // MARK: - Pending items

  /// The subscription that an invoice is for.
  private func subscription(_ parameters: Parameters, of customer: String) throws(SandboxError)
    -> JSONObject?
  {
    guard let id = parameters.text("subscription") else { return nil }
    let subscription = try workspace.get("subscription", id, param: "subscription")
    guard subscription.text("customer") == customer else {
      throw SandboxError(
        "The subscription \(id) does not belong to the customer \(customer).",
        param: "subscription")
    }
    return subscription
  }

  /// Only where they are asked for. Source: the SDK: `exclude` is the default.
  private func pendingItems(
    of customer: String, _ parameters: Parameters, _ subscription: JSONObject?
  ) throws(SandboxError) -> [InvoiceItem] {
    guard parameters.text("pending_invoice_items_behavior") == "include" else { return [] }
    let id = subscription?.text("id")
    return try pendingItems(of: customer).filter { $0.subscription == id }
  }

  /// The customer's items that are on no invoice yet, newest first.
  func pendingItems(of customer: String) throws(SandboxError) -> [InvoiceItem] {
    try workspace.list(InvoiceItem.self, where: "customer", equals: customer)
      .filter { $0.invoice == nil }
  }

  /// Puts pending items of the invoice's currency on it; the newest comes first.
  func take(_ pending: [InvoiceItem], into invoice: Invoice) throws(SandboxError) {
    for item in pending.reversed() where item.currency == invoice.currency {
      var taken = item
      taken.invoice = invoice.id
      try workspace.save(taken)
      try workspace.invoices.lines.add(taken, to: invoice, isLate: false)
    }
  }

  // MARK: - Parameters

  /// Parameters of a creation or an update in their places; sums are left to be recomputed.
  private func applied(_ parameters: Parameters, to invoice: Invoice) throws(SandboxError)
    -> Invoice
  {
    var changed = try Invoice(
      workspace.merge(parameters, into: invoice.json, of: "invoice", but: Self.own))
    parameters.putAutomaticTax(into: &changed.json)
    if let rates = parameters["default_tax_rates"] {
      changed.defaultTaxRates = try workspace.taxes.rates(rates, param: "default_tax_rates")
    }
    if let method = parameters["default_payment_method"] {
      changed.defaultPaymentMethod = try method.string.map { id throws(SandboxError) in
        try workspace.invoices.attachedMethod(
          id, to: invoice.customer, param: "default_payment_method")
      }
    }
    if let number = parameters["number"] { changed.number = try free(number.string, of: invoice) }
    try putRendering(parameters, into: &changed)
    try putShipping(parameters, into: &changed)
    putAdvance(parameters, into: &changed)
    if let days = try parameters.limited("days_until_due", to: Limits.days) {
      changed.dueDate = workspace.now + days * 86_400
    }
    try checkCollection(changed, parameters)
    return changed
  }

  /// Discounts come last: some require an amount, which is known only now.
  private func discounted(_ invoice: Invoice, _ parameters: Parameters) throws(SandboxError)
    -> Invoice
  {
    guard parameters.isGiven("discounts") else { return invoice }
    var changed = invoice
    changed.discounts = try workspace.discounts.redeem(
      parameters.array("discounts"), for: DiscountOwner(invoice))
    return try workspace.invoices.sums.recompute(changed)
  }

  /// A number of the caller's own, which no other invoice has.
  private func free(_ number: String?, of invoice: Invoice) throws(SandboxError) -> String? {
    guard let number else { return nil }
    for other in try workspace.list(Invoice.self, where: "customer", equals: invoice.customer)
    where other.id != invoice.id && other.number == number {
      throw SandboxError("The invoice number \(number) is already in use.", param: "number")
    }
    return number
  }

  private func putRendering(_ parameters: Parameters, into invoice: inout Invoice)
    throws(SandboxError)
  {
    guard let given = parameters.object("rendering") else { return }
    var rendering = invoice.rendering ?? BlankInvoice.rendering
    if let display = given["amount_tax_display"] { rendering.amountTaxDisplay = display.string }
    if let size = given.object("pdf")?.text("page_size") {
      rendering.pdf = ["page_size": .string(size)]
    }
    if let id = given.text("template") {
      let param = given.name("template")
      let template = try workspace.get("invoice_rendering_template", id, param: param)
      rendering.template = id
      rendering.templateVersion = given.integer("template_version") ?? template.amount("version")
    } else if let version = given["template_version"] {
      rendering.templateVersion = version.integer
    }
    invoice.rendering = rendering
  }

  private func putShipping(_ parameters: Parameters, into invoice: inout Invoice)
    throws(SandboxError)
  {
    guard parameters.isGiven("shipping_cost") else { return }
    guard let given = parameters.object("shipping_cost") else {
      invoice.shippingCost = nil
      invoice.amountShipping = 0
      return
    }
    let cost = try ShippingService(workspace: workspace).cost(given, in: invoice.currency)
    invoice.shippingCost = cost
    invoice.amountShipping = cost.amountSubtotal
  }

  /// A draft that advances by itself is final an hour after it was made, and charged then.
  private func putAdvance(_ parameters: Parameters, into invoice: inout Invoice) {
    guard invoice.status == .draft else {
      if parameters.isTrue("auto_advance") == false, parameters.isGiven("auto_advance") {
        invoice.nextPaymentAttempt = nil
      }
      return
    }
    if invoice.autoAdvance {
      let end = invoice.automaticallyFinalizesAt ?? invoice.created + 3600
      invoice.automaticallyFinalizesAt = end
      invoice.nextPaymentAttempt = invoice.collectionMethod == .chargeAutomatically ? end : nil
    } else if parameters.isGiven("auto_advance") {
      if !parameters.has("automatically_finalizes_at") { invoice.automaticallyFinalizesAt = nil }
      invoice.nextPaymentAttempt = nil
    }
  }

  private func checkCollection(_ invoice: Invoice, _ parameters: Parameters) throws(SandboxError) {
    switch invoice.collectionMethod {
    case .chargeAutomatically:
      guard !parameters.has("days_until_due"), !parameters.has("due_date") else {
        throw SandboxError(
          "You can only specify 'due_date' or 'days_until_due' if invoice collection method is"
            + " 'send_invoice'.")
      }
    case .sendInvoice:
      guard invoice.dueDate != nil else {
        throw SandboxError(
          "If invoice collection method is 'send_invoice', you must specify 'due_date' or"
            + " 'days_until_due'.")
      }
    }
  }

  // MARK: - Revisions

  private func revised(_ parameters: Parameters) throws(SandboxError) -> Invoice? {
    guard let given = parameters.object("from_invoice") else { return nil }
    given.markRead(["action"])
    let param = given.name("invoice")
    let original = try workspace.get(Invoice.self, given.text("invoice") ?? "", param: param)
    guard [.open, .paid, .uncollectible].contains(original.status) else {
      throw SandboxError("Only finalized invoices can be revised.", param: param)
    }
    return original
  }

  private func copyLines(of original: Invoice, to invoice: Invoice) throws(SandboxError) {
    for line in try workspace.invoices.lines.all(of: original.id).reversed() {
      var item = try workspace.invoices.items.blank(for: invoice.customer)
      for key in InvoiceLines.shared where key != "discounts" {
        item.json[key] = line.json[key] ?? .null
      }
      if let id = line.itemID, let old = try workspace.find(InvoiceItem.self, id) {
        item.taxRates = old.taxRates
      }
      item.invoice = invoice.id
      try workspace.save(item)
      try workspace.invoices.lines.add(item, to: invoice, isLate: false)
    }
  }
}
