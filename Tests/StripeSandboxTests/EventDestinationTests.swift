import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

@Suite("event destinations") struct EventDestinationTests {
  private let client: SandboxClient

  init() throws { client = try SandboxClient() }

  private func make(_ more: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = [
      "name": "d", "type": "webhook_endpoint", "event_payload": "thin",
      "enabled_events": ["v1.customer.created", "v2.core.account.created"],
      "webhook_endpoint": ["url": "http://localhost:4242/thin"],
    ]
    for member in more.members { parameters[member.key] = member.value }
    return try await client.post("/v2/core/event_destinations", parameters)
  }

  @Test("show address and secret where they are asked for")
  func include() async throws {
    let made = try await make([
      "include": ["webhook_endpoint.url", "webhook_endpoint.signing_secret"]
    ])
    #expect(made["webhook_endpoint"]?["url"] == "http://localhost:4242/thin")
    #expect(made["webhook_endpoint"]?["signing_secret"]?.string?.hasPrefix("whsec_") == true)
    #expect(made["events_from"] == ["@self"])
    let path = "/v2/core/event_destinations/\(made.id)"
    let plain = try await client.get(path)["webhook_endpoint"]
    #expect(plain == ["signing_secret": nil, "url": nil])
    let shown = try await client.get(path, ["include": ["webhook_endpoint.url"]])
    #expect(shown["webhook_endpoint"]?["url"] == "http://localhost:4242/thin")
    #expect(
      try await client.refusal(.get, path, ["include": ["webhook_endpoint.signing_secret"]])
        .status == 400)
  }

  @Test("receive thin events, of objects of v1 with their snapshots")
  func thinEvents() async throws {
    _ = try await make()
    let customer = try await client.post("/v1/customers").id
    let account = try await client.post("/v2/core/accounts", ["display_name": "A"]).id
    _ = try await client.post("/v1/products", ["name": "Tea"])
    let events = try await client.rows("/v2/core/events")
    #expect(
      events.map { $0["type"]?.string } == ["v2.core.account.created", "v1.customer.created"])
    let snapshot = try await client.rows("/v1/events", ["type": "customer.created"])[0]
    #expect(events[1]["snapshot_event"]?.string == snapshot.id)
    #expect(
      events[1]["related_object"] == [
        "id": .string(customer), "type": "customer", "url": .string("/v1/customers/\(customer)"),
      ])
    #expect(
      events[0]["related_object"]?["url"]?.string == "/v2/core/accounts/\(account)")
    #expect(try await client.get("/v2/core/events/\(events[0].id)") == events[0])
    let about = try await client.rows("/v2/core/events", ["object_id": .string(customer)])
    #expect(about == [events[1]])
    let typed = try await client.rows(
      "/v2/core/events", ["types": ["v2.core.account.created"]])
    #expect(typed == [events[0]])
  }

  @Test("of v2 are listed by time, and page by page with their filters")
  func listing() async throws {
    for number in 1...3 {
      _ = try await client.post(
        "/v2/core/accounts", ["display_name": .string("A\(number)")])
      client.time.advance(10)
    }
    let types: JSONObject = ["types": ["v2.core.account.created"], "limit": 2]
    let page = try await client.get("/v2/core/events", types)
    #expect(page["data"]?.array?.count == 2)
    let next = try #require(page["next_page_url"]?.string)
    #expect(next.contains("types"))
    #expect(try await client.get(next)["data"]?.array?.count == 1)
    let since = UnixTime.iso8601(client.time.now - 10)
    #expect(try await client.rows("/v2/core/events").count == 3)
    #expect(
      try await client.rows("/v2/core/events", ["created": ["gte": .string(since)]]).count == 1)
    #expect(
      try await client.refusal(.get, "/v2/core/events", ["created": ["gte": "soon"]]).status == 400)
  }

  @Test("have parts of an account that changed an event of their own")
  func parts() async throws {
    let id = try await client.post("/v2/core/accounts", ["display_name": "A"]).id
    _ = try await client.post(
      "/v2/core/accounts/\(id)", ["defaults": ["currency": "usd"]])
    let names = try await client.rows("/v2/core/events").map { $0["type"]?.string ?? "" }
    #expect(
      Set(names) == [
        "v2.core.account.created", "v2.core.account.updated", "v2.core.account[defaults].updated",
      ])
  }

  @Test("can be pinged, disabled and enabled")
  func actions() async throws {
    let id = try await make().id
    let path = "/v2/core/event_destinations/\(id)"
    let ping = try await client.post("\(path)/ping")
    #expect(ping["type"] == "v2.core.event_destination.ping")
    #expect(try await client.get("/v2/core/events/\(ping.id)") == ping)
    #expect(try await client.sandbox.deliveries(limit: 9).map(\.event) == [ping.id])
    let disabled = try await client.post("\(path)/disable")
    #expect(disabled["status"] == "disabled")
    #expect(disabled["status_details"]?["disabled"]?["reason"] == "user")
    _ = try await client.post("/v1/customers")
    #expect(try await client.sandbox.deliveries(limit: 9).count == 1)
    #expect(try await client.post("\(path)/enable")["status_details"] == .null)
    #expect(try await client.delete(path).keys == ["id", "object"])
  }

  @Test(
    "refuse what the sandbox does not send",
    arguments: [
      ["enabled_events": ["customer.created"]], ["enabled_events": ["v1.nothing"]],
      ["type": "amazon_eventbridge"], ["events_from": ["@organization_members"]],
      ["snapshot_api_version": "2026-10-28.endive"], ["webhook_endpoint": ["url": "nowhere"]],
      ["event_payload": "snapshot"],
    ] as [JSONObject])
  func refused(change: JSONObject) async throws {
    await #expect(throws: UnexpectedAnswer.self) { try await make(change) }
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00.000Z", 0), ("2026-10-28T07:05:00.000Z", 1_793_171_100),
      ("2024-02-29T23:59:59Z", 1_709_251_199), ("2024-13-01T00:00:00Z", nil), ("now", nil),
    ] as [(String, Int?)])
  func times(text: String, seconds: Int?) {
    #expect(UnixTime.seconds(text) == seconds)
  }
}
