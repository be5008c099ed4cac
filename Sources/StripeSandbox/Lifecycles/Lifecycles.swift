/// The life cycles of the resources that are more than stored fields.
enum Lifecycles {
  static let all: [any Lifecycle] = [
    ChargeLifecycle(), CustomerBalanceLifecycle(), CustomerLifecycle(), InvoiceItemLifecycle(),
    InvoiceLifecycle(), InvoiceLineLifecycle(), PaymentIntentLifecycle(), PaymentLinkLifecycle(),
    PaymentMethodLifecycle(), PriceLifecycle(), ProductLifecycle(), RefundLifecycle(),
    TokenLifecycle(),
  ]
}
