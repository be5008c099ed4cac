/// The tables of fields that behaviors compute with, for tests that hold them against the catalog.
enum FieldTables {
  static let objects: [any ObjectFields.Type] = [
    CustomerFields.self, CustomerBalanceTransactionFields.self,
  ]

  /// Tables of records, by the type of the object and the path in it.
  static let records: [String: any FieldTable] = [
    "customer/invoice_settings": CustomerInvoiceSettingsFields.table
  ]
}
