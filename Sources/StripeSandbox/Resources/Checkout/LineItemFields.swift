import JSON

/// The fields of line items: what a payment link, a checkout session or a quote sells.
struct LineItemFields: ObjectFields {
  static let table = LineItemFields()
  static let typeName = "item"

  let adjustableQuantity = FieldKey<JSONObject?>("adjustable_quantity")
  let amountDiscount = FieldKey<Int>("amount_discount")
  let amountSubtotal = FieldKey<Int>("amount_subtotal")
  let amountTax = FieldKey<Int>("amount_tax")
  let amountTotal = FieldKey<Int>("amount_total")
  let currency = FieldKey<String>("currency")
  let description = FieldKey<String?>("description")
  let discounts = FieldKey<[JSONObject]>("discounts")
  let price = FieldKey<Price>("price")
  let quantity = FieldKey<Int>("quantity")
  let taxes = FieldKey<[JSONObject]>("taxes")
}

typealias LineItem = ObjectView<LineItemFields>

extension ObjectView<LineItemFields> {
  /// The tax rates that were given for it; those of automatic taxes are never active.
  var ownRates: [TaxRate] {
    self.taxes.compactMap { $0.object("rate").map(TaxRate.init) }
      .filter(\.active)
  }
}

/// The fields of payment links that are computed with.
struct PaymentLinkFields: ObjectFields {
  static let table = PaymentLinkFields()
  static let typeName = "payment_link"

  let currency = FieldKey<String>("currency")
  let url = FieldKey<String>("url")
}

typealias PaymentLink = ObjectView<PaymentLinkFields>
