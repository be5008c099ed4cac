/// The behaviors of all resources of which there is more to say than the catalog says.
enum ResourceBehaviors {
  static let all: [any ResourceBehavior] = [
    EventBehavior(), EventDestinationBehavior(), ThinEventBehavior(), WebhookEndpointBehavior(),
    AccountLinkBehavior(), TerminalReaderBehavior(),
    CardSourceBehavior(), ChargeBehavior(), CouponBehavior(), CustomerBalanceTransactionBehavior(),
    CustomerBehavior(), InvoiceItemBehavior(), InvoiceBehavior(), InvoiceLineBehavior(),
    PaymentIntentBehavior(), PaymentLinkBehavior(), PaymentMethodBehavior(), PriceBehavior(),
    ProductBehavior(), PromotionCodeBehavior(), RefundBehavior(), SetupIntentBehavior(),
    SubscriptionItemBehavior(), SubscriptionBehavior(), TaxRateBehavior(), TokenBehavior(),
  ]
}
