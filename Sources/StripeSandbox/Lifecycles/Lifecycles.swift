/// The life cycles of all resources that have one.
enum Lifecycles {
  static let all: [any Lifecycle] = [
    CardLifecycle(), ChargeLifecycle(), CouponLifecycle(), CustomerBalanceLifecycle(),
    CustomerLifecycle(), InvoiceItemLifecycle(), InvoiceLifecycle(), InvoiceLineLifecycle(),
    PaymentIntentLifecycle(), PaymentLinkLifecycle(), PaymentMethodLifecycle(), PriceLifecycle(),
    ProductLifecycle(), PromotionCodeLifecycle(), RefundLifecycle(), SetupIntentLifecycle(),
    SubscriptionItemLifecycle(), SubscriptionLifecycle(), TaxRateLifecycle(), TokenLifecycle(),
  ]
}
