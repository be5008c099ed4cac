import JSON
import SandboxTesting

/// Paths whose objects must be in another state than new ones are, by the operation's id.
enum WrittenPaths {
  typealias Maker = @Sendable (ObjectFixtures) async throws -> [String]

  static let all = ofOneStatus.merging(shipped) { first, _ in first }

  private static let ofOneStatus: [String: Maker] = [
    "ChargeService.capture": { make in
      var parameters = ObjectFixtures.charge(try await make.id("customer"))
      parameters["capture"] = false
      return [try await make.make("/v1/charges", parameters)]
    },
    "CustomerPaymentMethodService.retrieve": { make in
      let customer = try await make.id("customer")
      let rows = try await make.client.rows("/v1/customers/\(customer)/payment_methods")
      return [customer, rows.first?.id ?? ""]
    },
    "InvoiceService.attach_payment": { [try await $0.invoice(finalized: true)] },
    "InvoiceService.mark_uncollectible": { [try await $0.invoice(finalized: true)] },
    "InvoiceService.send_invoice": { make in
      let customer = try await make.make("/v1/customers", ["email": "ann@example.com"])
      return [
        try await make.make(
          "/v1/invoices",
          [
            "customer": .string(customer), "collection_method": "send_invoice",
            "days_until_due": 30,
          ])
      ]
    },
    "InvoiceService.void_invoice": { [try await $0.invoice(finalized: true)] },
    "PaymentIntentService.capture": { [try await $0.heldPayment()] },
    "PaymentIntentService.confirm": {
      [try await $0.payment(["payment_method": "pm_card_visa"])]
    },
    "PaymentIntentService.increment_authorization": { [try await $0.heldPayment()] },
    "PaymentMethodService.detach": { make in
      let customer = try await make.id("customer")
      let rows = try await make.client.rows("/v1/customers/\(customer)/payment_methods")
      return [rows.first?.id ?? ""]
    },
    "QuoteService.accept": { make in
      let quote = try await make.quote()
      _ = try await make.client.post("/v1/quotes/\(quote)/finalize")
      return [quote]
    },
    "QuoteService.finalize_quote": { [try await $0.quote()] },
    "SetupIntentService.confirm": { make in
      [
        try await make.make(
          "/v1/setup_intents",
          ["payment_method": "pm_card_visa", "allowed_payment_method_types": ["card"]])
      ]
    },
    "SubscriptionService.delete_discount": { make in
      let coupon = try await make.id("coupon")
      return [
        try await make.subscription(["discounts": [["coupon": .string(coupon)]]])
      ]
    },
    "SubscriptionService.resume": { make in
      let subscription = try await make.subscription()
      _ = try await make.client.post(
        "/v1/subscriptions/\(subscription)/pause", WrittenParameters.pause)
      return [subscription]
    },
  ]

  /// Cards that are on paper: only those are shipped.
  private static let shipped: [String: Maker] = {
    var all: [String: Maker] = [:]
    for verb in ["deliver", "fail", "return", "ship", "submit"] {
      all["test_helpers.issuing.CardService.\(verb)_card"] = { [try await $0.paperCard()] }
    }
    return all
  }()
}

extension ObjectFixtures {
  /// Returns the id of a payment that is authorized and not captured.
  func heldPayment() async throws -> String {
    try await payment([
      "confirm": true, "capture_method": "manual", "payment_method": "pm_card_visa",
      "payment_method_options": ["card": ["request_incremental_authorization": "if_available"]],
    ])
  }

  /// Returns the id of a draft quote for a customer.
  func quote() async throws -> String {
    try await make(
      "/v1/quotes",
      [
        "customer": .string(try await id("customer")),
        "line_items": [["price": .string(try await id("price"))]],
      ])
  }

  /// Returns the id of an issued card that is sent by post.
  func paperCard() async throws -> String {
    try await make(
      "/v1/issuing/cards",
      [
        "cardholder": .string(try await id("issuing.cardholder")), "currency": "usd",
        "type": "physical",
        "shipping": [
          "name": "Ann",
          "address": [
            "line1": "1 Main St", "city": "Dublin", "country": "IE", "postal_code": "D02",
          ],
        ],
      ])
  }
}
