/// The tables of fields that behaviors compute with, for tests that hold them against the catalog.
enum FieldTables {
  static let objects: [any ObjectFields.Type] = billing + payments

  private static let billing: [any ObjectFields.Type] = [
    CheckoutSessionFields.self, CustomerFields.self, CustomerBalanceTransactionFields.self,
    LineItemFields.self, PaymentLinkFields.self, PlanFields.self, PortalConfigurationFields.self,
    PortalSessionFields.self, PriceFields.self, ProductFields.self, ProductFeatureFields.self,
    SubscriptionFields.self, SubscriptionItemFields.self, SubscriptionScheduleFields.self,
    TaxIDFields.self,
    InvoiceFields.self, InvoiceLineFields.self, InvoiceItemFields.self, InvoicePaymentFields.self,
    CouponFields.self, PromotionCodeFields.self, DiscountFields.self, TaxRateFields.self,
    ShippingRateFields.self, CreditNoteFields.self, CreditNoteLineFields.self, QuoteFields.self,
    TestClockFields.self, CreditGrantFields.self, CreditTransactionFields.self,
  ]

  private static let payments: [any ObjectFields.Type] = [
    ApplicationFeeFields.self, BalanceTransactionFields.self, BankAccountFields.self,
    FeeRefundFields.self, CardSourceFields.self, ChargeFields.self, DisputeFields.self,
    PaymentIntentFields.self, PaymentMethodFields.self, PayoutFields.self, RefundFields.self,
    SetupAttemptFields.self, SetupIntentFields.self, TopUpFields.self, TransferFields.self,
    TransferReversalFields.self,
  ]

  /// Tables of records, by the type of the object and the path in it.
  static let records: [String: any FieldTable] = [
    "customer/invoice_settings": CustomerInvoiceSettingsFields.table,
    "price/recurring": PriceRecurrenceFields.table,
    "subscription/cancellation_details": CancellationDetailsFields.table,
    "subscription/payment_settings": SubscriptionPaymentSettingsFields.table,
    "subscription/trial_settings": SubscriptionTrialSettingsFields.table,
    "invoice/from_invoice": InvoiceRevisionFields.table,
    "invoice/rendering": InvoiceRenderingFields.table,
    "invoice/shipping_cost": InvoiceShippingCostFields.table,
    "invoice/status_transitions": InvoiceTransitionFields.table,
    "invoiceitem/pricing": ItemPricingFields.table,
    "invoiceitem/pricing/price_details": ItemPriceDetailsFields.table,
    "line_item/pricing": ItemPricingFields.table,
    "line_item/pricing/price_details": ItemPriceDetailsFields.table,
    "promotion_code/restrictions": PromotionRestrictionFields.table,
    "discount/source": DiscountSourceFields.table,
    "shipping_rate/fixed_amount": ShippingAmountFields.table,
    "credit_note/shipping_cost": InvoiceShippingCostFields.table,
    "quote/computed": QuoteComputedFields.table,
    "quote/status_transitions": QuoteTransitionFields.table,
    "dispute/evidence_details": EvidenceDetailsFields.table,
    "payment_intent/automatic_payment_methods": AutomaticMethodsFields.table,
    "payment_method/card": PaymentCardFields.table,
    "setup_intent/automatic_payment_methods": AutomaticMethodsFields.table,
  ]
}
