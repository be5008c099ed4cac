import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Previews of schedules and of subscriptions that are resumed, and phases of other intervals.
@Suite struct SchedulePreviewTests {
  private func preview(_ shop: ClockedShop, _ parameters: JSONObject) async throws -> JSONObject {
    try await shop.client.post("/v1/invoices/create_preview", parameters)
  }

  private func essence(_ invoice: JSONObject?) -> JSONObject? {
    invoice.map(PreviewTests.essence)
  }

  private func phase(_ price: String, _ more: JSONObject) -> JSONValue {
    var phase: JSONObject = ["items": [["price": .string(price)]]]
    for member in more.members { phase[member.key] = member.value }
    return .object(phase)
  }

  @Test func `a schedule that is not made is previewed by its first invoice`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let phases: JSONValue = [
      phase(try await shop.price(1500), ["duration": ["interval": "month"]])
    ]
    let shown = try await preview(
      shop, ["customer": .string(shop.customer), "schedule_details": ["phases": phases]])
    #expect(shown["total"] == 1500)
    #expect(try await shop.invoices() == [])
    _ = try await shop.client.post(
      "/v1/subscription_schedules",
      ["customer": .string(shop.customer), "start_date": "now", "phases": phases])
    #expect(essence(shown) == essence(try await shop.invoices().first))
  }

  @Test func `a schedule that begins later is previewed too`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let start = midnight(2026, 4, 11)
    let made = try await shop.client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(shop.customer), "start_date": .integer(start),
        "phases": [phase(try await shop.price(1500), ["duration": ["interval": "month"]])],
      ])
    let shown = try await preview(shop, ["schedule": .string(made.id)])
    #expect(shown["total"] == 1500)
    try await shop.advance(to: start)
    #expect(essence(shown) == essence(try await shop.invoices().last))
  }

  @Test func `a change of the running phase is previewed`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let (cheap, dear) = (try await shop.price(1000), try await shop.price(3000))
    let end: JSONObject = [
      "start_date": .integer(midnight(2026, 4, 1)), "end_date": .integer(midnight(2026, 5, 1)),
    ]
    let made = try await shop.client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(shop.customer), "start_date": "now",
        "phases": [phase(cheap, ["end_date": .integer(midnight(2026, 5, 1))])],
      ])
    try await shop.advance(to: midnight(2026, 4, 16))
    let change: JSONObject = [
      "phases": [phase(dear, end)], "proration_behavior": "always_invoice",
    ]
    let shown = try await preview(
      shop, ["schedule": .string(made.id), "schedule_details": .object(change)])
    // Half a month of each: 1500 - 500.
    #expect(shown["total"] == 1000 && shown["status"] == "draft")
    #expect(try await shop.invoices().count == 1)
    _ = try await shop.client.post("/v1/subscription_schedules/\(made.id)", change)
    #expect(essence(shown) == essence(try await shop.invoices().last))
  }

  @Test func `a phase of another interval is billed whole when it begins`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    let made = try await shop.client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(shop.customer), "start_date": "now",
        "phases": [
          phase(try await shop.price(1000), ["duration": ["interval": "month"]]),
          phase(
            try await shop.price(12_000, "year"),
            ["duration": ["interval": "year"]]),
        ],
      ])
    let shown = try await preview(shop, ["schedule": .string(made.id)])
    try await shop.advance(to: midnight(2026, 2, 1) + 3600)
    let invoice = try #require(try await shop.invoices().last)
    #expect(invoice["total"] == 12_000 && invoice["billing_reason"] == "subscription_cycle")
    #expect(invoice["lines"]?["data"]?.array?.count == 1)
    #expect(
      invoice["lines"]?["data"]?[0]?["period"]
        == ["end": .integer(midnight(2027, 2, 1)), "start": .integer(midnight(2026, 2, 1))])
    #expect(essence(shown) == essence(invoice))
    let id = made["subscription"]?.string ?? ""
    let running = try await shop.subscription(id)
    #expect(running["billing_cycle_anchor"] == .integer(midnight(2026, 2, 1)))
    try await shop.advance(to: midnight(2027, 2, 1) + 3600)
    #expect(try await shop.invoices().map { $0["total"] } == [1000, 12_000, 12_000])
  }

  @Test func `a phase of another interval within a period begins a new one`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    _ = try await shop.client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(shop.customer), "start_date": "now",
        "phases": [
          phase(try await shop.price(3000), ["end_date": .integer(midnight(2026, 4, 16))]),
          phase(
            try await shop.price(12_000, "year"), ["duration": ["interval": "year"]]),
        ],
      ])
    try await shop.advance(to: midnight(2026, 4, 16))
    // Half a month is given back: 12000 - 1500.
    #expect(try await shop.invoices().map { $0["total"] } == [3000, 10_500])
  }

  @Test func `usage is billed when its phase ends`() async throws {
    let shop = try await MeteredShop(ClockedShop(from: midnight(2026, 4, 1)))
    _ = try await shop.client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(shop.clocked.customer), "start_date": "now",
        "phases": [
          phase(shop.price, ["duration": ["interval": "month"]]),
          phase(try await shop.clocked.price(1000), ["duration": ["interval": "month"]]),
        ],
      ])
    try await shop.use(7, identifier: "a")
    try await shop.clocked.advance(to: midnight(2026, 5, 1) + 3600)
    #expect(try await shop.clocked.invoices().map { $0["total"] } == [0, 1070])
  }

  @Test func `a schedule and a subscription are not previewed together`() async throws {
    let shop = try await ClockedShop()
    let error = try await shop.client.refusal(
      .post, "/v1/invoices/create_preview",
      ["subscription": "sub_1", "schedule_details": ["end_behavior": "release"]])
    #expect(error.param == "subscription")
  }

  @Test func `what a resumption would bill is shown`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let made = try await shop.subscribe(try await shop.price(3000))
    try await shop.advance(to: midnight(2026, 4, 16))
    _ = try await shop.client.post("/v1/subscriptions/\(made.id)/pause", ["type": "subscription"])
    try await shop.advance(to: midnight(2026, 4, 20))
    let shown = try await preview(
      shop,
      ["subscription": .string(made.id), "subscription_details": ["resume_at": "now"]])
    // Half of April was given back: 3000 - 1500.
    #expect(shown["total"] == 1500)
    #expect(try await shop.subscription(made.id)["status"] == "paused")
    _ = try await shop.client.post("/v1/subscriptions/\(made.id)/resume")
    #expect(essence(shown) == essence(try await shop.invoices().last))
  }

  @Test func `what recurs can be previewed alone`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let made = try await shop.client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(shop.customer), "start_date": "now",
        "phases": [phase(try await shop.price(1500), ["duration": ["interval": "year"]])],
      ])
    _ = try await shop.client.post(
      "/v1/invoiceitems", ["customer": .string(shop.customer), "amount": 70, "currency": "usd"])
    let schedule: JSONObject = ["schedule": .string(made.id)]
    #expect(try await preview(shop, schedule)["total"] == 1570)
    let recurring: JSONObject = ["schedule": .string(made.id), "preview_mode": "recurring"]
    #expect(try await preview(shop, recurring)["total"] == 1500)
  }

  @Test func `items that are added are named as they were given`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let price = try await shop.price(1500)
    let fields: JSONObject = [
      "customer": .string(shop.customer), "items": [["price": .string(price)]],
      "add_invoice_items": [["price": "price_none"]],
    ]
    let error = try await shop.client.refusal(.post, "/v1/subscriptions", fields)
    #expect(error.param == "add_invoice_items[0][price]")
  }
}
