import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Changes in the midst of a period. The amounts are Stripe's own, from recorded answers.
@Suite struct ProrationTests {
  /// A subscription of 30 days' time, and the moment a quarter of a percent before its end.
  private func shop() async throws -> ClockedShop { try await ClockedShop(from: 1_790_021_303) }

  private func changed(
    _ shop: ClockedShop, _ amount: Int, to new: Int, quantity: Int = 1, before: Int = 6480,
    behavior: String = "always_invoice"
  ) async throws -> JSONObject {
    let made = try await shop.subscribe(try await shop.price(amount))
    let item = made["items"]?["data"]?[0]
    let end = item?["current_period_end"]?.integer ?? 0
    let price = amount == new ? item?["price"]?["id"] : .string(try await shop.price(new))
    return try await shop.update(
      made.id,
      [
        "items": [
          ["id": item?["id"] ?? nil, "price": price ?? nil, "quantity": .integer(quantity)]
        ],
        "proration_behavior": .string(behavior), "proration_date": .integer(end - before),
      ])
  }

  @Test func `half cents are rounded down on either side`() async throws {
    let shop = try await shop()
    let changed = try await changed(shop, 1000, to: 1800)
    let invoice = try await shop.client.get(
      "/v1/invoices/\(changed["latest_invoice"]?.string ?? "")")
    #expect(invoice["total"] == 1)
    #expect(invoice["ending_balance"] == 1)
    #expect(invoice["status"] == "paid")
    let lines = invoice["lines"]?["data"]?.array ?? []
    #expect(lines.map { $0["amount"] } == [-3, 4])
    #expect(
      lines.map { $0["description"] } == [
        "Unused time on Tea after 21 Oct 2026", "Remaining time on Tea after 21 Oct 2026",
      ])
    let details = lines[0]["parent"]?["subscription_item_details"]
    #expect(details?["proration"] == true)
    let credited = details?["proration_details"]?["credited_items"]
    let first = try #require(try await shop.invoices().first)
    #expect(credited?["invoice"] == .string(first.id))
    #expect(credited?["invoice_line_items"]?[0] == first["lines"]?["data"]?[0]?["id"])
  }

  @Test func `a quantity is settled as a whole`() async throws {
    let shop = try await shop()
    let changed = try await changed(shop, 1000, to: 1000, quantity: 3)
    let invoice = try await shop.client.get(
      "/v1/invoices/\(changed["latest_invoice"]?.string ?? "")")
    #expect(invoice["lines"]?["data"]?.array?.map { $0["amount"] } == [-3, 7])
    #expect(
      invoice["lines"]?["data"]?[1]?["description"]
        == "Remaining time on 3 × Tea after 21 Oct 2026")
  }

  @Test func `what a downgrade gives back goes to the balance`() async throws {
    let shop = try await shop()
    let changed = try await changed(shop, 2000, to: 1000, before: 864_000)
    let invoice = try await shop.client.get(
      "/v1/invoices/\(changed["latest_invoice"]?.string ?? "")")
    #expect(invoice["lines"]?["data"]?.array?.map { $0["amount"] } == [-667, 333])
    #expect(invoice["total"] == -334)
    #expect(invoice["ending_balance"] == -334)
    #expect(try await shop.client.get("/v1/customers/\(shop.customer)")["balance"] == -334)
  }

  @Test func `prorations wait for the next invoice`() async throws {
    let shop = try await shop()
    let made = try await shop.subscribe(try await shop.price(1000))
    let item = made["items"]?["data"]?[0]
    let end = item?["current_period_end"]?.integer ?? 0
    let dear = try await shop.price(3000)
    try await shop.advance(to: end - 15 * 86_400)
    _ = try await shop.update(
      made.id, ["items": [["id": item?["id"] ?? nil, "price": .string(dear)]]])
    let pending = try await shop.client.rows(
      "/v1/invoiceitems", ["customer": .string(shop.customer), "pending": true])
    #expect(pending.map { $0["amount"] } == [-500, 1500])
    #expect(pending[0]["frozen_fields"] == ["pricing", "quantity", "discounts"])
    try await shop.advance(to: end + 3600)
    let renewal = try await shop.invoices()[1]
    #expect(renewal["total"] == 4000)
    #expect(renewal["lines"]?["data"]?.array?.map { $0["amount"] } == [-500, 1500, 3000])
    #expect(renewal["status"] == "paid")
  }

  @Test func `what waits to be billed is given back when it changes again`() async throws {
    let shop = try await shop()
    let made = try await shop.subscribe(try await shop.price(1000))
    let item = made["items"]?["data"]?[0]
    let end = item?["current_period_end"]?.integer ?? 0
    try await shop.advance(to: end - 15 * 86_400)
    for quantity in [3, 1] {
      _ = try await shop.update(
        made.id, ["items": [["id": item?["id"] ?? nil, "quantity": .integer(quantity)]]])
    }
    let pending = try await shop.client.rows(
      "/v1/invoiceitems", ["customer": .string(shop.customer), "pending": true])
    #expect(pending.map { $0["amount"] } == [-1500, 500, -500, 1500])
    #expect(pending[0]["proration_details"]?["credited_items"]?["type"] == "invoice_item")
    #expect(
      pending[0]["proration_details"]?["credited_items"]?["invoice_item"] == pending[3]["id"])
  }

  @Test func `nothing is settled where nothing is to be`() async throws {
    let shop = try await shop()
    _ = try await changed(shop, 1000, to: 1800, behavior: "none")
    let pending = try await shop.client.rows(
      "/v1/invoiceitems", ["customer": .string(shop.customer), "pending": true])
    #expect(pending == [])
    #expect(try await shop.invoices().count == 1)
  }

  @Test func `a new anchor bills a whole period and gives the old one back`() async throws {
    let shop = try await shop()
    let made = try await shop.subscribe(try await shop.price(1000))
    try await shop.advance(by: 15 * 86_400)
    let moved = try await shop.update(
      made.id,
      ["billing_cycle_anchor": ["type": "now"], "proration_behavior": "create_prorations"])
    let now = try await shop.now
    #expect(moved["billing_cycle_anchor"] == .integer(now))
    let invoice = try await shop.client.get(
      "/v1/invoices/\(moved["latest_invoice"]?.string ?? "")")
    #expect(invoice["lines"]?["data"]?.array?.map { $0["amount"] } == [-500, 1000])
    #expect(invoice["amount_paid"] == 500)
  }

  @Test func `a canceled subscription gives back what is left of it`() async throws {
    let shop = try await shop()
    let made = try await shop.subscribe(try await shop.price(1000))
    try await shop.advance(by: 15 * 86_400)
    let ended = await shop.client.send(
      .delete, "/v1/subscriptions/\(made.id)", ["prorate": true, "invoice_now": true])
    #expect(ended.status == 200)
    let last = try await shop.invoices()[1]
    #expect(last["status"] == "draft")
    #expect(last["total"] == -500)
    #expect(last["billing_reason"] == "subscription_cycle")
    try await shop.advance(by: 3600)
    #expect(try await shop.client.get("/v1/customers/\(shop.customer)")["balance"] == -500)
  }

  @Test func `a percentage off is taken off prorations as well`() async throws {
    let shop = try await shop()
    let coupon = try await shop.client.post(
      "/v1/coupons", ["percent_off": 50, "duration": "forever"])
    let made = try await shop.subscribe(
      try await shop.price(1000), ["discounts": [["coupon": .string(coupon.id)]]])
    try await shop.advance(by: 15 * 86_400)
    let item = made["items"]?["data"]?[0]
    _ = try await shop.update(made.id, ["items": [["id": item?["id"] ?? nil, "quantity": 2]]])
    let pending = try await shop.client.rows(
      "/v1/invoiceitems", ["customer": .string(shop.customer), "pending": true])
    #expect(pending.map { $0["amount"] } == [-250, 500])
    #expect(pending[1]["proration_details"]?["discount_amounts"]?[0]?["amount"] == 500)
  }

  @Test func `an update that cannot be paid waits and is given up`() async throws {
    let shop = try await shop()
    let made = try await shop.subscribe(try await shop.price(1000))
    let item = made["items"]?["data"]?[0]
    let bad = try await shop.client.post(
      "/v1/payment_methods/pm_card_chargeCustomerFail/attach",
      ["customer": .string(shop.customer)])
    _ = try await shop.update(made.id, ["default_payment_method": .string(bad.id)])
    let waiting = try await shop.update(
      made.id,
      [
        "items": [["id": item?["id"] ?? nil, "quantity": 5]],
        "payment_behavior": "pending_if_incomplete", "proration_behavior": "always_invoice",
      ])
    #expect(waiting["quantity"] == 1)
    #expect(waiting["status"] == "active")
    #expect(waiting["pending_update"]?["subscription_items"]?[0]?["quantity"] == 5)
    let invoice = waiting["latest_invoice"]?.string ?? ""
    #expect(try await shop.client.get("/v1/invoices/\(invoice)")["status"] == "open")
    try await shop.advance(by: 23 * 3600)
    let kept = try await shop.subscription(made.id)
    #expect(kept["pending_update"] == .null)
    #expect(kept["quantity"] == 1)
    #expect(try await shop.client.get("/v1/invoices/\(invoice)")["status"] == "void")
  }
}
