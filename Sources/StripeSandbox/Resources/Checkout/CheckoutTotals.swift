import JSON

/// The sums of a checkout session: what is sold, what comes off and what its shipping costs.
struct CheckoutTotals {
  let workspace: Workspace

  /// Stores the amounts of the items, and puts their sums into the session.
  func put(_ items: [LineItem], into session: inout CheckoutSession) throws(SandboxError) {
    let isTrial = session.hasTrial
    let lines = items.map { item in
      BilledLine(
        amount: isTrial && item.price.recurring != nil ? 0 : item.amountSubtotal,
        product: item.price.product)
    }
    let discounts = try discounts(of: session, amount: lines.reduce(0) { $0 + $1.amount })
    let totals = InvoiceTotals(
      lines, discounts: discounts, shipping: session.shippingCost?.amountTotal ?? 0)
    for (item, line) in zip(items, totals.lines) {
      var item = item
      item.put(line)
      try workspace.save(item)
    }
    session.amountSubtotal = totals.subtotal
    session.amountTotal = totals.total
    session.totalDetails = [
      "amount_discount": .integer(totals.reductions.reduce(0) { $0 + $1.amount }),
      "amount_shipping": .integer(session.shippingCost?.amountTotal ?? 0), "amount_tax": 0,
    ]
    session.paymentStatus = totals.total == 0 ? "no_payment_required" : "unpaid"
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
