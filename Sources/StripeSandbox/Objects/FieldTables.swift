/// The tables of fields that behaviors compute with, for tests that hold them against the catalog.
enum FieldTables {
  static let objects: [any ObjectFields.Type] = [
    CheckoutSessionFields.self, CustomerFields.self, CustomerBalanceTransactionFields.self,
    LineItemFields.self, PaymentLinkFields.self, PlanFields.self, PortalConfigurationFields.self,
    PortalSessionFields.self, PriceFields.self, ProductFields.self, ProductFeatureFields.self,
    SubscriptionFields.self, SubscriptionItemFields.self, SubscriptionScheduleFields.self,
    TaxIDFields.self,
  ]

  /// Tables of records, by the type of the object and the path in it.
  static let records: [String: any FieldTable] = [
    "customer/invoice_settings": CustomerInvoiceSettingsFields.table,
    "price/recurring": PriceRecurrenceFields.table,
    "subscription/cancellation_details": CancellationDetailsFields.table,
    "subscription/payment_settings": SubscriptionPaymentSettingsFields.table,
    "subscription/trial_settings": SubscriptionTrialSettingsFields.table,
  ]
}
