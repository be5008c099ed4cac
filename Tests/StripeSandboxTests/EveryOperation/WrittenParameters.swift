import JSON
import StripeCatalog

/// Parameters that cannot be made up from the catalog, by the operation's id.
enum WrittenParameters {
  typealias Maker = @Sendable (ObjectFixtures, _ ids: [String]) async throws -> JSONObject

  /// Whole requests.
  static let all: [String: Maker] = [
    "CreditNotePreviewLinesService.list": creditNote,
    "CreditNoteService.create": creditNote,
    "CreditNoteService.preview": creditNote,
    "CustomerPaymentSourceService.create": { _, _ in ["source": "tok_visa"] },
    "InvoiceService.attach_payment": { make, _ in
      ["payment_intent": .string(try await make.payment())]
    },
    "InvoiceService.remove_lines": { make, ids in
      ["lines": [["id": .string(try await make.line(of: ids)), "behavior": "delete"]]]
    },
    "InvoiceService.update_lines": { make, ids in
      ["lines": [["id": .string(try await make.line(of: ids)), "description": "Tea"]]]
    },
    "ProductFeatureService.create": { make, _ in
      ["entitlement_feature": .string(try await make.id("entitlements.feature"))]
    },
    "SubscriptionScheduleService.create": { make, _ in
      [
        "customer": .string(try await make.id("customer")), "start_date": "now",
        "phases": [
          [
            "items": [["price": .string(try await make.id("price"))]],
            "duration": ["interval": "month", "interval_count": 2],
          ]
        ],
      ]
    },
    "SubscriptionService.create": { make, _ in
      [
        "customer": .string(try await make.id("customer")),
        "items": [["price": .string(try await make.id("price"))]],
      ]
    },
    "SubscriptionService.pause": { _, _ in pause },
    "billing.CreditGrantService.create": { make, _ in
      [
        "customer": .string(try await make.id("customer")),
        "amount": ["type": "monetary", "monetary": ["currency": "usd", "value": 500]],
        "applicability_config": ["scope": ["price_type": "metered"]],
      ]
    },
    "billing.MeterEventAdjustmentService.create": { make, _ in
      let event = try await make.client.post(
        "/v1/billing/meter_events", make.meterEvent())
      return [
        "event_name": event["event_name"] ?? nil, "type": "cancel",
        "cancel": ["identifier": event["identifier"] ?? nil],
      ]
    },
    "billing.MeterEventService.create": { make, _ in try await make.meterEvent() },
    "billing.MeterEventSummaryService.list": { make, _ in
      [
        "customer": .string(try await make.id("customer")), "start_time": 60,
        "end_time": 3600,
      ]
    },
    "tax.CalculationService.create": { _, _ in
      [
        "currency": "usd", "customer_details": ["address": ["country": "DE"]],
        "line_items": [["amount": 500, "reference": "tea"]],
        "shipping_cost": ["amount": 100],
      ]
    },
    "tax.RegistrationService.create": { _, _ in
      [
        "country": "DE", "active_from": "now",
        "country_options": [
          "de": ["type": "standard", "standard": ["place_of_supply_scheme": "standard"]]
        ],
      ]
    },
    "tax.TransactionService.create_from_calculation": { make, _ in
      ["calculation": .string(try await make.id("tax.calculation")), "reference": "order 1"]
    },
    "tax.TransactionService.create_reversal": { make, _ in
      [
        "original_transaction": .string(try await make.taxTransaction()), "mode": "full",
        "reference": "refund 1",
      ]
    },
    "v2.billing.MeterEventService.create": { make, _ in try await make.meterEvent() },
    "test_helpers.TestClockService.advance": { make, ids in
      let clock = try await make.client.get(
        "/v1/test_helpers/test_clocks/\(ids.first ?? "")")
      return ["frozen_time": .integer((clock["frozen_time"]?.integer ?? 0) + 60)]
    },
    "apps.SecretService.delete_where": secret,
    "apps.SecretService.find": secret,
    "checkout.SessionService.create": { make, _ in
      [
        "mode": "subscription", "success_url": "https://example.com",
        "line_items": [["price": .string(try await make.id("price")), "quantity": 1]],
      ]
    },
    "v2.core.EventDestinationService.create": { _, _ in
      [
        "name": "d", "type": "webhook_endpoint", "event_payload": "thin", "enabled_events": ["*"],
        "webhook_endpoint": ["url": "https://example.com"],
      ]
    },
  ]

  static let pause: JSONObject = [
    "type": "subscription", "bill_for": ["unused_time_from": ["type": "none"]],
  ]

  private static let creditNote: Maker = { make, _ in
    ["invoice": .string(try await make.invoice(finalized: true)), "amount": 100]
  }

  private static let secret: Maker = { make, _ in
    let name: JSONObject = ["name": "n", "scope": ["type": "account"]]
    var secret = name
    secret["payload"] = "p"
    _ = try await make.make("/v1/apps/secrets", secret)
    return name
  }

  /// Parameters in addition to the required ones, because one of several is required.
  static let additions: [String: JSONObject] = [
    "ChargeService.create": ["amount": 1_000, "currency": "usd"],
    "test_helpers.issuing.AuthorizationService.create": ["amount": 700],
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
  ]

  /// Parameters in addition to the required ones that name an object.
  static let references: [String: [String]] = [
    "ChargeService.create": ["customer"],
    "CustomerSessionService.create": ["customer"],
    "InvoiceItemService.create": ["customer"],
    "InvoiceService.create": ["customer"],
    "InvoiceService.create_preview": ["customer"],
    "PaymentMethodService.attach": ["customer"],
    "PriceService.create": ["product"],
    "RefundService.create": ["charge"],
    "SubscriptionItemService.create": ["price"],
    "billing.CreditBalanceSummaryService.retrieve": ["customer"],
    "billing_portal.SessionService.create": ["customer"],
    "issuing.CardService.create": ["cardholder"],
    "issuing.DisputeService.create": ["transaction"],
    "three_d_secure.AuthenticationService.create": ["payment_method"],
  ]
}

extension ObjectFixtures {
  /// Returns the parameters of an event of a meter.
  fileprivate func meterEvent() async throws -> JSONObject {
    var meter = try await client.rows("/v1/billing/meters").first
    if meter == nil {
      let id = try await id("billing.meter")
      meter = try await client.get("/v1/billing/meters/\(id)")
    }
    return [
      "event_name": meter?["event_name"] ?? nil,
      "payload": ["stripe_customer_id": .string(try await id("customer")), "value": "3"],
    ]
  }

  /// Returns the id of a new line of the invoice in a path.
  fileprivate func line(of ids: [String]) async throws -> String {
    let invoice = ids.first ?? ""
    return try await client.rows("/v1/invoices/\(invoice)/lines").first?.id ?? ""
  }
}
