/// The behaviors of all resources of which there is more to say than the catalog says.
enum ResourceBehaviors {
  static let all: [any ResourceBehavior] = billing + taxes + ledger + events + others

  private static let taxes: [any ResourceBehavior] = [
    TaxCalculationBehavior(), TaxIDBehavior(), TaxRateBehavior(), TaxRegistrationBehavior(),
    TaxTransactionBehavior(),
  ]

  private static let events: [any ResourceBehavior] = [
    EventBehavior(), EventDestinationBehavior(), ThinEventBehavior(), WebhookEndpointBehavior(),
  ]

  private static let billing: [any ResourceBehavior] = [
    AccountLinkBehavior(), TerminalReaderBehavior(),
    CheckoutSessionBehavior(), PlanBehavior(), PortalConfigurationBehavior(),
    PortalSessionBehavior(), ProductFeatureBehavior(), SubscriptionScheduleBehavior(),
    CardSourceBehavior(), CashBalanceBehavior(), ChargeBehavior(), CouponBehavior(),
    CreditNoteBehavior(),
    CustomerBalanceTransactionBehavior(), CustomerBehavior(), DiscountBehavior(),
    InvoiceItemBehavior(), InvoiceBehavior(), InvoiceLineBehavior(), InvoicePaymentBehavior(),
    MeterAdjustmentBehavior(), MeterBehavior(), MeterEventBehavior(), MeterSummaryBehavior(),
    CreditGrantBehavior(), CreditSummaryBehavior(), CreditTransactionBehavior(),
    PaymentIntentBehavior(), PaymentLinkBehavior(), PaymentMethodBehavior(), PriceBehavior(),
    ProductBehavior(), PromotionCodeBehavior(), QuoteBehavior(), RefundBehavior(),
    SetupIntentBehavior(), ShippingRateBehavior(),
    SubscriptionItemBehavior(), SubscriptionBehavior(), TestClockBehavior(),
    TokenBehavior(),
  ]

  private static let others: [any ResourceBehavior] = [
    AccountBehavior(), BankAccountBehavior(), IssuingAuthorizationBehavior(),
    IssuingTransactionBehavior(),
    MeterEventSessionBehavior(), MeterEventStreamBehavior(), ReportRunBehavior(),
    VerificationSessionBehavior(),
  ]

  private static let ledger: [any ResourceBehavior] = [
    ApplicationFeeBehavior(), BalanceBehavior(), BalanceSettingsBehavior(),
    BalanceTransactionBehavior(), DisputeBehavior(), FeeRefundBehavior(), PayoutBehavior(),
    TopUpBehavior(), TransferBehavior(), TransferReversalBehavior(),
  ]
}
