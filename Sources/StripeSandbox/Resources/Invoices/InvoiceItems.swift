import JSON

/// Making and changing invoice items.
struct InvoiceItems {
  let workspace: Workspace

  /// An item with nothing on it; not stored.
  func blank(for customer: String) throws(SandboxError) -> InvoiceItem {
    var item = try workspace.make(InvoiceItem.self)
    item.customer = customer
    item.json["test_clock"] =
      try workspace.find(Customer.self, customer)?.json["test_clock"] ?? .null
    item.date = workspace.now
    item.discountable = true
    item.frozenFields = []
    item.invoicingRules = []
    item.parent = nil
    item.period = ["end": .integer(workspace.now), "start": .integer(workspace.now)]
    item.pricing = nil
    item.quantity = 1
    item.json["quantity_decimal"] = "1"
    item.discounts = []
    item.taxRates = []
    // What Stripe leaves out where it does not apply, as its recorded answers show.
    for name in ["net_amount", "proration_details"] { item.json[name] = nil }
    return item
  }

  /// A new item, not stored.
  ///
  /// - Parameter given: the parameters of an item, of a request's own or nested in it.
  func new(_ given: Parameters, customer: String, on invoice: Invoice?) throws(SandboxError)
    -> InvoiceItem
  {
    _ = try workspace.get(Customer.self, customer, param: "customer")
    var item = try blank(for: customer)
    item.invoice = invoice?.id
    if let subscription = try subscription(given, of: customer) {
      item.parent = [
        "subscription_details": [
          "subscription": subscription["id"] ?? nil, "subscription_item": nil,
        ],
        "type": "subscription_details",
      ]
    }
    return try changed(item, by: given, on: invoice)
  }

  private func subscription(_ given: Parameters, of customer: String) throws(SandboxError)
    -> JSONObject?
  {
    guard let id = given.text("subscription") else { return nil }
    let param = given.name("subscription")
    let subscription = try workspace.get("subscription", id, param: param)
    guard subscription.text("customer") == customer else {
      throw SandboxError(
        "The subscription \(id) does not belong to the customer \(customer).", param: param)
    }
    return subscription
  }

  /// An item with parameters applied and its amount computed.
  func changed(_ item: InvoiceItem, by given: Parameters, on invoice: Invoice?)
    throws(SandboxError) -> InvoiceItem
  {
    var plain: JSONObject = [:]
    for key in ["description", "discountable", "metadata", "period"] {
      if let value = given[key] { plain[key] = value }
    }
    var changed = try InvoiceItem(workspace.merge(plain, into: item.json, of: "invoiceitem"))
    if let rates = given["tax_rates"] {
      changed.taxRates = try workspace.taxes.rates(rates, param: given.name("tax_rates"))
    }
    let billing = ItemBilling(workspace: workspace, invoiceCurrency: invoice?.currency)
    try billing.apply(given, to: &changed.json)
    if changed.amount < 0, !given.has("discountable") { changed.discountable = false }
    if given.isGiven("discounts") {
      changed.discounts = try workspace.discounts.redeem(
        given.array("discounts"), for: DiscountOwner(changed))
    }
    return changed
  }
}
