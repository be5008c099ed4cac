import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Expected values are from answers of Stripe in test mode.
@Suite("events") struct EventTests {
  @Test("tell of a creation, with the object and the request")
  func creation() async throws {
    let client = try SandboxClient()
    let response = await client.send(
      .post, "/v1/products", ["name": "Tea"], headers: ["idempotency-key": "k1"])
    let event = try #require(try await client.rows("/v1/events").first)
    #expect(
      event.keys == [
        "id", "object", "api_version", "created", "data", "livemode", "pending_webhooks",
        "request", "type",
      ])
    #expect(event["type"] == "product.created")
    #expect(event["created"]?.integer == client.time.now)
    #expect(event["request"]?["id"]?.string == response.headers["request-id"])
    #expect(event["request"]?["idempotency_key"] == "k1")
    #expect(event["data"]?.object?.keys == ["object"])
    let made = try JSONValue(parsing: response.body)
    #expect(event["data"]?["object"] == made)
    #expect(try await client.get("/v1/events/\(event.id)") == event)
  }

  @Test("of updates show what was before, of metadata key by key")
  func update() async throws {
    let client = try SandboxClient()
    let id = try await client.post("/v1/products", ["name": "Tea", "metadata": ["seed": "1"]]).id
    _ = try await client.post(
      "/v1/products/\(id)", ["description": "d", "metadata": ["a": "1"]])
    let event = try #require(
      try await client.rows("/v1/events", ["type": "product.updated"]).first)
    var previous = try #require(event["data"]?["previous_attributes"]?.object)
    previous["updated"] = nil
    #expect(previous == ["description": nil, "metadata": ["a": nil]])
    #expect(event["data"]?["object"]?["metadata"] == ["seed": "1", "a": "1"])
  }

  @Test("of deletions show the object as no longer in use")
  func deletion() async throws {
    let client = try SandboxClient()
    let product = try await client.post("/v1/products", ["name": "Tea"]).id
    _ = try await client.delete("/v1/products/\(product)")
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10, "duration": "once"]).id
    _ = try await client.delete("/v1/coupons/\(coupon)")
    let deleted = try await client.rows(
      "/v1/events", ["types": ["product.deleted", "coupon.deleted"]])
    #expect(deleted.map { $0["data"]?["object"]?["id"]?.string } == [coupon, product])
    #expect(deleted[0]["data"]?["object"]?["valid"] == false)
    #expect(deleted[1]["data"]?["object"]?["active"] == false)
    #expect(deleted[1]["data"]?["object"]?["deleted"] == nil)
    #expect(deleted[1]["request"]?["idempotency_key"] == .null)
  }

  @Test("are listed by type, by types, by patterns, newest first")
  func filters() async throws {
    let client = try SandboxClient()
    for number in 1...3 {
      _ = try await client.post("/v1/customers", ["name": .string("C\(number)")])
      _ = try await client.post("/v1/products", ["name": .string("P\(number)")])
      client.time.advance(10)
    }
    func names(_ query: JSONObject) async throws -> [String] {
      try await client.rows("/v1/events", query).compactMap {
        $0["data"]?["object"]?["name"]?.string
      }
    }
    #expect(try await names([:]) == ["P3", "C3", "P2", "C2", "P1", "C1"])
    #expect(try await names(["type": "product.created"]) == ["P3", "P2", "P1"])
    #expect(try await names(["type": "product.*"]) == ["P3", "P2", "P1"])
    #expect(try await names(["type": "*.created", "limit": 3]) == ["P3", "C3", "P2"])
    #expect(try await names(["type": "charge.*"]) == [])
    #expect(
      try await names(["types": ["customer.created", "charge.failed"]]) == ["C3", "C2", "C1"])
    let start = client.time.now - 30
    #expect(try await names(["created": ["gte": .integer(start + 20)]]) == ["P3", "C3"])
    let first = try await client.rows("/v1/events", ["limit": 1])[0].id
    #expect(try await names(["limit": 2, "starting_after": .string(first)]) == ["C3", "P2"])
    #expect(try await names(["delivery_success": true, "limit": 1]) == ["P3"])
    #expect(try await names(["delivery_success": false]) == [])
  }

  @Test("tell of new states by Stripe's words for them")
  func states() async throws {
    let client = try SandboxClient()
    let customer = try await client.post("/v1/customers").id
    let price = try await client.post(
      "/v1/prices", ["currency": "usd", "unit_amount": 500, "product_data": ["name": "Tea"]]
    ).id
    let quote = try await client.post(
      "/v1/quotes",
      ["customer": .string(customer), "line_items": [["price": .string(price), "quantity": 1]]]
    ).id
    _ = try await client.post("/v1/quotes/\(quote)/finalize")
    _ = try await client.post("/v1/quotes/\(quote)/cancel")
    let names = try await client.rows("/v1/events", ["type": "quote.*"]).map { $0["type"]?.string }
    #expect(names == ["quote.canceled", "quote.finalized", "quote.created"])
    _ = try await client.post(
      "/v1/issuing/cardholders",
      [
        "name": "Ann",
        "billing": [
          "address": [
            "line1": "1", "city": "Rome", "country": "US", "postal_code": "1", "state": "CA",
          ]
        ],
      ])
    #expect(try await client.rows("/v1/events", ["type": "issuing_cardholder.created"]).count == 1)
  }

  @Test("refuse filters that do not go together")
  func refusedFilters() async throws {
    let client = try SandboxClient()
    let both = try await client.refusal(
      .get, "/v1/events", ["type": "charge.failed", "types": ["charge.failed"]])
    #expect(both.status == 400)
    let many = JSONValue.array(Array(repeating: "charge.failed", count: 21))
    #expect(try await client.refusal(.get, "/v1/events", ["types": many]).param == "types")
  }

  @Test("that nobody knows are missing")
  func unknown() async throws {
    let refusal = try await SandboxClient().refusal(.get, "/v1/events/evt_1")
    #expect(refusal.status == 404)
    #expect(refusal.code == "resource_missing")
    #expect(refusal.param == "id")
    #expect(refusal.message == "No such event: 'evt_1'")
  }

  @Test("are kept for thirty days, and then removed by and by")
  func retention() async throws {
    let client = try SandboxClient()
    _ = try await client.post("/v1/customers")
    let old = try await client.rows("/v1/events")[0].id
    client.time.advance(EventStore.retention - 1)
    #expect(try await client.rows("/v1/events").count == 1)
    client.time.advance(1)
    #expect(try await client.rows("/v1/events").isEmpty)
    #expect(try await client.rows("/v1/events", ["created": ["lt": 1_780_000_001]]).isEmpty)
    #expect(try await client.refusal(.get, "/v1/events/\(old)").status == 404)
    _ = try await client.post("/v1/customers")
    let kept = try await client.sandbox.store.read { try $0.accounts(having: "event", old) }
    #expect(kept.isEmpty)
    #expect(try await client.rows("/v1/events").count == 1)
  }

  @Test("are not made by what is refused")
  func refused() async throws {
    let client = try SandboxClient()
    _ = try await client.refusal(.post, "/v1/products", ["nmae": "Tea"])
    #expect(try await client.rows("/v1/events").isEmpty)
  }

  @Test(arguments: [
    ("charge.*", "charge.failed", true), ("*", "a.b", true), ("*.failed", "charge.failed", true),
    ("a*c*e", "abcde", true), ("a*c*e", "abde", false), ("ab*ba", "aba", false),
    ("charge", "charge.failed", false), ("charge.failed", "charge.failed", true),
  ])
  func patterns(pattern: String, word: String, matches: Bool) {
    #expect(WordPattern.matches(pattern, word) == matches)
  }
}
