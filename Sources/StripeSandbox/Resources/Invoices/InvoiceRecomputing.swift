import JSON

/// Recomputing an invoice's totals from its lines.
extension Workspace {
  /// Computes lines and totals anew, and stores and answers the invoice.
  @discardableResult
  func recompute(_ invoice: JSONObject) throws(SandboxError) -> JSONObject {
    let id = invoice.text("id") ?? ""
    let stored = try children("line_item", of: id)
    var billed: [BilledLine] = []
    for line in stored { billed.append(try bill(line, of: invoice)) }
    let totals = try InvoiceTotals(billed, discounts: discounts(invoice.array("discounts")))
    for (line, billed) in zip(stored, totals.lines) {
      let computed = computed(line, billed)
      if computed != line { try save(computed) }
    }
    var next = invoice
    next["lines"] = try .object(
      embeddedList("line_item", of: id, url: "/v1/invoices/\(id)/lines"))
    put(totals, into: &next)
    try settle(totals, &next)
    try save(next)
    return next
  }

  private func bill(_ line: JSONObject, of invoice: JSONObject) throws(SandboxError) -> BilledLine {
    let isExempt = ["exempt", "reverse"].contains(invoice.text("customer_tax_exempt") ?? "")
    var rates = invoice.array("default_tax_rates")
    if let id = Self.itemID(of: line), let item = try find("invoiceitem", id),
      !item.array("tax_rates").isEmpty
    {
      rates = item.array("tax_rates")
    }
    return try BilledLine(
      amount: line.amount("amount"), isDiscountable: line["discountable"] != false,
      rates: isExempt ? [] : rates.compactMap(\.object).compactMap(Self.rate),
      discounts: discounts(line.array("discounts")), givenTaxes: givenTaxes(of: line))
  }

  private static func rate(_ rate: JSONObject) -> BilledLine.Rate? {
    guard let id = rate.text("id"), let percentage = rate.decimal("percentage") else { return nil }
    return BilledLine.Rate(
      id: id, percentage: percentage, isInclusive: rate.isTrue("inclusive"))
  }

  /// The taxes of a line the caller computed, which rates do not touch.
  private func givenTaxes(of line: JSONObject) throws(SandboxError) -> [BilledLine.Tax]? {
    let taxes = line.array("taxes").compactMap(\.object)
    guard let first = taxes.first?.object("tax_rate_details")?.text("tax_rate"),
      let rate = try find("tax_rate", first), !rate.isTrue("active")
    else { return nil }
    return taxes.map { tax in
      BilledLine.Tax(
        rateID: tax.object("tax_rate_details")?.text("tax_rate") ?? "",
        isInclusive: tax.text("tax_behavior") == "inclusive", amount: tax.amount("amount"),
        taxableAmount: tax.amount("taxable_amount"))
    }
  }

  private func computed(_ line: JSONObject, _ billed: BilledLine) -> JSONObject {
    var line = line
    line["subtotal"] = .integer(billed.amount)
    line["discount_amounts"] = .array(billed.reductions.map(Self.reduction))
    line["taxes"] = .array(billed.taxes.map(Self.tax))
    return line
  }

  private static func reduction(_ reduction: BilledLine.Reduction) -> JSONValue {
    ["amount": .integer(reduction.amount), "discount": .string(reduction.discountID)]
  }

  private static func tax(_ tax: BilledLine.Tax) -> JSONValue {
    [
      "amount": .integer(tax.amount),
      "tax_behavior": tax.isInclusive ? "inclusive" : "exclusive",
      "tax_rate_details": ["tax_rate": .string(tax.rateID)],
      "taxability_reason": "not_available", "taxable_amount": .integer(tax.taxableAmount),
      "type": "tax_rate_details",
    ]
  }

  private func put(_ totals: InvoiceTotals, into invoice: inout JSONObject) {
    invoice["subtotal"] = .integer(totals.subtotal)
    invoice["subtotal_excluding_tax"] = .integer(totals.subtotalExcludingTax)
    invoice["total"] = .integer(totals.total)
    invoice["total_discount_amounts"] = .array(totals.reductions.map(Self.reduction))
    invoice["total_excluding_tax"] = .integer(totals.totalExcludingTax)
    invoice["total_pretax_credit_amounts"] = .array(
      totals.reductions.map { reduction in
        [
          "amount": .integer(reduction.amount), "discount": .string(reduction.discountID),
          "type": "discount",
        ]
      })
    invoice["total_taxes"] = .array(totals.taxes.map(Self.tax))
  }

  /// What is due, with the customer's balance as it is now; final once the invoice is.
  private func settle(_ totals: InvoiceTotals, _ invoice: inout JSONObject) throws(SandboxError) {
    let customer = try find("customer", invoice.text("customer") ?? "")
    let starting = customer?.amount("balance") ?? 0
    let due = totals.due(
      startingBalance: starting, in: Currency(invoice.text("currency") ?? ""))
    invoice["starting_balance"] = .integer(starting)
    invoice["amount_due"] = .integer(due.amount)
    invoice["amount_paid"] = 0
    invoice["amount_remaining"] = .integer(due.amount)
    invoice["ending_balance"] =
      InvoiceStatus(of: invoice) == .draft ? .null : .integer(due.endingBalance)
  }
}
