import JSON
import SandboxTesting
import Synchronization
import Testing

@testable import StripeSandbox

/// Whole sandboxes as lines of JSON.
@Suite struct FixtureTests {
  private func shop() async throws -> SandboxClient {
    let client = try SandboxClient()
    let customer = try await client.payingCustomer()
    let price = try await client.monthlyPrice(1500)
    _ = try await client.post(
      "/v1/subscriptions",
      ["customer": .string(customer), "items": [["price": .string(price)]]])
    for name in ["Ann", "Bo", "Cy"] {
      _ = try await client.post("/v1/customers", ["name": .string(name)])
    }
    let gone = try await client.post("/v1/customers").id
    _ = try await client.delete("/v1/customers/\(gone)")
    _ = try await client.post(
      "/v1/webhook_endpoints",
      ["url": "http://localhost:9/hook", "enabled_events": ["customer.created"]])
    _ = try await client.post("/v1/customers", ["name": "Di"])
    _ = try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount_decimal": "0.5", "product_data": ["name": "Rain"],
        "currency_options": ["eur": ["unit_amount_decimal": "0.45"]],
      ])
    return client
  }

  private func lines(of client: SandboxClient) async throws -> [String] {
    let lines = Lines()
    try await client.sandbox.export { lines.add(String(decoding: $0, as: UTF8.self)) }
    return lines.all
  }

  private func restored(_ lines: [String]) async throws -> SandboxClient {
    let client = try SandboxClient(seed: 2)
    try await restore(lines, into: client)
    return client
  }

  private func restore(_ lines: [String], into client: SandboxClient) async throws {
    let left = Lines(lines)
    _ = try await client.sandbox.restore { left.next().map { Array($0.utf8) } }
  }

  @Test func `what is imported is exported as it was`() async throws {
    let before = try await lines(of: shop())
    #expect(before.count > 40)
    let after = try await lines(of: restored(before))
    #expect(after == before)
  }

  @Test func `lists, searches and deleted objects are as they were`() async throws {
    let client = try await shop()
    let other = try await restored(lines(of: client))
    for path in ["/v1/customers", "/v1/invoices", "/v1/events", "/v1/charges"] {
      #expect(try await other.get(path) == client.get(path))
    }
    let query: JSONObject = ["query": "name:'ann'"]
    #expect(try await other.rows("/v1/customers/search", query).map { $0["name"] } == ["Ann"])
    let price = try #require(try await client.rows("/v1/prices").first?.id)
    let expanded: JSONObject = ["expand": ["currency_options"]]
    #expect(
      try await other.get("/v1/prices/\(price)", expanded)
        == client.get("/v1/prices/\(price)", expanded))
    let gone = try #require(
      try await client.rows("/v1/events", ["type": "customer.deleted"]).first)
    let id = gone["data"]?["object"]?["id"]?.string ?? ""
    #expect(try await other.get("/v1/customers/\(id)")["deleted"] == true)
    #expect(try await other.sandbox.deliveries(limit: 9).map(\.type) == ["customer.created"])
  }

  @Test func `life goes on after an import`() async throws {
    let other = try await restored(lines(of: shop()))
    _ = try await other.sandbox.advance(by: 32 * 86_400)
    #expect(try await other.rows("/v1/invoices").map { $0["total"] } == [1500, 1500])
    let again = try await restored(lines(of: other))
    #expect(try await again.sandbox.now() == other.sandbox.now())
  }

  @Test func `only an empty sandbox is filled`() async throws {
    let client = try await shop()
    let exported = try await lines(of: client)
    await #expect(throws: FixtureError.notEmpty) { try await restore(exported, into: client) }
  }

  @Test(arguments: [
    (1, "what is this?", "this is not an export of a sandbox: its first line does not say so"),
    (1, #"{"a":1}"#, "this is not an export of a sandbox: its first line does not say so"),
    (
      1, #"{"pinstripe_sandbox":99}"#,
      "the export is of a newer form (99); use a newer pinstripe"
    ),
    (3, "{", "line 3: not a JSON object"),
    (
      3, #"{"record":"object"}"#,
      "line 3: not a record of a sandbox, or one without all of its members"
    ),
    (
      3,
      #"{"record":"object","account":"a","type":"elf","id":"b","parent":null,"sort_key":1,"#
        + #""body":{}}"#, "line 3: there is no such object as `elf`"
    ),
  ])
  func `a spoilt export is refused as a whole`(_ number: Int, _ line: String, _ message: String)
    async throws
  {
    var spoilt = try await lines(of: shop())
    spoilt[number - 1] = line
    let client = try SandboxClient()
    do {
      try await restore(spoilt, into: client)
      Issue.record("it was taken")
    } catch {
      #expect("\(error)" == message)
    }
    #expect(try await client.rows("/v1/customers").isEmpty)
  }
}

/// Lines that are collected, or passed on.
private final class Lines: Sendable {
  private let lines: Mutex<[String]>

  init(_ lines: [String] = []) { self.lines = Mutex(lines) }

  var all: [String] { lines.withLock(\.self) }

  func add(_ line: String) { lines.withLock { $0.append(line) } }

  func next() -> String? { lines.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}
