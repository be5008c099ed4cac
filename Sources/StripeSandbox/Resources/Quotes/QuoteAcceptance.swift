import JSON

/// The acceptance of a quote: it makes a subscription if a price recurs, else an invoice.
struct QuoteAcceptance {
  let workspace: Workspace

  func accept(_ open: Quote) throws(SandboxError) -> Quote {
    guard open.status == .open else {
      throw SandboxError("Only open quotes can be accepted; this one is \(open.status.rawValue).")
    }
    guard open.expiresAt > workspace.now else {
      throw SandboxError("This quote has expired and cannot be accepted.")
    }
    var quote = open
    let lines = try QuoteLines(workspace: workspace).all(of: quote)
    // A price that was made for the quote is not active, and still holds.
    let made = try AdmittedPrices(workspace: workspace).admitting(lines) {
      () throws(SandboxError) in
      quote.computed.recurring == nil
        ? try invoice(of: quote, lines) : try subscription(of: quote, lines)
    }
    if quote.computed.recurring == nil { quote.invoice = made } else { quote.subscription = made }
    quote.status = .accepted
    quote.statusTransitions.acceptedAt = workspace.now
    try workspace.save(quote)
    return quote
  }

  private func invoice(of quote: Quote, _ lines: [LineItem]) throws(SandboxError) -> String {
    var fields = try shared(quote)
    for key in ["description", "footer"] {
      if let text = quote.invoiceSettings.text(key) { fields[key] = .string(text) }
    }
    fields["currency"] = quote.currency.map(JSONValue.string) ?? nil
    var invoice = try workspace.invoices.drafts.create(Parameters(fields))
    invoice.billingReason = "quote_accept"
    invoice.parent = [
      "quote_details": ["quote": .string(quote.id)], "subscription_details": nil,
      "type": "quote_details",
    ]
    for line in lines {
      var item = try self.item(line)
      item["pricing"] = ["price": item["price"] ?? nil]
      item["price"] = nil
      let made = try workspace.invoices.items.new(
        Parameters(item), customer: invoice.customer, on: invoice)
      try workspace.save(made)
      try workspace.invoices.lines.add(made, to: invoice)
    }
    invoice = try workspace.invoices.sums.recompute(invoice)
    return invoice.id
  }

  private func subscription(of quote: Quote, _ lines: [LineItem]) throws(SandboxError) -> String {
    var fields = try shared(quote)
    var recurring: [JSONValue] = []
    var extra: [JSONValue] = []
    for line in lines {
      if line.price.json.has("recurring") == true {
        recurring.append(.object(try item(line)))
      } else {
        extra.append(.object(try item(line)))
      }
    }
    fields["items"] = .array(recurring)
    if !extra.isEmpty { fields["add_invoice_items"] = .array(extra) }
    let data = quote.subscriptionData
    if let text = data.text("description") { fields["description"] = .string(text) }
    if let days = data["trial_period_days"]?.integer {
      fields["trial_period_days"] = .integer(days)
    }
    if let mode = data.object("billing_mode"), mode.has("type") {
      fields["billing_mode"] = ["type": mode["type"] ?? nil]
    }
    if let metadata = data.object("metadata"), !metadata.isEmpty {
      fields["metadata"] = .object(metadata)
    }
    let subscription = try SubscriptionBehavior().create(Parameters(fields), in: workspace)
    try workspace.save(subscription)
    return subscription.text("id") ?? ""
  }

  private func shared(_ quote: Quote) throws(SandboxError) -> JSONObject {
    var fields: JSONObject = [
      "customer": quote.customer.map(JSONValue.string) ?? nil,
      "collection_method": .string(quote.collectionMethod.rawValue),
    ]
    if quote.collectionMethod == .sendInvoice, let days = quote.invoiceSettings["days_until_due"] {
      fields["days_until_due"] = days
    }
    if quote.hasAutomaticTax { fields["automatic_tax"] = ["enabled": true] }
    if !quote.defaultTaxRates.isEmpty {
      fields["default_tax_rates"] = .array(quote.defaultTaxRates.map(JSONValue.string))
    }
    let discounts = try redemptions(quote.discounts)
    if !discounts.isEmpty { fields["discounts"] = .array(discounts) }
    return fields
  }

  /// The parameters of an item; its tax rates where they are its own.
  private func item(_ line: LineItem) throws(SandboxError) -> JSONObject {
    var fields: JSONObject = [
      "price": .string(line.price.id), "quantity": .integer(line.quantity),
    ]
    let rates = line.ownRates.map { JSONValue.string($0.id) }
    if !rates.isEmpty { fields["tax_rates"] = .array(rates) }
    let discounts = try redemptions(
      line.discounts.compactMap { $0.object("discount")?.text("id") })
    if !discounts.isEmpty { fields["discounts"] = .array(discounts) }
    return fields
  }

  /// Returns the discounts of a quote, redeemed by the same coupons and codes.
  private func redemptions(_ ids: [String]) throws(SandboxError) -> [JSONValue] {
    var given: [JSONValue] = []
    for id in ids {
      let discount = try workspace.get(Discount.self, id)
      if let code = discount.promotionCode {
        given.append(["promotion_code": .string(code)])
      } else {
        given.append(["coupon": discount.source.coupon.map(JSONValue.string) ?? nil])
      }
    }
    return given
  }
}
