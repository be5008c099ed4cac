import JSON

/// Tax rates as others use them, and taxes that the caller computed.
struct TaxService {
  let workspace: Workspace

  /// Source: the docstring of the SDK's `TaxRateCreateParams.percentage`.
  private static let precision = 10_000

  /// A new tax rate, not stored.
  func newRate(_ parameters: Parameters) throws(SandboxError) -> TaxRate {
    guard let percentage = parameters.decimal("percentage"), percentage >= ExactDecimal(0),
      percentage <= ExactDecimal(100),
      percentage.multiplied(by: ExactDecimal(Self.precision))?.isWhole == true
    else {
      throw SandboxError(
        "Invalid percentage: must be a number from 0 to 100 with at most 4 decimal places.",
        param: parameters.name("percentage"))
    }
    var rate = try TaxRate(workspace.build("tax_rate", from: parameters))
    rate.active = parameters.bool("active") ?? true
    rate.json["effective_percentage"] = .number(JSONNumber(validated: percentage.description))
    rate.rateType = "percentage"
    return rate
  }

  /// Whole tax rates from their ids.
  ///
  /// - Throws: 400 where one is missing or not active, or there are too many.
  func rates(_ ids: JSONValue, param: String = "tax_rates") throws(SandboxError) -> [TaxRate] {
    var rates: [TaxRate] = []
    for id in (ids.array ?? []).compactMap(\.string) {
      let rate = try workspace.get(TaxRate.self, id, param: param)
      guard rate.active else {
        throw SandboxError(
          "The tax rate \(id) is not active and cannot be applied any more.", param: param)
      }
      rates.append(rate)
    }
    guard rates.count <= Limits.taxRates else {
      throw SandboxError(
        "You can apply up to \(Limits.taxRates) tax rates.", param: param)
    }
    return rates
  }

  /// Taxes the caller computed: each has an inactive tax rate of its own, which marks it as given.
  func given(_ taxes: [Parameters]) throws(SandboxError) -> [JSONObject] {
    var made: [JSONObject] = []
    for tax in taxes {
      let amount = try tax.limited("amount", to: Limits.amount) ?? 0
      let taxable = try tax.limited("taxable_amount", to: Limits.amount)
      guard let data = tax.object("tax_rate_data") else {
        throw .missingParameter(tax.name("tax_rate_data"))
      }
      var rate = try newRate(data)
      rate.active = false
      try workspace.save(rate)
      let given = BilledLine.Tax(
        rateID: rate.id, isInclusive: rate.inclusive, amount: amount, taxableAmount: taxable ?? 0)
      made.append(
        Self.shown(given, reason: tax.text("taxability_reason") ?? "not_available"))
    }
    return made
  }

  /// A tax as lines and sums show it.
  static func shown(_ tax: BilledLine.Tax, reason: String = "not_available") -> JSONObject {
    [
      "amount": .integer(tax.amount),
      "tax_behavior": tax.isInclusive ? "inclusive" : "exclusive",
      "tax_rate_details": ["tax_rate": .string(tax.rateID)],
      "taxability_reason": .string(reason), "taxable_amount": .integer(tax.taxableAmount),
      "type": "tax_rate_details",
    ]
  }

  /// A tax with the reason that its rate has, where it is an automatic one.
  func shown(_ tax: BilledLine.Tax, reason: String? = nil) throws(SandboxError) -> JSONObject {
    let rate = try workspace.find(TaxRate.self, tax.rateID)
    return Self.shown(tax, reason: reason ?? rate?.automaticReason ?? "not_available")
  }

  /// A tax as it was shown.
  static func read(_ tax: JSONObject) -> BilledLine.Tax {
    BilledLine.Tax(
      rateID: tax.object("tax_rate_details")?.text("tax_rate") ?? "",
      isInclusive: tax.text("tax_behavior") == "inclusive", amount: tax.amount("amount"),
      taxableAmount: tax.amount("taxable_amount"))
  }
}
