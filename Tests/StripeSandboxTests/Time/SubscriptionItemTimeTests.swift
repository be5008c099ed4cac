import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Items of a subscription with periods, taxes and discounts of their own.
@Suite struct SubscriptionItemTimeTests {
  @Test func `items of different intervals are billed when each is due`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    let (monthly, yearly) = (try await shop.price(100), try await shop.price(1200, "year"))
    _ = try await shop.subscribe(
      monthly, ["items": [["price": .string(monthly)], ["price": .string(yearly)]]])
    try await shop.advance(to: midnight(2027, 1, 1) + 3600)
    let totals = try await shop.invoices().map { $0["total"]?.integer ?? 0 }
    #expect(totals == [1300] + Array(repeating: 100, count: 11) + [1300])
  }

  @Test func `another price of the same interval leaves the period alone`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 31))
    let made = try await shop.subscribe(try await shop.price(1000))
    try await shop.advance(to: midnight(2026, 3, 1))
    let item = made["items"]?["data"]?[0]?["id"] ?? nil
    let dear = try await shop.price(2000)
    let changed = try await shop.update(
      made.id, ["items": [["id": item, "price": .string(dear)]], "proration_behavior": "none"])
    let shown = changed["items"]?["data"]?[0]
    #expect(shown?["current_period_start"] == .integer(midnight(2026, 2, 28)))
    #expect(shown?["current_period_end"] == .integer(midnight(2026, 3, 31)))
  }

  @Test func `another price in a trial leaves its end alone`() async throws {
    let shop = try await ClockedShop()
    let made = try await shop.subscribe(try await shop.price(1000), ["trial_period_days": 10])
    let item = made["items"]?["data"]?[0]?["id"] ?? nil
    let dear = try await shop.price(2000)
    let changed = try await shop.update(
      made.id, ["items": [["id": item, "price": .string(dear)]]])
    #expect(changed["items"]?["data"]?[0]?["current_period_end"] == made["trial_end"])
    try await shop.advance(by: 10 * 86_400 + 3600)
    #expect(try await shop.invoices().map { $0["total"] } == [0, 2000])
  }

  @Test func `an item has discounts and taxes of its own`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let coupon = try await shop.client.post(
      "/v1/coupons", ["percent_off": 50, "duration": "forever"])
    let rate = try await shop.client.post(
      "/v1/tax_rates", ["display_name": "VAT", "percentage": 10, "inclusive": false])
    let (first, second) = (try await shop.price(1000), try await shop.price(600))
    let made = try await shop.subscribe(
      first,
      [
        "items": [
          [
            "price": .string(first), "discounts": [["coupon": .string(coupon.id)]],
            "tax_rates": [.string(rate.id)],
          ],
          ["price": .string(second)],
        ]
      ])
    #expect(made["items"]?["data"]?[0]?["tax_rates"]?[0]?["id"] == .string(rate.id))
    #expect(made["items"]?["data"]?[0]?["discounts"]?.array?.count == 1)
    try await shop.advance(to: midnight(2026, 5, 1) + 3600)
    #expect(try await shop.invoices().map { $0["total"] } == [1150, 1150])
  }

  @Test func `a subscription of many items is renewed with the earliest`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    var items: [JSONValue] = []
    for amount in 1...11 {
      items.append(["price": .string(try await shop.price(amount * 100, "year"))])
    }
    items.append(["price": .string(try await shop.price(50))])
    _ = try await shop.subscribe("", ["items": .array(items)])
    try await shop.advance(to: midnight(2026, 2, 1) + 3600)
    #expect(try await shop.invoices().map { $0["total"] } == [6650, 50])
  }
}
