import JSON

/// The tax of one thing that is sold, by the rate of the place where it goes.
struct TaxedSale: Sendable {
  let rate: TaxRate
  let tax: BilledLine.Tax

  /// - Parameter amount: minor units, with the tax where the rate says so.
  init(_ amount: Int, _ rate: TaxRate) {
    var line = BilledLine(amount: amount, rates: [rate.billed].compactMap(\.self))
    line.computeTaxes()
    self.rate = rate
    tax =
      line.taxes.first
      ?? BilledLine.Tax(
        rateID: rate.id, isInclusive: rate.inclusive, amount: 0, taxableAmount: 0)
  }

  private var reason: JSONValue { .string(rate.automaticReason ?? "not_available") }

  /// The tax as a line's `tax_breakdown` shows it: by the jurisdiction that takes it.
  var ofJurisdiction: JSONValue {
    [
      "amount": .integer(tax.amount),
      "jurisdiction": [
        "country": rate.json["country"] ?? nil, "display_name": rate.json["jurisdiction"] ?? nil,
        "level": rate.json["jurisdiction_level"] ?? nil, "state": rate.json["state"] ?? nil,
      ],
      "sourcing": "destination",
      "tax_rate_details": rate.json.has("tax_type")
        ? [
          "display_name": .string(rate.displayName),
          "percentage_decimal": .string(rate.decimal), "tax_type": rate.json["tax_type"] ?? nil,
        ] : nil,
      "taxability_reason": reason, "taxable_amount": .integer(tax.taxableAmount),
    ]
  }

  /// The taxes of sales, summed up by their rates, as a calculation's `tax_breakdown` shows them.
  static func breakdown(_ sales: [TaxedSale]) -> [JSONValue] {
    BilledLine.Tax.sums(sales.map(\.tax)).compactMap { sum in
      sales.first { $0.rate.id == sum.rateID }.map { shown(sum, $0) }
    }
  }

  private static func shown(_ sum: BilledLine.Tax, _ sale: TaxedSale) -> JSONValue {
    [
      "amount": .integer(sum.amount), "inclusive": .bool(sum.isInclusive),
      "tax_rate_details": [
        "country": sale.rate.json["country"] ?? nil, "flat_amount": nil,
        "percentage_decimal": .string(sale.rate.decimal), "rate_type": "percentage",
        "state": sale.rate.json["state"] ?? nil, "tax_type": sale.rate.json["tax_type"] ?? nil,
      ],
      "taxability_reason": sale.reason, "taxable_amount": .integer(sum.taxableAmount),
    ]
  }
}
