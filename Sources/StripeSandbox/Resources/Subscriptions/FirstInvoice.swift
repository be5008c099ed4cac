import JSON

/// The first invoice of a subscription.
extension Workspace {
  /// Makes the first invoice, tries to have it paid, and answers the subscription as it is then.
  func begin(
    _ subscription: JSONObject, _ items: [JSONObject], _ parameters: JSONObject,
    of customer: JSONObject
  ) throws(SandboxError) -> JSONObject {
    var subscription = subscription
    let isTrial = subscription.has("trial_end")
    var invoice = try firstInvoice(of: subscription, items, parameters, customer)
    subscription["latest_invoice"] = invoice["id"]
    let total = invoice.amount("amount_due")
    let isAutomatic = subscription.text("collection_method") == "charge_automatically"
    let behavior = parameters.text("payment_behavior") ?? "allow_incomplete"
    let waits = isAutomatic && total > 0 && !isTrial
    subscription["status"] = isTrial ? "trialing" : (waits ? "incomplete" : "active")
    try save(subscription)
    if waits, behavior != "default_incomplete" { try checkMethod(of: invoice, customer) }
    invoice = try finalize(invoice)
    if waits, behavior != "default_incomplete" {
      try payFirst(invoice, refusing: behavior == "error_if_incomplete")
    }
    return try get("subscription", subscription.text("id") ?? "")
  }

  private func checkMethod(of invoice: JSONObject, _ customer: JSONObject) throws(SandboxError) {
    let settings = customer.object("invoice_settings")
    guard
      !invoice.has("default_payment_method"), !customer.has("default_source"),
      settings?.has("default_payment_method") != true
    else { return }
    throw SandboxError(
      "This customer has no attached payment source or default payment method. Please consider"
        + " adding a default payment method. For more information, visit"
        + " https://stripe.com/docs/billing/subscriptions/payment-methods-setting"
        + "#setting-the-default-payment-method.", code: "resource_missing")
  }

  /// A refused card leaves the subscription incomplete, unless the caller will have none then.
  private func payFirst(_ invoice: JSONObject, refusing: Bool) throws(SandboxError) {
    do {
      _ = try pay(invoice, [:])
    } catch {
      guard error.kind == .cardError, !refusing else {
        var final = error
        final.keepsChanges = false
        throw final
      }
    }
  }

  private func firstInvoice(
    of subscription: JSONObject, _ items: [JSONObject], _ parameters: JSONObject,
    _ customer: JSONObject
  ) throws(SandboxError) -> JSONObject {
    let code = subscription.text("currency") ?? "usd"
    var invoice = try blankInvoice(of: customer, currency: Currency(code))
    invoice["auto_advance"] = true
    invoice["billing_reason"] = "subscription_create"
    invoice["collection_method"] = subscription["collection_method"]
    invoice["default_payment_method"] = subscription["default_payment_method"]
    invoice["default_tax_rates"] = subscription["default_tax_rates"]
    invoice["discounts"] = subscription["discounts"]
    if let days = try parameters.limited("days_until_due", to: Limits.days) {
      invoice["due_date"] = .integer(now + days * 86_400)
    }
    invoice["parent"] = [
      "quote_details": nil,
      "subscription_details": [
        "metadata": subscription["metadata"] ?? [:], "subscription": subscription["id"] ?? nil,
        "subscription_proration_date": nil,
      ],
      "type": "subscription_details",
    ]
    try save(invoice)
    for (index, given) in parameters.array("add_invoice_items").compactMap(\.object).enumerated() {
      try addExtra(given, to: invoice, index)
    }
    try take(pendingItems(of: customer.text("id") ?? ""), into: invoice)
    for (index, item) in items.reversed().enumerated() {
      let line = try line(for: item, of: subscription, in: invoice)
      try save(line, parent: invoice.text("id"), sortKey: now + index)
    }
    if !customer.has("currency") {
      var known = try get("customer", customer.text("id") ?? "")
      known["currency"] = .string(code)
      try save(known)
    }
    return try recompute(invoice)
  }

  private func addExtra(_ given: JSONObject, to invoice: JSONObject, _ index: Int)
    throws(SandboxError)
  {
    var fields = given
    if let price = given["price"] { fields["pricing"] = ["price": price] }
    let item = try newInvoiceItem(
      fields, customer: invoice.text("customer") ?? "", invoice: invoice,
      param: "add_invoice_items[\(index)]")
    try save(item)
    try addLine(of: item, to: invoice)
  }

  private func line(for item: JSONObject, of subscription: JSONObject, in invoice: JSONObject)
    throws(SandboxError) -> JSONObject
  {
    let price = item.object("price") ?? [:]
    let quantity = item.amount("quantity")
    let isTrial = subscription.has("trial_end")
    let isMetered = price.object("recurring")?.text("usage_type") == "metered"
    guard let full = PriceArithmetic.amount(of: price, quantity: ExactDecimal(quantity)) else {
      throw SandboxError(
        "The amount is too large.", code: "amount_too_large", param: "items[0][quantity]")
    }
    let name = try find("product", price.text("product") ?? "")?.text("name") ?? "Subscription"
    var line = try build("line_item", from: [:])
    line["amount"] = .integer(isTrial || isMetered ? 0 : full)
    line["currency"] = price["currency"]
    line["description"] = .string(description(name, quantity, price, isTrial: isTrial))
    line["discountable"] = true
    line["discounts"] = []
    line["invoice"] = invoice["id"]
    line["metadata"] = subscription["metadata"]
    line["parent"] = [
      "invoice_item_details": nil,
      "subscription_item_details": [
        "invoice_item": nil, "proration": false, "proration_details": ["credited_items": nil],
        "subscription": subscription["id"] ?? nil, "subscription_item": item["id"] ?? nil,
      ],
      "type": "subscription_item_details",
    ]
    line["period"] = [
      "end": item["current_period_end"] ?? nil, "start": item["current_period_start"] ?? nil,
    ]
    line["pretax_credit_amounts"] = []
    line["pricing"] = [
      "price_details": ["price": price["id"] ?? nil, "product": price["product"] ?? nil],
      "type": "price_details", "unit_amount_decimal": price["unit_amount_decimal"] ?? nil,
    ]
    line["quantity"] = .integer(quantity)
    line["quantity_decimal"] = .string(String(quantity))
    line["subscription"] = subscription["id"]
    return line
  }

  private func description(
    _ name: String, _ quantity: Int, _ price: JSONObject, isTrial: Bool
  ) -> String {
    if isTrial { return "Trial period for \(name)" }
    let amount = Currency(price.text("currency") ?? "").format(price.amount("unit_amount"))
    let period = BillingPeriod(price)
    let every =
      period.count == 1 ? "/ \(period.interval)" : "every \(period.count) \(period.interval)s"
    return "\(quantity) × \(name) (at \(amount) \(every))"
  }
}
