import JSON

/// The fields of credit notes that are computed with.
struct CreditNoteFields: ObjectFields {
  static let table = CreditNoteFields()
  static let typeName = "credit_note"

  let amount = FieldKey<Int>("amount")
  let amountShipping = FieldKey<Int>("amount_shipping")
  let created = FieldKey<Int>("created")
  let currency = FieldKey<String>("currency")
  let customer = FieldKey<String>("customer")
  let customerBalanceTransaction = FieldKey<String?>("customer_balance_transaction")
  let discountAmount = FieldKey<Int>("discount_amount")
  let discountAmounts = FieldKey<[JSONValue]>("discount_amounts")
  let effectiveAt = FieldKey<Int?>("effective_at")
  let invoice = FieldKey<String>("invoice")
  let lines = FieldKey<JSONObject>("lines")
  let number = FieldKey<String>("number")
  let outOfBandAmount = FieldKey<Int?>("out_of_band_amount")
  let pdf = FieldKey<String>("pdf")
  let postPaymentAmount = FieldKey<Int>("post_payment_amount")
  let prePaymentAmount = FieldKey<Int>("pre_payment_amount")
  let pretaxCreditAmounts = FieldKey<[JSONValue]>("pretax_credit_amounts")
  let refunds = FieldKey<[JSONValue]>("refunds")
  let shippingCost = FieldKey<InvoiceShippingCost?>("shipping_cost")
  let status = FieldKey<CreditNoteStatus>("status")
  let subtotal = FieldKey<Int>("subtotal")
  let subtotalExcludingTax = FieldKey<Int?>("subtotal_excluding_tax")
  let total = FieldKey<Int>("total")
  let totalExcludingTax = FieldKey<Int?>("total_excluding_tax")
  let totalTaxes = FieldKey<[JSONValue]>("total_taxes")
  let type = FieldKey<CreditNoteType>("type")
  let voidedAt = FieldKey<Int?>("voided_at")
}

typealias CreditNote = ObjectView<CreditNoteFields>

/// The states of a credit note.
enum CreditNoteStatus: String, CaseIterable, FieldWord {
  case issued
  case void

  static var initial: CreditNoteStatus { .issued }
}

/// True if a credit note lowered what was to be paid, gave back what was paid, or both.
enum CreditNoteType: String, CaseIterable, FieldWord {
  case mixed
  case postPayment = "post_payment"
  case prePayment = "pre_payment"

  static var initial: CreditNoteType { .prePayment }
}

/// The fields of a credit note's lines.
struct CreditNoteLineFields: ObjectFields {
  static let table = CreditNoteLineFields()
  static let typeName = "credit_note_line_item"

  let amount = FieldKey<Int>("amount")
  let description = FieldKey<String?>("description")
  let discountAmount = FieldKey<Int>("discount_amount")
  let discountAmounts = FieldKey<[JSONValue]>("discount_amounts")
  let invoiceLineItem = FieldKey<String?>("invoice_line_item")
  let pretaxCreditAmounts = FieldKey<[JSONValue]>("pretax_credit_amounts")
  let quantity = FieldKey<Int?>("quantity")
  let taxRates = FieldKey<[TaxRate]>("tax_rates")
  let taxes = FieldKey<[JSONObject]>("taxes")
  let type = FieldKey<String>("type")
  let unitAmount = FieldKey<Int?>("unit_amount")
  let unitAmountDecimal = FieldKey<String?>("unit_amount_decimal")
}

typealias CreditNoteLine = ObjectView<CreditNoteLineFields>
