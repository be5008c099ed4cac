import JSON

/// The lines of quotes, and what they come to.
struct QuoteLines {
  let workspace: Workspace

  /// The lines of a quote, in the order in which they were given.
  func all(of quote: Quote) throws(SandboxError) -> [LineItem] {
    try workspace.children(LineItem.self, of: quote.id)
  }

  /// Takes the lines that a request lists; lines with an id stay, changed, and others go.
  func replace(by given: [Parameters], of quote: inout Quote) throws(SandboxError) {
    var kept = try all(of: quote)
    var next: [LineItem] = []
    for parameters in given {
      let id = parameters.text("id")
      let index = id.flatMap { id in kept.firstIndex { $0.id == id } }
      if let id, index == nil {
        throw .missing("line item", id, param: parameters.name("id"), status: 400)
      }
      let old = index.map { kept.remove(at: $0) }
      next.append(try line(parameters, old, of: &quote))
      if let old { try workspace.remove(old) }
    }
    for line in kept { try workspace.remove(line) }
    // The last one stored is the first one listed.
    for line in next.reversed() { try workspace.save(line, parent: quote.id) }
  }

  private func line(_ given: Parameters, _ old: LineItem?, of quote: inout Quote)
    throws(SandboxError) -> LineItem
  {
    var line = try workspace.make(LineItem.self)
    let price = try price(given) ?? old?.price.json
    guard let price else { throw .missingParameter(given.name("price")) }
    let currency = price.text("currency") ?? "usd"
    if let known = quote.currency, known != currency {
      throw SandboxError(
        "All prices of a quote must have the same currency; this one is in \(currency), the"
          + " others in \(known).", param: given.name("price"))
    }
    quote.currency = currency
    line.price = Price(price)
    line.currency = currency
    line.quantity = try given.limited("quantity", to: Limits.quantity) ?? old?.quantity ?? 1
    line.description = try workspace.find("product", price.text("product") ?? "")?.text("name")
    line.taxes = old?.taxes ?? []
    line.discounts = old?.discounts ?? []
    if let ids = given["tax_rates"] {
      line.taxes = try workspace.taxes.rates(ids, param: given.name("tax_rates")).map {
        ["amount": 0, "rate": .object($0.json), "taxability_reason": nil, "taxable_amount": nil]
      }
    }
    if given.isGiven("discounts") {
      let ids = try workspace.discounts.redeem(
        given.array("discounts"),
        for: DiscountOwner(field: nil, id: line.id, customer: quote.customer, currency: currency))
      var discounts: [JSONObject] = []
      for id in ids {
        discounts.append(["amount": 0, "discount": .object(try workspace.get("discount", id))])
      }
      line.discounts = discounts
    }
    return line
  }

  private func price(_ given: Parameters) throws(SandboxError) -> JSONObject? {
    if let id = given.text("price") {
      return try workspace.prices.usable(id, param: given.name("price")).json
    }
    return try workspace.prices.inline(given)?.json
  }

  // MARK: - Sums

  /// Puts what the lines come to into them and into the quote.
  ///
  /// - Parameter formerRates: the quote's tax rates before; lines that have just those follow it.
  func compute(_ quote: inout Quote, formerRates: [String]) throws(SandboxError) {
    var lines = try all(of: quote)
    try putRates(of: &quote, formerRates, into: &lines)
    let currency = quote.currency ?? "usd"
    let discounts = try workspace.discounts.worths(of: quote.discounts, in: currency)
    var billed: [BilledLine] = []
    for line in lines { billed.append(try bill(line)) }
    let totals = InvoiceTotals(billed, discounts: discounts)
    for (index, sums) in totals.lines.enumerated() {
      try put(sums, into: &lines[index])
      try workspace.save(lines[index])
    }
    let recurring = zip(lines, billed).filter { $0.0.price.json.has("recurring") == true }
    let isTrial = quote.subscriptionData.amount("trial_period_days") > 0
    let upfront = zip(lines, billed).filter { !isTrial || $0.0.price.json.has("recurring") != true }
    quote.amountSubtotal = totals.subtotal
    quote.amountTotal = totals.total
    quote.totalDetails = try SaleDetails(workspace: workspace).totals(totals)
    quote.computed.upfront = try sums(InvoiceTotals(upfront.map(\.1), discounts: discounts))
    quote.computed.recurring = nil
    guard let first = recurring.first?.0.price.json else { return }
    var sums = try sums(InvoiceTotals(recurring.map(\.1), discounts: discounts))
    let period = BillingPeriod(first)
    sums["interval"] = .string(period.interval)
    sums["interval_count"] = .integer(period.count)
    quote.computed.recurring = sums
  }

  /// The rates of the lines: those of the place of the customer, their own, or the quote's.
  private func putRates(
    of quote: inout Quote, _ formerRates: [String], into lines: inout [LineItem]
  ) throws(SandboxError) {
    let isAutomatic = quote.hasAutomaticTax
    var buyer: TaxBuyer?
    if isAutomatic, let id = quote.customer {
      buyer = try TaxBuyers(workspace: workspace).buyer(of: workspace.get(Customer.self, id))
    }
    if isAutomatic { AutomaticTaxService.note(buyer != nil, on: &quote.json) }
    let defaults = try rates(quote.defaultTaxRates)
    for index in lines.indices {
      guard !isAutomatic else {
        let rates = try buyer.map { buyer throws(SandboxError) in
          [try workspace.automaticTaxes.rate(of: lines[index], for: buyer)]
        }
        lines[index].taxes = (rates ?? []).map(Self.untaxed)
        continue
      }
      let own = lines[index].ownRates
      guard own.isEmpty || own.map(\.id) == formerRates else { continue }
      lines[index].taxes = defaults.map(Self.untaxed)
    }
  }

  private static func untaxed(_ rate: TaxRate) -> JSONObject {
    ["amount": 0, "rate": .object(rate.json)]
  }

  private func rates(_ ids: [String]) throws(SandboxError) -> [TaxRate] {
    var rates: [TaxRate] = []
    for id in ids { rates.append(try workspace.get(TaxRate.self, id)) }
    return rates
  }

  private func bill(_ line: LineItem) throws(SandboxError) -> BilledLine {
    let price = line.price.json
    let isMetered = price.object("recurring")?.text("usage_type") == "metered"
    let amount = PriceArithmetic.amount(of: price, quantity: ExactDecimal(line.quantity))
    guard let amount = isMetered ? 0 : amount else {
      throw SandboxError("The amount is too large.", code: "amount_too_large", param: "line_items")
    }
    let rates = line.taxes.compactMap { $0.object("rate").flatMap { TaxRate($0).billed } }
    let ids = line.discounts.compactMap { $0.object("discount")?.text("id") }
    return try BilledLine(
      amount: amount, product: price.text("product"), rates: rates,
      discounts: workspace.discounts.worths(of: ids, in: line.currency))
  }

  private func put(_ billed: BilledLine, into line: inout LineItem) throws(SandboxError) {
    try SaleDetails(workspace: workspace).put(billed, into: &line)
    line.discounts = line.discounts.map { known in
      var shown = known
      let id = known.object("discount")?.text("id")
      let amount = billed.reductions.first { $0.discountID == id }?.amount ?? 0
      shown["amount"] = .integer(amount)
      return shown
    }
  }

  private func sums(_ totals: InvoiceTotals) throws(SandboxError) -> JSONObject {
    [
      "amount_subtotal": .integer(totals.subtotal), "amount_total": .integer(totals.total),
      "total_details": .object(try SaleDetails(workspace: workspace).totals(totals)),
    ]
  }
}
