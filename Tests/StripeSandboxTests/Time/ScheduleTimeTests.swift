import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Schedules that lead their subscriptions through phases.
@Suite struct ScheduleTimeTests {
  private func phases(_ shop: ClockedShop, end: String, start: JSONValue = "now") async throws
    -> JSONObject
  {
    let prices = [
      try await shop.price(1000), try await shop.price(2000), try await shop.price(3000),
    ]
    return try await shop.client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(shop.customer), "start_date": start, "end_behavior": .string(end),
        "phases": .array(
          prices.map { price in
            [
              "items": [["price": .string(price), "quantity": 1]],
              "duration": ["interval": "month"],
            ]
          }),
      ])
  }

  @Test func `three phases follow one another, and the subscription stays`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    let made = try await phases(shop, end: "release")
    let id = made["subscription"]?.string ?? ""
    try await shop.advance(to: midnight(2026, 4, 1) + 7200)
    let totals = try await shop.invoices().map { $0["total"] }
    #expect(totals == [1000, 2000, 3000, 3000])
    let schedule = try await shop.client.get("/v1/subscription_schedules/\(made.id)")
    #expect(schedule["status"] == "released")
    #expect(schedule["released_subscription"] == .string(id))
    let free = try await shop.subscription(id)
    #expect(free["schedule"] == .null)
    #expect(free["status"] == "active")
    let names = try await shop.client.eventNames()
    #expect(names.filter { $0 == "subscription_schedule.expiring" }.count == 1)
  }

  @Test func `a schedule can end its subscription`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    let made = try await phases(shop, end: "cancel")
    try await shop.advance(to: midnight(2026, 4, 1) + 7200)
    let schedule = try await shop.client.get("/v1/subscription_schedules/\(made.id)")
    #expect(schedule["status"] == "completed")
    let ended = try await shop.subscription(made["subscription"]?.string ?? "")
    #expect(ended["status"] == "canceled")
    #expect(try await shop.invoices().map { $0["total"] } == [1000, 2000, 3000])
  }

  @Test func `a schedule begins when its time has come`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    let start = midnight(2026, 1, 15)
    let made = try await phases(shop, end: "release", start: .integer(start))
    #expect(made["status"] == "not_started")
    try await shop.advance(to: start)
    let begun = try await shop.client.get("/v1/subscription_schedules/\(made.id)")
    #expect(begun["status"] == "active")
    let running = try await shop.subscription(begun["subscription"]?.string ?? "")
    #expect(running["start_date"] == .integer(start))
    #expect(running["status"] == "active")
  }

  @Test func `a schedule goes on though nobody pays`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 1, 1))
    let poor = try await shop.client.post("/v1/customers", ["test_clock": .string(shop.clock)]).id
    let made = try await shop.client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(poor), "start_date": "now",
        "phases": [
          [
            "items": [["price": .string(try await shop.price(1500))]],
            "duration": ["interval": "month"],
          ]
        ],
      ])
    try await shop.advance(to: midnight(2026, 1, 29))
    let late = try await shop.subscription(made["subscription"]?.string ?? "")
    #expect(late["status"] == "past_due")
    let invoices = try await shop.client.rows("/v1/invoices", ["customer": .string(poor)])
    #expect(invoices.map { $0["attempt_count"] } == [1])
    #expect(invoices.map { $0["next_payment_attempt"] } == [.null])
    try await shop.advance(to: midnight(2026, 2, 1))
    let names = try await shop.client.eventNames()
    #expect(names.contains("subscription_schedule.expiring"))
    #expect(names.contains("subscription_schedule.completed"))
  }

  @Test func `a phase that begins within a period is prorated`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let (cheap, dear) = (try await shop.price(1000), try await shop.price(3000))
    _ = try await shop.client.post(
      "/v1/subscription_schedules",
      [
        "customer": .string(shop.customer), "start_date": "now",
        "phases": [
          [
            "items": [["price": .string(cheap)]], "end_date": .integer(midnight(2026, 4, 16)),
          ],
          ["items": [["price": .string(dear)]], "duration": ["interval": "year"]],
        ],
      ])
    try await shop.advance(to: midnight(2026, 5, 1) + 3600)
    let renewal = try await shop.invoices()[1]
    #expect(renewal["lines"]?["data"]?.array?.map { $0["amount"] } == [-500, 1500, 3000])
  }

  @Test func `phases can be changed while they run`() async throws {
    let shop = try await ClockedShop(from: midnight(2026, 4, 1))
    let made = try await phases(shop, end: "release")
    let other = try await shop.price(5000)
    let price = made["phases"]?[0]?["items"]?[0]?["price"] ?? nil
    let changed = try await shop.client.post(
      "/v1/subscription_schedules/\(made.id)",
      [
        "phases": [
          [
            "items": [["price": price]], "start_date": .integer(midnight(2026, 4, 1)),
            "end_date": .integer(midnight(2026, 5, 1)),
          ],
          ["items": [["price": .string(other)]], "duration": ["interval": "month"]],
        ]
      ])
    #expect(changed["phases"]?.array?.count == 2)
    try await shop.advance(to: midnight(2026, 5, 1) + 3600)
    #expect(try await shop.invoices().map { $0["total"] } == [1000, 5000])
  }
}
