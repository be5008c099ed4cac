/// The behaviors of all resources of which there is more to say than the catalog says.
enum ResourceBehaviors {
  static let all: [any ResourceBehavior] =
    [
      AccountLinkBehavior(), TerminalReaderBehavior(),
      CardSourceBehavior(), ChargeBehavior(), CouponBehavior(),
      CustomerBalanceTransactionBehavior(),
      CustomerBehavior(), InvoiceItemBehavior(), InvoiceBehavior(), InvoiceLineBehavior(),
      PaymentIntentBehavior(), PaymentLinkBehavior(), PaymentMethodBehavior(), PriceBehavior(),
      ProductBehavior(), PromotionCodeBehavior(), RefundBehavior(), SetupIntentBehavior(),
      SubscriptionItemBehavior(), SubscriptionBehavior(), TaxRateBehavior(), TokenBehavior(),
    ] + ledger

  private static let ledger: [any ResourceBehavior] = [
    BalanceBehavior(), BalanceTransactionBehavior(), DisputeBehavior(), PayoutBehavior(),
    TopUpBehavior(), TransferBehavior(), TransferReversalBehavior(),
  ]
}
