import JSON

/// Taxes and discounts as line items, checkout sessions and quotes show them: with whole tax rates.
struct SaleDetails {
  let workspace: Workspace

  /// Taxes with their rates.
  func taxes(_ taxes: [BilledLine.Tax]) throws(SandboxError) -> [JSONObject] {
    try taxes.map { tax throws(SandboxError) in
      let rate = try workspace.get(TaxRate.self, tax.rateID)
      return [
        "amount": .integer(tax.amount), "rate": .object(rate.json),
        "taxability_reason": rate.automaticReason.map(JSONValue.string) ?? nil,
        "taxable_amount": .integer(tax.taxableAmount),
      ]
    }
  }

  /// Taxes as they were shown with their rates.
  static func read(_ taxes: [JSONValue]) -> [BilledLine.Tax] {
    taxes.compactMap(\.object).map { tax in
      let rate = tax.object("rate") ?? [:]
      return BilledLine.Tax(
        rateID: rate.text("id") ?? "", isInclusive: rate.isTrue("inclusive"),
        amount: tax.amount("amount"), taxableAmount: tax.amount("taxable_amount"))
    }
  }

  /// The `total_details` of a sale.
  func totals(_ totals: InvoiceTotals) throws(SandboxError) -> JSONObject {
    var discounts: [JSONValue] = []
    for reduction in totals.reductions {
      let discount = try workspace.get("discount", reduction.discountID)
      discounts.append(["amount": .integer(reduction.amount), "discount": .object(discount)])
    }
    let taxes = totals.taxes
    return [
      "amount_discount": .integer(totals.reductions.reduce(0) { $0 + $1.amount }),
      "amount_shipping": .integer(totals.shipping.amount),
      "amount_tax": .integer(taxes.reduce(0) { $0 + $1.amount }),
      "breakdown": [
        "discounts": .array(discounts),
        "taxes": .array(try self.taxes(taxes).map(JSONValue.object)),
      ],
    ]
  }

  /// Puts what shipping costs with its taxes into a `shipping_cost`.
  func put(_ billed: BilledLine, into cost: inout InvoiceShippingCost?) throws(SandboxError) {
    cost?.amountTax = billed.exclusiveTax + billed.inclusiveTax
    cost?.amountTotal = billed.amount + billed.exclusiveTax
    let taxes = try taxes(billed.taxes).map(JSONValue.object)
    cost?.json["taxes"] = taxes.isEmpty ? nil : .array(taxes)
  }

  /// Puts amounts and taxes into a thing that is sold.
  func put(_ billed: BilledLine, into item: inout LineItem) throws(SandboxError) {
    item.amountSubtotal = billed.amount
    item.amountDiscount = billed.amount - billed.net
    item.amountTax = billed.exclusiveTax + billed.inclusiveTax
    item.amountTotal = billed.net + billed.exclusiveTax
    item.taxes = try taxes(billed.taxes)
  }
}
