import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Usage that is billed as soon as there is much of it. The totals are worked out by hand.
@Suite struct ThresholdTests {
  let shop: MeteredShop

  init() async throws {
    shop = try await MeteredShop(ClockedShop(from: midnight(2026, 4, 1)))
  }

  private func invoices() async throws -> [JSONObject] { try await shop.clocked.invoices() }

  @Test func `an amount is reached, and the rest comes with the period`() async throws {
    let made = try await shop.clocked.subscribe(
      shop.price, ["billing_thresholds": ["amount_gte": 500]])
    #expect(
      made["billing_thresholds"]
        == ["amount_gte": 500, "reset_billing_cycle_anchor": nil])
    try await shop.use(30, identifier: "a")
    try await shop.clocked.advance(by: 5 * 86_400)
    #expect(try await invoices().count == 1)
    try await shop.use(25, identifier: "b")
    let reached = try #require(try await invoices().last)
    #expect(reached["billing_reason"] == "subscription_threshold")
    #expect(reached["total"] == 550 && reached["status"] == "draft")
    #expect(reached["threshold_reason"] == ["amount_gte": 500, "item_reasons": []])
    // Of the same second, and later.
    try await shop.use(3, identifier: "c")
    try await shop.clocked.advance(by: 86_400)
    try await shop.use(4, identifier: "d")
    let id = try await shop.clocked.subscription(made.id)["latest_invoice"]
    #expect(id == .string(reached.id))
    let preview = try await shop.client.post(
      "/v1/invoices/create_preview", ["subscription": .string(made.id)])
    try await shop.clocked.advance(to: midnight(2026, 5, 1) + 3600)
    let last = try #require(try await invoices().last)
    #expect(last["billing_reason"] == "subscription_cycle" && last["total"] == 70)
    #expect(PreviewTests.essence(preview) == PreviewTests.essence(last))
    #expect(try await invoices().map { $0["total"] } == [0, 550, 70])
    try await shop.use(2, identifier: "e")
    try await shop.clocked.advance(to: midnight(2026, 6, 1) + 3600)
    #expect(try await invoices().last?["total"] == 20)
  }

  @Test func `a number of units is reached`() async throws {
    let item: JSONValue = ["price": .string(shop.price), "billing_thresholds": ["usage_gte": 40]]
    let made = try await shop.clocked.subscribe(shop.price, ["items": [item]])
    #expect(made["items"]?["data"]?[0]?["billing_thresholds"] == ["usage_gte": 40])
    try await shop.use(39, identifier: "a")
    #expect(try await invoices().count == 1)
    try await shop.use(3, identifier: "b")
    let reached = try #require(try await invoices().last)
    #expect(reached["total"] == 420)
    let reason = reached["threshold_reason"]?["item_reasons"]?[0]
    #expect(reason?["usage_gte"] == 40)
    #expect(reason?["line_item_ids"] == [reached["lines"]?["data"]?[0]?["id"] ?? nil])
    try await shop.use(40, identifier: "c")
    #expect(try await invoices().map { $0["total"] } == [0, 420, 400])
  }

  @Test func `the periods begin anew where that is asked for`() async throws {
    let flat = try await shop.clocked.price(3000)
    let made = try await shop.clocked.subscribe(
      flat,
      [
        "items": [["price": .string(flat)], ["price": .string(shop.price)]],
        "billing_thresholds": ["amount_gte": 100, "reset_billing_cycle_anchor": true],
      ])
    try await shop.clocked.advance(to: midnight(2026, 4, 16))
    try await shop.use(20, identifier: "a")
    // Half of April is given back: 200 - 1500 + 3000.
    let reached = try #require(try await invoices().last)
    #expect(reached["total"] == 1700)
    let running = try await shop.clocked.subscription(made.id)
    #expect(running["billing_cycle_anchor"] == .integer(midnight(2026, 4, 16)))
    try await shop.use(5, identifier: "b")
    try await shop.clocked.advance(to: midnight(2026, 5, 16) + 3600)
    #expect(try await invoices().map { $0["total"] } == [3000, 1700, 3050])
  }

  @Test func `what is no threshold is refused`() async throws {
    let flat = try await shop.clocked.price(3000)
    let error = try await shop.client.refusal(
      .post, "/v1/subscriptions",
      [
        "customer": .string(shop.clocked.customer),
        "items": [["price": .string(flat), "billing_thresholds": ["usage_gte": 4]]],
      ])
    #expect(error.param == "items[0][billing_thresholds][usage_gte]")
    let made = try await shop.clocked.subscribe(
      shop.price, ["billing_thresholds": ["amount_gte": 500]])
    let cleared = try await shop.clocked.update(made.id, ["billing_thresholds": ""])
    #expect(cleared["billing_thresholds"] == .null)
    try await shop.use(90, identifier: "a")
    #expect(try await invoices().count == 1)
  }

  @Test func `phases of schedules have thresholds too`() async throws {
    let made = try await shop.client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(shop.clocked.customer), "start_date": "now", "end_behavior": "cancel",
        "phases": [
          [
            "items": [["price": .string(shop.price)]], "duration": ["interval": "month"],
            "billing_thresholds": ["amount_gte": 900],
          ],
          [
            "items": [
              ["price": .string(shop.price), "billing_thresholds": ["usage_gte": 10]]
            ],
            "duration": ["interval": "month"], "billing_thresholds": ["amount_gte": 900],
          ],
        ],
      ])
    try await shop.use(50, identifier: "a")
    try await shop.clocked.advance(to: midnight(2026, 5, 2))
    try await shop.use(12, identifier: "b")
    let id = made["subscription"]?.string ?? ""
    let limited = try await shop.clocked.subscription(id)
    #expect(limited["billing_thresholds"]?["amount_gte"] == 900)
    #expect(limited["items"]?["data"]?[0]?["billing_thresholds"] == ["usage_gte": 10])
    try await shop.use(4, identifier: "c")
    let preview = try await shop.client.post(
      "/v1/invoices/create_preview", ["schedule": .string(made.id)])
    // Its subscription ends with the schedule, and so does what was used.
    try await shop.clocked.advance(to: midnight(2026, 6, 1) + 3600)
    #expect(try await invoices().map { $0["total"] } == [0, 500, 120, 40])
    #expect(PreviewTests.essence(preview) == PreviewTests.essence(try await invoices()[3]))
    #expect(try await shop.clocked.subscription(id)["status"] == "canceled")
  }
}
