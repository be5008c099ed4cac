/// The life cycles of the resources that are more than stored fields.
enum Lifecycles {
  static let all: [any Lifecycle] = [
    CardLifecycle(), ChargeLifecycle(), CouponLifecycle(), CustomerBalanceLifecycle(),
    CustomerLifecycle(), InvoiceItemLifecycle(), InvoiceLifecycle(), InvoiceLineLifecycle(),
    PaymentIntentLifecycle(), PaymentLinkLifecycle(), PaymentMethodLifecycle(), PriceLifecycle(),
    ProductLifecycle(), PromotionCodeLifecycle(), RefundLifecycle(), SetupIntentLifecycle(),
    SubscriptionItemLifecycle(), SubscriptionLifecycle(), TaxRateLifecycle(), TokenLifecycle(),
  ]
}
