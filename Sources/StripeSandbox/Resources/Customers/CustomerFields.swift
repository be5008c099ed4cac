import JSON

/// The fields of customers that are computed with.
struct CustomerFields: ObjectFields {
  static let table = CustomerFields()
  static let typeName = "customer"

  let balance = FieldKey<Int>("balance")
  let currency = FieldKey<String?>("currency")
  let defaultSource = FieldKey<String?>("default_source")
  let delinquent = FieldKey<Bool>("delinquent")
  let email = FieldKey<String?>("email")
  let invoicePrefix = FieldKey<String>("invoice_prefix")
  let invoiceSettings = FieldKey<CustomerInvoiceSettings>("invoice_settings")
  let name = FieldKey<String?>("name")
  let nextInvoiceSequence = FieldKey<Int>("next_invoice_sequence")
  let preferredLocales = FieldKey<[String]>("preferred_locales")
  let taxExempt = FieldKey<String>("tax_exempt")
}

typealias Customer = ObjectView<CustomerFields>

/// The fields of a customer's `invoice_settings`.
struct CustomerInvoiceSettingsFields: FieldTable {
  static let table = CustomerInvoiceSettingsFields()

  let defaultPaymentMethod = FieldKey<String?>("default_payment_method")
}

typealias CustomerInvoiceSettings = ObjectView<CustomerInvoiceSettingsFields>

/// The fields of an entry of a customer's balance.
struct CustomerBalanceTransactionFields: ObjectFields {
  static let table = CustomerBalanceTransactionFields()
  static let typeName = "customer_balance_transaction"

  let amount = FieldKey<Int>("amount")
  let currency = FieldKey<String>("currency")
  let customer = FieldKey<String>("customer")
  let endingBalance = FieldKey<Int>("ending_balance")
  let invoice = FieldKey<String?>("invoice")
  let type = FieldKey<String>("type")
}

typealias CustomerBalanceTransaction = ObjectView<CustomerBalanceTransactionFields>
