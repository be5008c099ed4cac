import JSON

/// The lines of a credit note: parts of an invoice's lines, or amounts of their own.
struct CreditNoteLines {
  let workspace: Workspace
  let invoice: Invoice

  /// - Parameter note: takes what shipping costs.
  func make(_ parameters: Parameters, shipping note: inout CreditNote) throws(SandboxError)
    -> [CreditNoteLine]
  {
    let isGiven = ["amount", "lines", "shipping_cost"].contains(where: parameters.has)
    guard isGiven else {
      throw SandboxError(
        "You must specify one of `amount`, `lines`, or `shipping_cost`.",
        code: "parameter_missing", param: "amount")
    }
    if let given = parameters.object("shipping_cost") { try putShipping(given, into: &note) }
    guard !parameters.has("lines") else {
      guard !parameters.has("amount") else { throw .onlyOne(["amount", "lines"], of: parameters) }
      return try parameters.array("lines").map(line)
    }
    guard let amount = try parameters.limited("amount", to: 1...Limits.amount.upperBound) else {
      return []
    }
    return [try custom(amount, unit: String(amount), quantity: 1)]
  }

  private func putShipping(_ given: Parameters, into note: inout CreditNote) throws(SandboxError) {
    let rate = given.text("shipping_rate")
    guard let cost = invoice.shippingCost, cost.shippingRate == rate else {
      throw SandboxError(
        "The shipping rate is not that of the invoice.", param: given.name("shipping_rate"))
    }
    note.shippingCost = cost
    note.amountShipping = cost.amountSubtotal
  }

  private func line(_ given: Parameters) throws(SandboxError) -> CreditNoteLine {
    guard let type = given.text("type") else { throw .missingParameter(given.name("type")) }
    var line = try type == "invoice_line_item" ? part(given) : custom(given)
    line.json = try workspace.merge(
      Parameters(JSONObject(given.values.members.filter { $0.key == "metadata" })),
      into: line.json, of: "credit_note_line_item")
    given.markRead(["metadata"])
    line.description = given.text("description") ?? line.description
    try putTaxes(given, into: &line)
    return line
  }

  // MARK: - Amounts of their own

  private func custom(_ given: Parameters) throws(SandboxError) -> CreditNoteLine {
    let quantity = try given.limited("quantity", to: Limits.quantity) ?? 1
    let keys = ["unit_amount", "unit_amount_decimal"].filter(given.has)
    guard keys.count < 2 else { throw .onlyOne(keys, of: given) }
    guard let key = keys.first else { throw .missingParameter(given.name("unit_amount")) }
    guard let unit = given.decimal(key),
      let amount = unit.multiplied(by: ExactDecimal(quantity))?.rounded,
      (0...Limits.amount.upperBound).contains(amount)
    else { throw SandboxError("Invalid decimal.", param: given.name(key)) }
    return try custom(amount, unit: unit.description, quantity: quantity)
  }

  private func custom(_ amount: Int, unit: String, quantity: Int) throws(SandboxError)
    -> CreditNoteLine
  {
    var line = try workspace.make(CreditNoteLine.self)
    line.amount = amount
    line.json["invoice_line_item"] = nil
    line.quantity = quantity
    line.taxRates = []
    line.taxes = []
    line.type = "custom_line_item"
    line.unitAmountDecimal = unit
    line.unitAmount = Int(unit)
    return line
  }

  // MARK: - Parts of an invoice's lines

  private func part(_ given: Parameters) throws(SandboxError) -> CreditNoteLine {
    let param = given.name("invoice_line_item")
    guard let id = given.text("invoice_line_item") else { throw .missingParameter(param) }
    let billed = try workspace.invoices.lines.get(id, of: invoice.id, param: param)
    var line = try workspace.make(CreditNoteLine.self)
    line.type = "invoice_line_item"
    line.invoiceLineItem = id
    line.description = billed.description
    line.taxRates = []
    line.unitAmountDecimal = billed.pricing?.unitAmountDecimal
    line.unitAmount = line.unitAmountDecimal.flatMap { Int($0) }
    try putAmount(given, of: billed, into: &line)
    let (whole, part) = (billed.amount, line.amount)
    let reductions = billed.discountAmounts.compactMap(\.object).map { reduction in
      BilledLine.Reduction(
        discountID: reduction.text("discount") ?? "",
        amount: Self.share(reduction.amount("amount"), part, of: whole))
    }
    line.discountAmount = reductions.reduce(0) { $0 + $1.amount }
    line.discountAmounts = reductions.map(InvoiceSums.reduction)
    line.pretaxCreditAmounts = reductions.map(InvoiceSums.pretaxCredit)
    line.taxes = billed.taxes.map { tax in
      var read = TaxService.read(tax)
      read.amount = Self.share(read.amount, part, of: whole)
      read.taxableAmount = Self.share(read.taxableAmount, part, of: whole)
      return TaxService.shown(read, reason: tax.text("taxability_reason") ?? "not_available")
    }
    return line
  }

  private func putAmount(
    _ given: Parameters, of billed: InvoiceLine, into line: inout CreditNoteLine
  ) throws(SandboxError) {
    guard !(given.has("amount") && given.has("quantity")) else {
      throw .onlyOne(["amount", "quantity"], of: given)
    }
    if let amount = try given.limited("amount", to: 1...max(1, billed.amount)) {
      line.amount = amount
      line.quantity = nil
      return
    }
    let all = max(1, billed.quantity ?? 1)
    let quantity = try given.limited("quantity", to: 1...all) ?? all
    line.amount = Self.share(billed.amount, quantity, of: all)
    line.quantity = quantity
  }

  /// Returns the share of an amount for a part of a whole, rounded to the nearest unit.
  private static func share(_ amount: Int, _ part: Int, of whole: Int) -> Int {
    guard whole > 0, part != whole else { return amount }
    return ExactDecimal.share(of: amount, ExactDecimal(part), over: ExactDecimal(whole)) ?? 0
  }

  // MARK: - Taxes

  private func putTaxes(_ given: Parameters, into line: inout CreditNoteLine) throws(SandboxError) {
    guard !(given.has("tax_rates") && given.has("tax_amounts")) else {
      throw .onlyOne(["tax_amounts", "tax_rates"], of: given)
    }
    if let ids = given["tax_rates"] {
      line.taxRates = try workspace.taxes.rates(ids, param: given.name("tax_rates"))
      var billed = BilledLine(amount: line.amount, rates: line.taxRates.compactMap(\.billed))
      billed.reduce(by: line.discountAmount, discountID: "")
      billed.computeTaxes()
      line.taxes = billed.taxes.map { TaxService.shown($0) }
    }
    guard given.isGiven("tax_amounts") else { return }
    var taxes: [JSONObject] = []
    for tax in given.array("tax_amounts") {
      let rate = try workspace.get(
        TaxRate.self, tax.text("tax_rate") ?? "", param: tax.name("tax_rate"))
      let billed = BilledLine.Tax(
        rateID: rate.id, isInclusive: rate.inclusive,
        amount: try tax.limited("amount", to: Limits.amount) ?? 0,
        taxableAmount: try tax.limited("taxable_amount", to: Limits.amount) ?? 0)
      taxes.append(TaxService.shown(billed))
    }
    line.taxes = taxes
  }
}
