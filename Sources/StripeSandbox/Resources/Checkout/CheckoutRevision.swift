import JSON

/// What a customer chooses on the page of a checkout session before they pay.
package struct CheckoutChoices: Sendable {
  /// Quantities by the ids of the items.
  package var quantities: [String: Int] = [:]
  /// Amounts in minor units, by the ids of items whose price the customer sets.
  package var amounts: [String: Int] = [:]
  /// The id of the shipping rate; nil leaves the one that is chosen.
  package var shippingRate: String?
  /// The name of a promotion code; empty takes it off, nil leaves it as it is.
  package var promotionCode: String?

  /// The ids of the prices of optional items that are bought too; nil leaves them as they are.
  package var optionalPrices: Set<String>?
  /// Where bills go, and a name and an address that things are sent to, by which taxes are worked
  /// out; nil where nothing was entered.
  package var address: JSONObject?
  package var shipping: JSONObject?

  /// Creates choices that change nothing.
  package init() {}
}

/// Changes an open checkout session as its customer chooses.
struct CheckoutRevision {
  let workspace: Workspace

  func apply(_ choices: CheckoutChoices, to id: String) throws(SandboxError) -> CheckoutSession {
    var session = try workspace.get(CheckoutSession.self, id)
    try CheckoutCompletion.checkIsOpen(session, in: workspace)
    guard session.mode != .setup else { return session }
    let before = session
    var items = try workspace.children(LineItem.self, of: id)
    let kept = items.map(\.json)
    if let chosen = choices.optionalPrices {
      items = try OptionalItems(workspace: workspace).choose(chosen, in: session, items)
    }
    for index in items.indices { items[index] = try changed(items[index], by: choices) }
    if let rate = choices.shippingRate { try ship(&session, by: rate) }
    if let code = choices.promotionCode { try put(code, into: &session) }
    try CheckoutTax(workspace: workspace).locate(
      &session, address: choices.address, shipping: choices.shipping)
    guard session.json != before.json || items.map(\.json) != kept else { return session }
    guard session.invoice == nil else {
      throw SandboxError(
        "The sandbox does not change what is bought once a payment of its invoice was tried.")
    }
    try CheckoutTotals(workspace: workspace).put(items, into: &session)
    try workspace.save(session)
    return session
  }

  private func changed(_ item: LineItem, by choices: CheckoutChoices) throws(SandboxError)
    -> LineItem
  {
    if let amount = choices.amounts[item.id], let open = item.price.customUnitAmount {
      return try priced(item, at: amount, within: open)
    }
    guard let quantity = choices.quantities[item.id], quantity != item.quantity,
      let rule = item.adjustableQuantity, rule.isTrue("enabled")
    else { return item }
    // An item of which there is none would be no item of the session.
    let (least, most) = (max(1, rule.amount("minimum")), rule["maximum"]?.integer ?? 99)
    guard quantity >= least, quantity <= most else {
      throw SandboxError("The quantity must be from \(least) to \(most).", param: "quantity")
    }
    return try workspace.lineItems.changed(
      item, by: Parameters(["quantity": .integer(quantity)]))
  }

  private func priced(_ item: LineItem, at amount: Int, within rule: JSONObject)
    throws(SandboxError) -> LineItem
  {
    let currency = Currency(item.currency)
    let least = rule["minimum"]?.integer ?? currency.minimumCharge
    let most = rule["maximum"]?.integer ?? currency.maximumCharge
    guard amount >= least, amount <= most else {
      throw SandboxError(
        "The amount must be from \(currency.format(least)) to \(currency.format(most)).",
        param: "amount")
    }
    var item = item
    item.amountSubtotal = amount
    item.amountTotal = amount
    return item
  }

  private func ship(_ session: inout CheckoutSession, by rate: String) throws(SandboxError) {
    let offered = session.json.array("shipping_options").compactMap(\.object)
    guard offered.contains(where: { $0.text("shipping_rate") == rate }) else {
      throw SandboxError("This session does not offer that shipping rate.", param: "shipping_rate")
    }
    guard session.shippingCost?.shippingRate != rate else { return }
    session.shippingCost = try ShippingService(workspace: workspace).cost(
      Parameters(["shipping_rate": .string(rate)]), in: session.currency ?? "usd")
  }

  private func put(_ code: String, into session: inout CheckoutSession) throws(SandboxError) {
    guard session.json.isTrue("allow_promotion_codes") else { return }
    guard !code.isEmpty else {
      session.json["discounts"] = []
      return
    }
    guard let known = try workspace.discounts.codes(named: code).first(where: \.active) else {
      throw SandboxError("This code is invalid.", param: "promotion_code")
    }
    session.json["discounts"] = [["coupon": nil, "promotion_code": .string(known.id)]]
  }
}
