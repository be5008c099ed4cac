import JSON
import StripeCatalog

/// Parameters that cannot be made up from the catalog, by the operation's id.
enum WrittenParameters {
  typealias Maker = @Sendable (ObjectFixtures, _ ids: [String]) async throws -> JSONObject

  /// Whole requests.
  static let all: [String: Maker] = [
    "v2.core.EventDestinationService.create": { _, _ in
      [
        "name": "d", "type": "webhook_endpoint", "event_payload": "thin", "enabled_events": ["*"],
        "webhook_endpoint": ["url": "https://example.com"],
      ]
    }
  ]

  /// Parameters in addition to the required ones, because one of several is required.
  static let additions: [String: JSONObject] = [
    "ChargeService.create": ["amount": 1_000, "currency": "usd"],
    "CouponService.create": ["percent_off": 10],
    "InvoiceItemService.create": ["amount": 1_000, "currency": "usd"],
    "PaymentMethodService.create": ["type": "card", "card": ["token": "tok_visa"]],
    "PlanService.create": ["amount": 1_000, "product": ["name": "Gold"]],
    "PriceService.create": ["unit_amount": 1_000, "recurring": ["interval": "month"]],
    "ProductService.create": ["name": "Gold"],
    "ShippingRateService.create": ["fixed_amount": ["amount": 500, "currency": "usd"]],
    "SubscriptionItemService.create": ["proration_behavior": "none"],
    "SubscriptionItemService.delete": ["proration_behavior": "none"],
    "TransferService.create": ["amount": 1_000],
    "checkout.SessionService.create": [
      "mode": "subscription", "success_url": "https://example.com",
    ],
  ]

  /// Parameters in addition to the required ones that name an object.
  static let references: [String: [String]] = [
    "ChargeService.create": ["customer"],
    "InvoiceItemService.create": ["customer"],
    "InvoiceService.create": ["customer"],
    "InvoiceService.create_preview": ["customer"],
    "PriceService.create": ["product"],
    "RefundService.create": ["charge"],
    "SubscriptionItemService.create": ["price"],
    "SubscriptionScheduleService.create": ["customer"],
    "billing_portal.SessionService.create": ["customer"],
  ]
}
