import JSON

/// Computing an invoice's sums from its lines.
struct InvoiceSums {
  let workspace: Workspace

  private static let mostLines = 250

  /// Computes lines and totals anew, and stores and answers the invoice. The lines are read once.
  @discardableResult
  func recompute(_ invoice: Invoice) throws(SandboxError) -> Invoice {
    var lines = try workspace.invoices.lines.all(of: invoice.id)
    guard lines.count <= Self.mostLines else {
      throw SandboxError("An invoice can have up to \(Self.mostLines) items.", param: "invoice")
    }
    let totals = try totals(of: lines, on: invoice)
    for (index, billed) in totals.lines.enumerated() {
      try put(billed, into: &lines[index])
      try workspace.save(lines[index])
    }
    var next = invoice
    next.lines = BlankInvoice.lines(lines, count: lines.count, of: invoice.id)
    try put(totals, into: &next)
    workspace.automaticTaxes.note(on: &next)
    try settle(totals, &next)
    try workspace.save(next)
    return next
  }

  /// The arithmetic of lines, without storing anything.
  func totals(of lines: [InvoiceLine], on invoice: Invoice) throws(SandboxError) -> InvoiceTotals {
    var billed: [BilledLine] = []
    for line in lines { billed.append(try bill(line, of: invoice)) }
    let shipping = BilledLine(
      amount: invoice.amountShipping,
      rates: [try workspace.automaticTaxes.shippingRate(of: invoice)?.billed].compactMap(\.self))
    return try InvoiceTotals(
      billed, discounts: workspace.discounts.worths(of: invoice.discounts, in: invoice.currency),
      shipping: shipping)
  }

  private func bill(_ line: InvoiceLine, of invoice: Invoice) throws(SandboxError) -> BilledLine {
    let isExempt = ["exempt", "reverse"].contains(invoice.customerTaxExempt)
    var rates = invoice.defaultTaxRates
    if let own = try ownRates(of: line), !own.isEmpty { rates = own }
    if isExempt { rates = [] }
    let automatic = try workspace.automaticTaxes.rates(of: line, on: invoice)
    let credits = line.pretaxCreditAmounts.compactMap(BilledLine.Credit.init)
    let given = try automatic == nil ? givenTaxes(of: line) : nil
    return try BilledLine(
      amount: line.amount, isDiscountable: line.discountable,
      product: line.pricing?.priceDetails?.product,
      rates: (automatic ?? rates).compactMap(\.billed),
      discounts: workspace.discounts.worths(of: line.discounts, in: invoice.currency),
      givenTaxes: given, credits: credits)
  }

  /// Those of the line's item, or of the subscription item that it bills.
  private func ownRates(of line: InvoiceLine) throws(SandboxError) -> [TaxRate]? {
    if let id = line.itemID { return try workspace.find(InvoiceItem.self, id)?.taxRates }
    let details = line.parent?.object("subscription_item_details")
    guard let id = details?.text("subscription_item"),
      let item = try workspace.find("subscription_item", id)
    else { return nil }
    return item.array("tax_rates").compactMap(\.object).map(TaxRate.init)
  }

  /// The taxes of a line the caller computed, which rates do not touch.
  private func givenTaxes(of line: InvoiceLine) throws(SandboxError) -> [BilledLine.Tax]? {
    guard let first = line.taxes.first.map(TaxService.read),
      let rate = try workspace.find(TaxRate.self, first.rateID), !rate.active,
      rate.automaticReason == nil
    else { return nil }
    return line.taxes.map(TaxService.read)
  }

  private func put(_ billed: BilledLine, into line: inout InvoiceLine) throws(SandboxError) {
    line.subtotal = billed.amount
    line.discountAmounts = billed.reductions.map(Self.reduction)
    line.pretaxCreditAmounts =
      billed.reductions.map(Self.pretaxCredit) + billed.credits.map(\.json)
    let given = line.taxes
    var shown: [JSONObject] = []
    for (index, tax) in billed.taxes.enumerated() {
      // The reasons that the caller gave stay.
      let known = billed.givenTaxes == nil || index >= given.count ? nil : given[index]
      shown.append(try workspace.taxes.shown(tax, reason: known?.text("taxability_reason")))
    }
    line.taxes = shown
  }

  static func reduction(_ reduction: BilledLine.Reduction) -> JSONValue {
    ["amount": .integer(reduction.amount), "discount": .string(reduction.discountID)]
  }

  static func pretaxCredit(_ reduction: BilledLine.Reduction) -> JSONValue {
    [
      "amount": .integer(reduction.amount), "discount": .string(reduction.discountID),
      "type": "discount",
    ]
  }

  private func put(_ totals: InvoiceTotals, into invoice: inout Invoice) throws(SandboxError) {
    invoice.subtotal = totals.subtotal
    invoice.subtotalExcludingTax = totals.subtotalExcludingTax
    invoice.total = totals.total
    invoice.totalDiscountAmounts = totals.reductions.map(Self.reduction)
    invoice.totalExcludingTax = totals.totalExcludingTax
    invoice.totalPretaxCreditAmounts =
      totals.reductions.map(Self.pretaxCredit) + totals.credits.map(\.json)
    invoice.totalTaxes = try totals.taxes.map { tax throws(SandboxError) in
      try .object(workspace.taxes.shown(tax))
    }
    if invoice.shippingCost != nil {
      try SaleDetails(workspace: workspace).put(totals.shipping, into: &invoice.shippingCost)
    }
  }

  /// Sets the amounts due, with the customer's present balance; they are final once the invoice is.
  private func settle(_ totals: InvoiceTotals, _ invoice: inout Invoice) throws(SandboxError) {
    let starting = try workspace.find(Customer.self, invoice.customer)?.balance ?? 0
    let due = totals.due(startingBalance: starting, in: Currency(invoice.currency))
    invoice.startingBalance = starting
    invoice.amountDue = due.amount
    invoice.amountPaid = 0
    invoice.amountRemaining = due.amount
    invoice.endingBalance = invoice.status == .draft ? nil : due.endingBalance
  }
}
