import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// When periods begin, and what is billed for less than one.
@Suite struct AnchorTests {
  @Test func `a first period up to an anchor costs its part`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 16))
    let made = try await shop.subscribe(
      try await shop.price(3000), ["billing_cycle_anchor": .integer(midnight(2026, 5, 1))])
    #expect(made["items"]?["data"]?[0]?["current_period_end"] == .integer(midnight(2026, 5, 1)))
    let first = try #require(try await shop.invoices().first)
    // 15 of the 30 days from April 16 to May 16.
    #expect(first["total"] == 1500)
    try await shop.advance(to: midnight(2026, 5, 1) + 3600)
    #expect(try await shop.invoices()[1]["total"] == 3000)
  }

  @Test func `a first period can be free up to its anchor`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 16))
    let made = try await shop.subscribe(
      try await shop.price(3000),
      [
        "billing_cycle_anchor": .integer(midnight(2026, 5, 1)), "proration_behavior": "none",
      ])
    #expect(made["status"] == "active")
    #expect(try await shop.invoices().map { $0["total"] } == [0])
  }

  @Test func `an anchor can be a day of the month`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 2, 10))
    let made = try await shop.subscribe(
      try await shop.price(3100), ["billing_cycle_anchor_config": ["day_of_month": 31]])
    #expect(made["billing_cycle_anchor"] == .integer(midnight(2026, 2, 28)))
    #expect(made["billing_cycle_anchor_config"]?["day_of_month"] == 31)
    try await shop.advance(to: midnight(2026, 5, 1))
    let ends = try await shop.subscription(made.id)["items"]?["data"]?[0]?["current_period_end"]
    #expect(ends == .integer(midnight(2026, 5, 31)))
  }

  @Test func `an anchor lies within the first period`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let price = try await shop.price(1000)
    for anchor in [midnight(2026, 5, 2), midnight(2026, 3, 31)] {
      let error = try await shop.client.refusal(
        .post, "/v1/subscriptions",
        [
          "customer": .string(shop.customer), "items": [["price": .string(price)]],
          "billing_cycle_anchor": .integer(anchor),
        ])
      #expect(error.param == "billing_cycle_anchor")
    }
  }

  @Test func `time before now is billed by its periods`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 16))
    let made = try await shop.subscribe(
      try await shop.price(1000), ["backdate_start_date": .integer(midnight(2026, 2, 1))])
    #expect(made["start_date"] == .integer(midnight(2026, 2, 1)))
    let lines = try await shop.invoices()[0]["lines"]?["data"]?.array ?? []
    #expect(lines.map { $0["amount"] } == [1000, 1000, 1000])
    #expect(
      lines.map { $0["period"]?["start"] } == [
        .integer(midnight(2026, 2, 1)), .integer(midnight(2026, 3, 1)),
        .integer(midnight(2026, 4, 1)),
      ])
    #expect(made["items"]?["data"]?[0]?["current_period_end"] == .integer(midnight(2026, 5, 1)))
  }

  @Test func `a subscription that ends early gives back, or costs a part`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let made = try await shop.subscribe(try await shop.price(3000))
    _ = try await shop.update(made.id, ["cancel_at": .integer(midnight(2026, 5, 16))])
    try await shop.advance(to: midnight(2026, 6, 1))
    let invoices = try await shop.invoices()
    // 15 of the 31 days of May.
    #expect(invoices.map { $0["total"] } == [3000, 1452])
    #expect(try await shop.subscription(made.id)["ended_at"] == .integer(midnight(2026, 5, 16)))
  }

  @Test func `usage is billed when its period is over`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let meter = try await shop.client.post(
      "/v1/billing/meters",
      [
        "display_name": "Calls", "event_name": "calls",
        "default_aggregation": ["formula": "sum"],
      ])
    let price = try await shop.client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 5, "product_data": ["name": "Calls"],
        "recurring": ["interval": "month", "usage_type": "metered", "meter": .string(meter.id)],
      ])
    _ = try await shop.subscribe(price.id)
    for (day, value) in [(2, "10"), (20, "32")] {
      try await shop.advance(to: midnight(2026, 4, day))
      _ = try await shop.client.post(
        "/v1/billing/meter_events",
        [
          "event_name": "calls",
          "payload": ["stripe_customer_id": .string(shop.customer), "value": .string(value)],
        ])
    }
    try await shop.advance(to: midnight(2026, 5, 1) + 3600)
    let invoices = try await shop.invoices()
    #expect(invoices.map { $0["total"] } == [0, 210])
    #expect(invoices[1]["lines"]?["data"]?[0]?["quantity"] == 42)
    #expect(
      invoices[1]["lines"]?["data"]?[0]?["period"]
        == ["end": .integer(midnight(2026, 5, 1)), "start": .integer(midnight(2026, 4, 1))])
  }
}
