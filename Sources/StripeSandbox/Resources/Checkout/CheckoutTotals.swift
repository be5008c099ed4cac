import JSON

/// The sums of a checkout session: what is sold, what comes off and what its shipping costs.
struct CheckoutTotals {
  let workspace: Workspace

  /// Stores the amounts of the items, and puts their sums into the session.
  func put(_ items: [LineItem], into session: inout CheckoutSession) throws(SandboxError) {
    let isTrial = session.hasTrial
    let buyer = try CheckoutTax(workspace: workspace).buyer(of: session)
    if session.hasAutomaticTax { AutomaticTaxService.note(buyer != nil, on: &session.json) }
    var lines: [BilledLine] = []
    for item in items {
      lines.append(
        BilledLine(
          amount: isTrial && item.price.recurring != nil ? 0 : item.amountSubtotal,
          product: item.price.product, rates: try rates(of: item, buyer)))
    }
    let discounts = try discounts(of: session, amount: lines.reduce(0) { $0 + $1.amount })
    let totals = InvoiceTotals(
      lines, discounts: discounts, shipping: try shipping(of: session, buyer))
    let details = SaleDetails(workspace: workspace)
    for (item, line) in zip(items, totals.lines) {
      var item = item
      try details.put(line, into: &item)
      try workspace.save(item)
    }
    try details.put(totals.shipping, into: &session.shippingCost)
    session.amountSubtotal = totals.subtotal
    session.amountTotal = totals.total
    session.totalDetails = try details.totals(totals)
    session.paymentStatus = totals.total == 0 ? "no_payment_required" : "unpaid"
  }

  private func rates(of item: LineItem, _ buyer: TaxBuyer?) throws(SandboxError)
    -> [BilledLine.Rate]
  {
    guard let buyer else { return [] }
    return [try workspace.automaticTaxes.rate(of: item, for: buyer).billed].compactMap(\.self)
  }

  private func shipping(of session: CheckoutSession, _ buyer: TaxBuyer?) throws(SandboxError)
    -> BilledLine
  {
    guard let cost = session.shippingCost else { return BilledLine(amount: 0) }
    var line = BilledLine(amount: cost.amountSubtotal)
    guard let buyer else { return line }
    let rate = try workspace.automaticTaxes.shippingRate(
      of: cost, for: buyer, in: session.currency ?? "usd")
    line.rates = [rate.billed].compactMap(\.self)
    return line
  }

  /// Checks the coupon or code, which is redeemed when the session is completed.
  private func discounts(of session: CheckoutSession, amount: Int) throws(SandboxError)
    -> [BilledLine.Discount]
  {
    let given = session.json.array("discounts").compactMap(\.object).map { discount in
      JSONValue.object(JSONObject(discount.members.filter { !$0.value.isNull }))
    }
    let ids = try workspace.discounts.redeem(
      Parameters(["discounts": .array(given)]).array("discounts"),
      for: DiscountOwner(
        field: nil, id: session.id, customer: session.customer, currency: session.currency,
        amount: amount))
    return try workspace.discounts.worths(of: ids, in: session.currency ?? "usd")
  }
}
