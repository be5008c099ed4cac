import JSON
import SandboxTesting
import Testing

@testable import SandboxSeeding
@testable import StripeSandbox

/// What time does with seeded data.
@Suite struct SeededLifeTests {
  /// A sandbox that is seeded some weeks after the last of its data.
  private func shop(_ plan: SeedPlan = SeedPlan()) async throws -> SandboxClient {
    let time = ManualClock()
    time.advance(1_795_000_000 - time.now)
    let client = try SandboxClient(time: time)
    try client.sandbox.seed(plan)
    return client
  }

  private func all(_ client: SandboxClient, _ path: String, _ more: JSONObject = [:]) async throws
    -> [JSONObject]
  {
    var parameters = more
    parameters["limit"] = 100
    var rows: [JSONObject] = []
    while true {
      let page = try await client.rows(path, parameters)
      rows += page
      guard page.count == 100, let last = page.last else { return rows }
      parameters["starting_after"] = .string(last.id)
    }
  }

  @Test func `nothing happens to it at once`() async throws {
    let client = try await shop()
    #expect(try await client.eventNames() == [])
    let made = try await all(client, "/v1/invoices").map { $0["billing_reason"] }
    #expect(!made.contains("subscription_cycle"))
  }

  @Test func `subscriptions are in the period of the present, and renew`() async throws {
    let client = try await shop(SeedPlan(counts: ["subscription": 20, "invoice": 5]))
    let active = try await all(client, "/v1/subscriptions", ["status": "active"])
    #expect(active.count > 8)
    let now = client.time.now
    for subscription in active {
      let item = subscription["items"]?["data"]?[0]
      #expect(item?["current_period_start"]?.integer ?? .max <= now)
      #expect(item?["current_period_end"]?.integer ?? 0 > now)
    }
    let before = try await all(client, "/v1/invoices").count
    client.time.advance(366 * 86_400)
    let renewals = try await all(client, "/v1/invoices")
      .filter { $0["billing_reason"] == "subscription_cycle" }
    #expect(try await all(client, "/v1/invoices").count == before + renewals.count)
    let renewed = Set(renewals.map { $0["parent"]?["subscription_details"]?["subscription"] })
    #expect(renewed == Set(active.map { $0["id"] }))
  }

  @Test func `what was due before the seeding comes as long after it`() {
    #expect(SeededDuty.time(1_500, of: 1_000, at: 9_000) == 9_500)
    #expect(SeededDuty.time(500, of: 1_000, at: 9_000) == 9_000)
    #expect(SeededDuty.time(9_001, of: 1_000, at: 9_000) == 9_001)
  }

  @Test func `a copy of an invoice that is due later is told of then`() async throws {
    let time = ManualClock()
    time.advance(SeedCalendar.window.upperBound - time.now)
    let client = try SandboxClient(time: time)
    var plan = SeedPlan(counts: ["invoice": 600, "subscription": 0])
    plan.patternCount = 30
    try client.sandbox.seed(plan)
    let open = try await all(client, "/v1/invoices", ["status": "open"])
      .filter { $0["due_date"]?.integer ?? 0 > time.now }
    #expect(!open.isEmpty)
    // Events are kept for thirty days.
    var told: [JSONValue] = []
    for _ in 1...35 {
      time.advance(86_400)
      told += try await all(
        client, "/v1/events",
        ["type": "invoice.overdue", "created": ["gt": .integer(time.now - 86_400)]]
      ).compactMap { $0["data"]?["object"]?["id"] }
    }
    #expect(Set(told) == Set(open.compactMap { $0["id"] }))
    #expect(told.count == open.count)
  }
}
