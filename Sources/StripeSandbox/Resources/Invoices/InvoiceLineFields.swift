import JSON

/// The fields of invoice lines that are computed with.
struct InvoiceLineFields: ObjectFields {
  static let table = InvoiceLineFields()
  static let typeName = "line_item"

  let amount = FieldKey<Int>("amount")
  let currency = FieldKey<String>("currency")
  let description = FieldKey<String?>("description")
  let discountAmounts = FieldKey<[JSONValue]>("discount_amounts")
  let discountable = FieldKey<Bool>("discountable")
  let discounts = FieldKey<[String]>("discounts")
  let invoice = FieldKey<String?>("invoice")
  let parent = FieldKey<JSONObject?>("parent")
  let pretaxCreditAmounts = FieldKey<[JSONValue]>("pretax_credit_amounts")
  let pricing = FieldKey<ItemPricing?>("pricing")
  let quantity = FieldKey<Int?>("quantity")
  let subtotal = FieldKey<Int>("subtotal")
  let taxes = FieldKey<[JSONObject]>("taxes")
}

typealias InvoiceLine = ObjectView<InvoiceLineFields>

extension ObjectView<InvoiceLineFields> {
  /// The invoice item that the line shows; nil for a line of a subscription.
  var itemID: String? {
    self.parent?.object("invoice_item_details")?.text("invoice_item")
      ?? self.parent?.object("subscription_item_details")?.text("invoice_item")
  }
}

/// The fields of invoice items that are computed with.
struct InvoiceItemFields: ObjectFields {
  static let table = InvoiceItemFields()
  static let typeName = "invoiceitem"

  let amount = FieldKey<Int>("amount")
  let currency = FieldKey<String>("currency")
  let customer = FieldKey<String>("customer")
  let date = FieldKey<Int>("date")
  let description = FieldKey<String?>("description")
  let discountable = FieldKey<Bool>("discountable")
  let discounts = FieldKey<[String]>("discounts")
  let frozenFields = FieldKey<[String]>("frozen_fields")
  let invoice = FieldKey<String?>("invoice")
  let invoicingRules = FieldKey<[JSONValue]>("invoicing_rules")
  let parent = FieldKey<JSONObject?>("parent")
  let period = FieldKey<JSONObject>("period")
  let pricing = FieldKey<ItemPricing?>("pricing")
  let proration = FieldKey<Bool>("proration")
  let quantity = FieldKey<Int>("quantity")
  let taxRates = FieldKey<[TaxRate]>("tax_rates")
}

typealias InvoiceItem = ObjectView<InvoiceItemFields>

extension ObjectView<InvoiceItemFields> {
  /// The subscription on whose next invoice the item is to be.
  var subscription: String? {
    self.parent?.object("subscription_details")?.text("subscription")
  }
}

/// The fields of the `pricing` of an item or a line.
struct ItemPricingFields: FieldTable {
  static let table = ItemPricingFields()

  let priceDetails = FieldKey<ItemPriceDetails?>("price_details")
  let type = FieldKey<String>("type")
  let unitAmountDecimal = FieldKey<String?>("unit_amount_decimal")
}

typealias ItemPricing = ObjectView<ItemPricingFields>

/// The price of an item or a line.
struct ItemPriceDetailsFields: FieldTable {
  static let table = ItemPriceDetailsFields()

  let price = FieldKey<String>("price")
  let product = FieldKey<String>("product")
}

typealias ItemPriceDetails = ObjectView<ItemPriceDetailsFields>

/// The fields of what links an invoice to a payment.
struct InvoicePaymentFields: ObjectFields {
  static let table = InvoicePaymentFields()
  static let typeName = "invoice_payment"

  let amountPaid = FieldKey<Int?>("amount_paid")
  let amountRequested = FieldKey<Int>("amount_requested")
  let currency = FieldKey<String>("currency")
  let invoice = FieldKey<String>("invoice")
  let isDefault = FieldKey<Bool>("is_default")
  let payment = FieldKey<JSONObject>("payment")
  let status = FieldKey<InvoicePaymentStatus>("status")
  let statusTransitions = FieldKey<JSONObject>("status_transitions")
}

typealias InvoicePayment = ObjectView<InvoicePaymentFields>

extension ObjectView<InvoicePaymentFields> {
  var paymentIntent: String? { self.payment.text("payment_intent") }
}

/// The states of a payment of an invoice.
enum InvoicePaymentStatus: String, CaseIterable, FieldWord {
  case open
  case paid
  case canceled

  static var initial: InvoicePaymentStatus { .open }
}
