import JSON

/// Calculations: the taxes of what somebody is about to sell.
struct TaxCalculationBehavior: ResourceBehavior {
  let typeName = TaxCalculation.typeName
  let names = ObjectNames(pathParameter: "calculation")

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try TaxCalculationCreation(parameters: parameters, workspace: workspace).make()
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    object["expires_at"]?.integer.map { [DueDuty(name: "expire", at: $0)] } ?? []
  }

  /// An expired calculation can no longer be retrieved. Source: the SDK's words on `retrieve`.
  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    let lines = try workspace.children(TaxCalculation.lineType, of: object.text("id") ?? "")
    for line in lines { try workspace.remove(line) }
    try workspace.remove(object)
  }
}

/// Makes a calculation.
struct TaxCalculationCreation {
  let parameters: Parameters
  let workspace: Workspace

  func make() throws(SandboxError) -> JSONObject {
    let currency = try Currency.supported(parameters.text("currency") ?? "", param: "currency")
    var made = try workspace.build(
      TaxCalculation.typeName, from: parameters,
      but: ["currency", "customer", "customer_details", "line_items", "shipping_cost", "tax_date"])
    let (buyer, details) = try TaxCalculationBuyer(parameters: parameters, workspace: workspace)
      .read()
    made["customer_details"] = .object(details)
    made["customer"] = parameters["customer"] ?? .null
    made["currency"] = .string(currency.code)
    made["expires_at"] = .integer(workspace.now + TaxCalculation.lifetime)
    made["tax_date"] = .integer(try date())
    let lines = TaxCalculationLines(parameters: parameters, workspace: workspace, buyer: buyer)
    var sales = try lines.make(into: &made)
    if let shipping = try lines.shipping(into: &made, in: currency.code) { sales.append(shipping) }
    put(sales, into: &made)
    return made
  }

  /// Source: the SDK's words on `tax_date`: "up to 31 days" from now.
  private func date() throws(SandboxError) -> Int {
    guard let date = parameters.integer("tax_date") else { return workspace.now }
    guard abs(date - workspace.now) <= 31 * 86_400 else {
      throw SandboxError(
        "The tax_date must be at most 31 days in the past or in the future.", param: "tax_date")
    }
    return date
  }

  private func put(_ sales: [TaxedSale], into made: inout JSONObject) {
    let taxes = sales.map(\.tax)
    let exclusive = taxes.reduce(0) { $0 + ($1.isInclusive ? 0 : $1.amount) }
    let inclusive = taxes.reduce(0) { $0 + ($1.isInclusive ? $1.amount : 0) }
    made["amount_total"] = .integer(made.amount("amount_total") + exclusive)
    made["tax_amount_exclusive"] = .integer(exclusive)
    made["tax_amount_inclusive"] = .integer(inclusive)
    made["tax_breakdown"] = .array(TaxedSale.breakdown(sales))
  }
}

/// What is known of calculations.
enum TaxCalculation {
  static let typeName = "tax.calculation"
  static let lineType = "tax.calculation_line_item"

  /// How long a calculation can be used, in seconds. Source: Stripe's reference: "Calculations
  /// expire after 90 days."
  static let lifetime = 90 * 86_400

  /// Source: the SDK's words on `line_items`.
  static let mostLines = 100

  /// The beginning of the lines, as calculations and transactions carry them.
  static func list(_ lines: [JSONObject], url: String) -> JSONValue {
    [
      "object": "list", "data": .array(lines.prefix(10).map(JSONValue.object)),
      "has_more": .bool(lines.count > 10), "url": .string(url),
    ]
  }
}
