import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

@Suite struct TestClockTests {
  @Test func `a clock advances and is ready afterwards`() async throws {
    let client = try SandboxClient()
    let made = try await client.post(
      "/v1/test_helpers/test_clocks", ["frozen_time": 1_700_000_000, "name": "Next year"])
    #expect(made["status"] == "ready")
    #expect(made["status_details"] == [:])
    #expect(made["deletes_after"] == .integer(client.time.now + 30 * 86_400))
    let path = "/v1/test_helpers/test_clocks/\(made.id)"
    let advancing = try await client.post("\(path)/advance", ["frozen_time": 1_700_086_400])
    #expect(advancing["status"] == "advancing")
    #expect(advancing["frozen_time"] == 1_700_000_000)
    #expect(
      advancing["status_details"] == ["advancing": ["target_frozen_time": 1_700_086_400]])
    let ready = try await client.get(path)
    #expect(ready["status"] == "ready")
    #expect(ready["frozen_time"] == 1_700_086_400)
    #expect(
      try await client.eventNames() == [
        "test_helpers.test_clock.created", "test_helpers.test_clock.advancing",
        "test_helpers.test_clock.ready",
      ])
  }

  @Test func `a clock never goes back, nor too far at once`() async throws {
    let shop = try await ClockedShop()
    let path = "/v1/test_helpers/test_clocks/\(shop.clock)/advance"
    for time in [ClockedShop.start, ClockedShop.start - 1] {
      let error = try await shop.client.refusal(.post, path, ["frozen_time": .integer(time)])
      #expect(error.status == 400)
      #expect(error.param == "frozen_time")
    }
    let years = try await shop.client.refusal(
      .post, path, ["frozen_time": .integer(ClockedShop.start + 3 * 366 * 86_400)])
    #expect(years.message.contains("two years"))
    _ = try await shop.subscribe(try await shop.price(1000))
    let months = try await shop.client.refusal(
      .post, path, ["frozen_time": .integer(midnight(2026, 4, 1))])
    #expect(months.message.contains("two intervals"))
    _ = try await shop.client.post(path, ["frozen_time": .integer(midnight(2026, 3, 31))])
  }

  @Test func `a clock has few customers, and they few subscriptions`() async throws {
    let shop = try await ClockedShop()
    let clock = JSONValue.string(shop.clock)
    for _ in 2...3 { _ = try await shop.client.post("/v1/customers", ["test_clock": clock]) }
    let fourth = try await shop.client.refusal(.post, "/v1/customers", ["test_clock": clock])
    #expect(fourth.status == 400)
    for amount in 1...3 { _ = try await shop.subscribe(try await shop.price(amount * 100)) }
    let price = try await shop.price(900)
    let more = try await shop.client.refusal(
      .post, "/v1/subscriptions",
      ["customer": .string(shop.customer), "items": [["price": .string(price)]]])
    #expect(more.status == 400)
  }

  @Test func `what is the customer's lives by the clock, payments by the wall`() async throws {
    let shop = try await ClockedShop()
    let made = try await shop.subscribe(try await shop.price(1000))
    #expect(made["created"] == .integer(ClockedShop.start))
    #expect(made["test_clock"] == .string(shop.clock))
    let invoice = try #require(try await shop.invoices().first)
    #expect(invoice["created"] == .integer(ClockedShop.start))
    #expect(invoice["test_clock"] == .string(shop.clock))
    #expect(invoice["status_transitions"]?["paid_at"] == .integer(ClockedShop.start))
    let intents = try await shop.client.rows("/v1/payment_intents")
    #expect(intents.map { $0["created"] } == [.integer(shop.client.time.now)])
    let events = try await shop.client.rows("/v1/events")
    #expect(events.allSatisfy { $0["created"] == .integer(shop.client.time.now) })
  }

  @Test func `a deleted clock takes its customers along`() async throws {
    let shop = try await ClockedShop()
    let made = try await shop.subscribe(try await shop.price(1000))
    let stub = try await shop.client.delete("/v1/test_helpers/test_clocks/\(shop.clock)")
    #expect(stub["deleted"] == true)
    #expect(try await shop.client.get("/v1/customers/\(shop.customer)")["deleted"] == true)
    #expect(try await shop.subscription(made.id)["status"] == "canceled")
  }

  @Test func `a clock that nobody deletes goes after thirty days`() async throws {
    let shop = try await ClockedShop()
    shop.client.time.advance(30 * 86_400)
    let error = try await shop.client.refusal(
      .get, "/v1/test_helpers/test_clocks/\(shop.clock)")
    #expect(error.status == 404)
  }
}
