import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Years of subscriptions; every total is worked out by hand.
@Suite struct YearTests {
  private static let day = 86_400

  /// Attaches a card and has the customer's invoices paid by it.
  private func payBy(_ card: String, _ shop: ClockedShop) async throws {
    let method = try await shop.client.post(
      "/v1/payment_methods/\(card)/attach", ["customer": .string(shop.customer)])
    _ = try await shop.client.post(
      "/v1/customers/\(shop.customer)",
      ["invoice_settings": ["default_payment_method": .string(method.id)]])
  }

  @Test func `a year with an upgrade, a failed card, its recovery and an end`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    let (basic, team) = (try await shop.price(1000), try await shop.price(3000))
    let made = try await shop.subscribe(basic)
    try await shop.advance(to: midnight(2026, 3, 16))
    let item = made["items"]?["data"]?[0]?["id"] ?? nil
    _ = try await shop.update(made.id, ["items": [["id": item, "price": .string(team)]]])
    try await shop.advance(to: midnight(2026, 5, 20))
    try await payBy("pm_card_chargeCustomerFail", shop)
    try await shop.advance(to: midnight(2026, 6, 3))
    #expect(try await shop.subscription(made.id)["status"] == "past_due")
    try await payBy("pm_card_mastercard", shop)
    try await shop.advance(to: midnight(2026, 6, 5))
    #expect(try await shop.subscription(made.id)["status"] == "active")
    try await shop.advance(to: midnight(2026, 10, 11))
    let ended = try await shop.client.delete(
      "/v1/subscriptions/\(made.id)", ["prorate": true, "invoice_now": true])
    #expect(ended["status"] == "canceled")
    try await shop.advance(to: midnight(2027, 1, 1))
    let invoices = try await shop.invoices()
    // 16 of March's 31 days are left: 3000 × 16/31 − 1000 × 16/31 = 1548 − 516 on top of 3000.
    // 21 of October's 31 days come back: 3000 × 21/31 = 2032.
    #expect(
      invoices.map { $0["total"] } == [
        1000, 1000, 1000, 4032, 3000, 3000, 3000, 3000, 3000, 3000, -2032,
      ])
    #expect(invoices[5]["attempt_count"] == 2)
    #expect(invoices.dropLast().allSatisfy { $0["status"] == "paid" })
    #expect(invoices.allSatisfy { $0["ending_balance"]?.integer ?? 0 <= 0 })
    let charges = try await shop.client.rows("/v1/charges", ["limit": 100])
    #expect(charges.filter { $0["paid"] == true }.count == 10)
    #expect(charges.filter { $0["status"] == "failed" }.count == 1)
  }

  @Test func `a yearly plan that is upgraded at half time`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    let (small, large) = (
      try await shop.price(36_500, "year"), try await shop.price(73_000, "year")
    )
    let made = try await shop.subscribe(small)
    try await shop.advance(to: midnight(2026, 7, 2), step: 200 * Self.day)
    let item = made["items"]?["data"]?[0]?["id"] ?? nil
    _ = try await shop.update(
      made.id,
      [
        "items": [["id": item, "price": .string(large)]], "proration_behavior": "always_invoice",
      ])
    try await shop.advance(to: midnight(2028, 1, 2), step: 300 * Self.day)
    // 183 of 365 days are left: 200 a day instead of 100.
    #expect(try await shop.invoices().map { $0["total"] } == [36_500, 18_300, 73_000, 73_000])
  }

  @Test func `leap days`() async throws {
    let shop = try await ClockedShop(from: midnight(2028, 2, 29))
    _ = try await shop.subscribe(try await shop.price(1000, "year"))
    try await shop.advance(to: midnight(2032, 3, 2), step: 300 * Self.day)
    let days = try await shop.invoices().map { $0["created"]?.integer ?? 0 }
    #expect(
      days == [
        midnight(2028, 2, 29), midnight(2029, 2, 28), midnight(2030, 2, 28),
        midnight(2031, 2, 28), midnight(2032, 2, 29),
      ])
    let monthly = try await ClockedShop(from: midnight(2028, 1, 31))
    _ = try await monthly.subscribe(try await monthly.price(1000))
    try await monthly.advance(to: midnight(2028, 5, 1))
    #expect(
      try await monthly.invoices().map { $0["created"]?.integer ?? 0 } == [
        midnight(2028, 1, 31), midnight(2028, 2, 29), midnight(2028, 3, 31),
        midnight(2028, 4, 30),
      ])
  }

  @Test func `metered usage is billed after each month`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    let meter = try await shop.client.post(
      "/v1/billing/meters",
      [
        "display_name": "Requests", "event_name": "requests",
        "default_aggregation": ["formula": "sum"],
      ])
    let price = try await shop.client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 3, "product_data": ["name": "Requests"],
        "recurring": ["interval": "month", "usage_type": "metered", "meter": .string(meter.id)],
      ])
    _ = try await shop.subscribe(price.id)
    for (day, value) in [(10, 40), (20, 2), (40, 7)] {
      try await shop.advance(to: midnight(2026, 1, 1) + day * Self.day)
      _ = try await shop.client.post(
        "/v1/billing/meter_events",
        [
          "event_name": "requests", "timestamp": .integer(try await shop.now),
          "payload": [
            "stripe_customer_id": .string(shop.customer), "value": .string("\(value)"),
          ],
        ])
    }
    try await shop.advance(to: midnight(2026, 3, 2))
    // Nothing in advance, 42 requests in January, 7 in February.
    #expect(try await shop.invoices().map { $0["total"] } == [0, 126, 21])
  }

  @Test func `a customer who must authenticate is told, and then pays`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    let made = try await shop.subscribe(try await shop.price(1000))
    try await payBy("pm_card_authenticationRequired", shop)
    try await shop.advance(to: midnight(2026, 2, 1) + 7200)
    #expect(try await shop.subscription(made.id)["status"] == "past_due")
    let invoice = try await shop.invoices()[1]
    #expect(invoice["status"] == "open")
    let names = try await shop.client.eventNames()
    #expect(names.contains("invoice.payment_action_required"))
    try await payBy("pm_card_visa", shop)
    let paid = try await shop.client.post("/v1/invoices/\(invoice.id)/pay")
    #expect(paid["status"] == "paid")
    #expect(try await shop.subscription(made.id)["status"] == "active")
  }
}
