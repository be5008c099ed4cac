import JSON

/// The fields of tax rates that are computed with.
struct TaxRateFields: ObjectFields {
  static let table = TaxRateFields()
  static let typeName = "tax_rate"

  let active = FieldKey<Bool>("active")
  let displayName = FieldKey<String>("display_name")
  let inclusive = FieldKey<Bool>("inclusive")
  let percentage = FieldKey<JSONValue>("percentage")
  let rateType = FieldKey<String?>("rate_type")
}

typealias TaxRate = ObjectView<TaxRateFields>

extension ObjectView<TaxRateFields> {
  /// The rate as arithmetic takes it.
  var billed: BilledLine.Rate? {
    let isFree = automaticReason.flatMap(AutomaticTaxService.Reason.init)?.isFree ?? false
    return json.decimal("percentage").map {
      BilledLine.Rate(id: id, percentage: $0, isInclusive: self.inclusive, isFree: isFree)
    }
  }
}

/// The fields of shipping rates that are computed with.
struct ShippingRateFields: ObjectFields {
  static let table = ShippingRateFields()
  static let typeName = "shipping_rate"

  let active = FieldKey<Bool>("active")
  let fixedAmount = FieldKey<ShippingAmount?>("fixed_amount")
  let taxBehavior = FieldKey<String?>("tax_behavior")
  let type = FieldKey<String>("type")
}

typealias ShippingRate = ObjectView<ShippingRateFields>

/// The fields of a shipping rate's `fixed_amount`.
struct ShippingAmountFields: FieldTable {
  static let table = ShippingAmountFields()

  let amount = FieldKey<Int>("amount")
  let currency = FieldKey<String>("currency")
  let currencyOptions = FieldKey<JSONObject?>("currency_options")
}

typealias ShippingAmount = ObjectView<ShippingAmountFields>

extension ObjectView<ShippingAmountFields> {
  /// The cost in a currency, in minor units; nil where it is not said.
  func amount(in code: String) -> Int? {
    code == self.currency ? self.amount : self.currencyOptions?.object(code)?["amount"]?.integer
  }
}
