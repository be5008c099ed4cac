/// The tables of fields that behaviors compute with, for tests that hold them against the catalog.
enum FieldTables {
  static let objects: [any ObjectFields.Type] =
    [
      CustomerFields.self, CustomerBalanceTransactionFields.self,
    ] + payments

  private static let payments: [any ObjectFields.Type] = [
    BalanceTransactionFields.self, CardSourceFields.self, ChargeFields.self, DisputeFields.self,
    PaymentIntentFields.self, PaymentMethodFields.self, PayoutFields.self, RefundFields.self,
    SetupAttemptFields.self, SetupIntentFields.self, TopUpFields.self, TransferFields.self,
    TransferReversalFields.self,
  ]

  /// Tables of records, by the type of the object and the path in it.
  static let records: [String: any FieldTable] = [
    "customer/invoice_settings": CustomerInvoiceSettingsFields.table,
    "dispute/evidence_details": EvidenceDetailsFields.table,
    "payment_intent/automatic_payment_methods": AutomaticMethodsFields.table,
    "payment_method/card": PaymentCardFields.table,
    "setup_intent/automatic_payment_methods": AutomaticMethodsFields.table,
  ]
}
