import HTTP
import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("accounts") struct AccountTests {
  private func get(
    _ client: SandboxClient, _ path: String, as account: String? = nil, key: String? = nil
  ) async throws -> JSONObject {
    var headers: [String: String] = [:]
    if let account { headers["stripe-account"] = account }
    if let key { headers["authorization"] = "Bearer \(key)" }
    let response = await client.send(.get, path, headers: headers)
    return try JSONValue(parsing: response.body).object ?? [:]
  }

  private func connect(_ client: SandboxClient) async throws -> String {
    try await client.post("/v1/accounts", ["type": "express", "country": "US"]).id
  }

  /// Source: answers of Stripe to a customer of a connected account asked for at its platform.
  @Test("keep their objects to themselves")
  func separation() async throws {
    let client = try SandboxClient()
    let account = try await connect(client)
    let response = await client.send(
      .post, "/v1/customers", ["name": "Ann"], headers: ["stripe-account": account])
    #expect(response.headers["stripe-account"] == account)
    let id = try #require(JSONValue(parsing: response.body)["id"]?.string)
    #expect(try await get(client, "/v1/customers/\(id)", as: account)["name"] == "Ann")
    let refusal = try await client.refusal(.get, "/v1/customers/\(id)")
    #expect(refusal.status == 404)
    #expect(refusal.message == "No such customer: '\(id)'")
    #expect(try await client.rows("/v1/customers").isEmpty)
    #expect(try await get(client, "/v1/account", as: account)["id"]?.string == account)
    let events = try await get(client, "/v1/events", as: account)["data"]?.array
    #expect(events?.map { $0["account"]?.string } == [account])
    #expect(try await client.rows("/v1/events").isEmpty)
  }

  @Test(
    "of the platform and its connected ones may be named, others not",
    arguments: [
      "stripe-account", "stripe-context",
    ])
  func headers(name: String) async throws {
    let client = try SandboxClient()
    let own = try await client.get("/v1/account").id
    #expect(await client.send(.get, "/v1/customers", headers: [name: own]).status == 200)
    let connected = try await connect(client)
    #expect(await client.send(.get, "/v1/customers", headers: [name: connected]).status == 200)
    for method in [HTTPMethod.get, .post] {
      let refusal = try await client.refusal(
        method, "/v1/customers", headers: [name: "acct_nobody"])
      #expect(refusal.status == 403)
      #expect(refusal.code == "account_invalid")
      #expect(
        refusal.message == """
          The provided key 'sk_test_*****6789' does not have access to account 'acct_nobody' (or \
          that account does not exist). Application access may have been revoked.
          """)
    }
    let deleted = try await client.delete("/v1/accounts/\(connected)")
    #expect(deleted["deleted"] == true)
    #expect(await client.send(.get, "/v1/customers", headers: [name: connected]).status == 403)
  }

  @Test("of API v2 act as well")
  func accountsOfV2() async throws {
    let client = try SandboxClient()
    let account = try await client.post("/v2/core/accounts", ["display_name": "A"]).id
    _ = await client.send(.post, "/v1/customers", headers: ["stripe-context": account])
    #expect(try await get(client, "/v1/customers", as: account)["data"]?.array?.count == 1)
    #expect(try await get(client, "/v1/account", as: account)["id"]?.string == account)
    #expect(try await client.rows("/v1/customers").isEmpty)
  }

  @Test("have idempotency keys of their own")
  func idempotency() async throws {
    let client = try SandboxClient()
    let account = try await connect(client)
    let first = await client.send(
      .post, "/v1/customers", ["name": "A"], headers: ["idempotency-key": "k"])
    let other = await client.send(
      .post, "/v1/customers", ["name": "B"],
      headers: ["idempotency-key": "k", "stripe-account": account])
    #expect([first.status, other.status] == [200, 200])
    #expect(first.body != other.body)
    let changed = try await client.refusal(
      .post, "/v1/customers", ["name": "C"], headers: ["idempotency-key": "k"])
    #expect(changed.status == 400)
    #expect(
      changed.message == """
        Keys for idempotent requests can only be used with the same parameters they were first \
        used with. Try using a key other than 'k' if you meant to execute a different request.
        """)
  }

  @Test("of keys are one, or one each")
  func perKey() async throws {
    let shared = try SandboxClient()
    let apart = try SandboxClient(accounts: .perKey)
    let keys = ["sk_test_one", "sk_test_two", "rk_test_one"]
    for client in [shared, apart] {
      var ids = Set<String>()
      for key in keys { ids.insert(try await get(client, "/v1/account", key: key).id) }
      #expect(ids.count == (client === apart ? 3 : 1))
      #expect(ids.allSatisfy { $0.hasPrefix("acct_1") && !$0.contains("one") })
    }
    let one = ["authorization": "Bearer sk_test_one"]
    _ = await apart.send(.post, "/v1/customers", headers: one)
    #expect(try await get(apart, "/v1/customers", key: keys[0])["data"]?.array?.count == 1)
    #expect(try await get(apart, "/v1/customers", key: keys[1])["data"]?.array?.count == 0)
  }

  @Test("are changed by their platform")
  func change() async throws {
    let client = try SandboxClient()
    let account = try await connect(client)
    let refusal = try await client.refusal(
      .post, "/v1/accounts/\(account)", ["email": "a@example.com"],
      headers: ["stripe-account": account])
    #expect(refusal.message.hasPrefix("The sandbox does not support"))
    let changed = try await client.post("/v1/accounts/\(account)", ["email": "a@example.com"])
    #expect(changed["email"] == "a@example.com")
    let event = try await client.rows("/v1/events", ["type": "account.updated"])[0]
    #expect(event["account"]?.string == account)
  }

  /// Source: Stripe's answer.
  @Test(
    "are asked for in a version that is one",
    arguments: [
      ("not-a-real-version", false), ("2026-13-01", false), ("2026-10-28.", false),
      ("2026-10-28.endive", true), ("2026-03-25.dahlia", true), ("2020-08-27", true),
      ("2026-10-28.preview;feature=v1", true),
    ])
  func version(text: String, isVersion: Bool) async throws {
    let client = try SandboxClient()
    let response = await client.send(.get, "/v1/customers", headers: ["stripe-version": text])
    #expect(response.status == (isVersion ? 200 : 400))
    guard !isVersion else { return }
    let body = try JSONValue(parsing: response.body)
    #expect(
      body["error"] == [
        "message": .string("Invalid Stripe API version: \(text)"), "type": "invalid_request_error",
      ])
  }
}
