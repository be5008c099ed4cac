import JSON

/// The lines of a calculation, each with its tax, and its shipping.
struct TaxCalculationLines {
  let parameters: Parameters
  let workspace: Workspace
  let buyer: TaxBuyer

  private static let amounts = 0...Limits.amount.upperBound

  /// Stores the lines, and puts their beginning and their sum into the calculation.
  func make(into made: inout JSONObject) throws(SandboxError) -> [TaxedSale] {
    let given = parameters.array("line_items")
    guard !given.isEmpty else { throw .missingParameter("line_items") }
    guard given.count <= TaxCalculation.mostLines else {
      throw SandboxError(
        "You can pass up to \(TaxCalculation.mostLines) line items.", param: "line_items")
    }
    var lines: [(JSONObject, TaxedSale)] = []
    var references = Set<String>()
    for fields in given {
      let line = try line(fields)
      guard references.insert(line.0.text("reference") ?? "").inserted else {
        throw SandboxError(
          "The reference of a line item must be unique within the calculation.",
          param: fields.name("reference"))
      }
      lines.append(line)
    }
    let id = made.text("id") ?? ""
    // The last one stored is the first one listed.
    for line in lines.reversed() { try workspace.save(line.0, parent: id) }
    made["line_items"] = TaxCalculation.list(
      lines.map(\.0), url: "/v1/tax/calculations/\(id)/line_items")
    made["amount_total"] = .integer(lines.reduce(0) { $0 + $1.0.amount("amount") })
    return lines.map(\.1)
  }

  private func line(_ given: Parameters) throws(SandboxError) -> (JSONObject, TaxedSale) {
    let own: Set<String> = [
      "amount", "performance_location", "quantity", "reference", "tax_behavior", "tax_code",
    ]
    var line = try workspace.build(TaxCalculation.lineType, from: given, but: own)
    guard let amount = try given.limited("amount", to: Self.amounts) else {
      throw .missingParameter(given.name("amount"))
    }
    let product = try given.text("product").map { id throws(SandboxError) in
      try workspace.get(Product.self, id, param: given.name("product"))
    }
    let usual = try TaxSettings(workspace: workspace).code
    let code = given.text("tax_code") ?? product?.json.text("tax_code") ?? usual
    let sale = try sale(amount, code, given.text("tax_behavior"))
    let quantity = try given.limited("quantity", to: 1...Limits.quantity.upperBound)
    line["amount"] = .integer(amount)
    line["quantity"] = .integer(quantity ?? 1)
    line["reference"] = given["reference"] ?? line["id"]
    put(sale, code, into: &line)
    return (line, sale)
  }

  private func sale(_ amount: Int, _ code: String, _ behavior: String?) throws(SandboxError)
    -> TaxedSale
  {
    try TaxedSale(
      amount,
      workspace.automaticTaxes.rate(
        for: buyer, code: code, isInclusive: behavior == "inclusive"))
  }

  private func put(_ sale: TaxedSale, _ code: String, into fields: inout JSONObject) {
    fields["amount_tax"] = .integer(sale.tax.amount)
    fields["tax_behavior"] = sale.tax.isInclusive ? "inclusive" : "exclusive"
    fields["tax_breakdown"] = .array([sale.ofJurisdiction])
    fields["tax_code"] = .string(code)
  }

  // MARK: - Shipping

  /// Puts what shipping costs into the calculation; nil where nothing is shipped.
  func shipping(into made: inout JSONObject, in currency: String) throws(SandboxError)
    -> TaxedSale?
  {
    guard let given = parameters.object("shipping_cost") else { return nil }
    let own = ["amount", "tax_behavior", "tax_code"]
    var code: String?
    var behavior: String?
    let amount: Int
    if given.has("shipping_rate") {
      let doubled = own.filter(given.has)
      guard doubled.isEmpty else { throw .onlyOne(["shipping_rate"] + doubled, of: given) }
      amount = try ShippingService(workspace: workspace).cost(given, in: currency).amountSubtotal
      let rate = try workspace.get(ShippingRate.self, given.text("shipping_rate") ?? "")
      code = rate.json.text("tax_code")
      behavior = rate.taxBehavior
    } else {
      guard let sum = try given.limited("amount", to: Self.amounts) else {
        throw .missingParameter(given.name("amount"))
      }
      amount = sum
      code = given.text("tax_code")
      behavior = given.text("tax_behavior")
    }
    let sale = try sale(amount, code ?? AutomaticTaxService.shipping, behavior)
    var cost: JSONObject = ["amount": .integer(amount)]
    cost["shipping_rate"] = given["shipping_rate"] ?? .null
    put(sale, code ?? AutomaticTaxService.shipping, into: &cost)
    made["shipping_cost"] = .object(cost)
    made["amount_total"] = .integer(made.amount("amount_total") + amount)
    return sale
  }
}
