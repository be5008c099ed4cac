import JSON
import SandboxTesting
import StripeCatalog
import Testing

@testable import StripeSandbox

@Suite("webhook endpoints") struct WebhookEndpointTests {
  private static let usual: JSONObject = [
    "url": "http://localhost:4242/hook", "enabled_events": ["customer.created"],
  ]

  @Test("show their secret when they are made, and never again")
  func secret() async throws {
    let client = try SandboxClient()
    let made = try await client.post("/v1/webhook_endpoints", Self.usual)
    #expect(made.id.hasPrefix("we_"))
    #expect(made["secret"]?.string?.hasPrefix("whsec_") == true)
    #expect(made["status"] == "enabled")
    #expect(made["api_version"] == .null)
    #expect(made["application"] == .null)
    var stored = made
    stored["secret"] = nil
    #expect(try await client.get("/v1/webhook_endpoints/\(made.id)") == stored)
    #expect(try await client.rows("/v1/webhook_endpoints") == [stored])
    let changed = try await client.post("/v1/webhook_endpoints/\(made.id)", ["disabled": true])
    #expect(changed["status"] == "disabled")
    #expect(changed["secret"] == nil)
    let again = try await client.post("/v1/webhook_endpoints/\(made.id)", ["disabled": false])
    #expect(again["status"] == "enabled")
  }

  @Test("are answered again with the secret under their idempotency key")
  func repeated() async throws {
    let client = try SandboxClient()
    let headers = ["idempotency-key": "k"]
    let first = await client.send(.post, "/v1/webhook_endpoints", Self.usual, headers: headers)
    let second = await client.send(.post, "/v1/webhook_endpoints", Self.usual, headers: headers)
    #expect(first.body == second.body)
  }

  @Test("have events wait for them that they receive")
  func pending() async throws {
    let client = try SandboxClient()
    let id = try await client.post("/v1/webhook_endpoints", Self.usual).id
    _ = try await client.post(
      "/v1/webhook_endpoints", ["url": "https://a.example", "enabled_events": ["*"]])
    _ = try await client.post("/v1/customers")
    _ = try await client.post("/v1/products", ["name": "Tea"])
    _ = try await client.post("/v1/webhook_endpoints/\(id)", ["disabled": true])
    _ = try await client.post("/v1/customers")
    let pending = try await client.rows("/v1/events").map { $0["pending_webhooks"]?.integer }
    #expect(pending == [1, 1, 2])
    #expect(try await client.rows("/v1/events", ["delivery_success": false]).count == 3)
    #expect(try await client.rows("/v1/events", ["delivery_success": true]).isEmpty)
  }

  @Test(
    "take addresses and events that there are",
    arguments: [
      (["url": "localhost/hook"], "url", "url_invalid"),
      (["url": "ftp://localhost/hook"], "url", "url_invalid"),
      (["url": "https://"], "url", "url_invalid"), (["url": "http://a b"], "url", "url_invalid"),
      (["enabled_events": ["*", "charge.failed"]], "enabled_events", nil),
      (["enabled_events": ["charge.flailed"]], "enabled_events[0]", nil),
      (["api_version": "2020-08-27"], "api_version", nil),
      (["api_version": "x"], "api_version", nil),
    ] as [(JSONObject, String, String?)])
  func refused(change: JSONObject, param: String, code: String?) async throws {
    let client = try SandboxClient()
    var parameters = Self.usual
    for member in change.members { parameters[member.key] = member.value }
    let refusal = try await client.refusal(.post, "/v1/webhook_endpoints", parameters)
    #expect(refusal.status == 400)
    #expect(refusal.param == param)
    if let code { #expect(refusal.code == code) }
    #expect(try await client.rows("/v1/webhook_endpoints").isEmpty)
  }

  @Test("have events in their own version")
  func ownVersion() async throws {
    let client = try SandboxClient()
    var parameters = Self.usual
    parameters["enabled_events"] = ["customer.subscription.updated"]
    parameters["api_version"] = "2024-09-30.acacia"
    _ = try await client.post("/v1/webhook_endpoints", parameters)
    parameters["api_version"] = nil
    _ = try await client.post("/v1/webhook_endpoints", parameters)
    let subscription = try await client.post(
      "/v1/subscriptions",
      [
        "customer": .string(client.payingCustomer()),
        "items": [["price": .string(client.monthlyPrice(1500))]],
      ])
    _ = try await client.post(
      "/v1/subscriptions/\(subscription.id)", ["metadata": ["a": "b"]])
    var events: [JSONObject] = []
    for due in try await client.sandbox.webhooks.due(limit: 10) {
      let body = try #require(try await client.sandbox.webhooks.take(due)).body
      events.append(try JSONValue(parsing: body).object ?? [:])
    }
    let older = try #require(events.first { $0["api_version"] == "2024-09-30.acacia" })
    #expect(older["data"]?["object"]?["current_period_end"]?.integer != nil)
    let newer = try #require(
      events.first { $0["api_version"]?.string == Catalog.embedded.apiVersion })
    #expect(newer["data"]?["object"]?["current_period_end"] == nil)
    #expect(older["data"]?["previous_attributes"] == newer["data"]?["previous_attributes"])
  }

  @Test("take the catalog's version")
  func version() async throws {
    var parameters = Self.usual
    parameters["api_version"] = .string(Catalog.embedded.apiVersion)
    let made = try await SandboxClient().post("/v1/webhook_endpoints", parameters)
    #expect(made["api_version"]?.string == Catalog.embedded.apiVersion)
  }

  @Test("are sixteen at most")
  func limit() async throws {
    let client = try SandboxClient()
    for _ in 1...16 { _ = try await client.post("/v1/webhook_endpoints", Self.usual) }
    let refusal = try await client.refusal(.post, "/v1/webhook_endpoints", Self.usual)
    #expect(refusal.message == "You have reached the maximum of 16 test webhook endpoints.")
  }

  /// Source of the value: `openssl dgst -sha256 -hmac whsec_test` over "1700000000.{}".
  @Test("sign by HMAC-SHA256 over time and body")
  func signature() {
    let header = WebhookSignature.header(
      of: Array("{}".utf8), secret: "whsec_test", time: 1_700_000_000)
    #expect(
      header == "t=1700000000,v1=35495024f4ef3f94e5a93e22221544c4b75e9a42300cd965ab81cb85cd994e91")
  }
}
