import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import SandboxSeeding
@testable import StripeSandbox

/// Every list filter against looking at the rows one by one.
@Suite struct ListFilterTests {
  private static let shared = Result { try SeededShop(SeedPlan(seed: 3)) }
  let shop: SeededShop

  init() throws {
    shop = try Self.shared.get()
  }

  struct Filter: Sendable, CustomTestStringConvertible {
    let collection: String
    let parameters: JSONObject
    let holds: @Sendable (JSONObject) -> Bool

    init(
      _ collection: String, _ parameters: JSONObject,
      _ holds: @escaping @Sendable (JSONObject) -> Bool
    ) {
      self.collection = collection
      self.parameters = parameters
      self.holds = holds
    }

    var testDescription: String { "\(collection) \(JSONValue.object(parameters).compact)" }
  }

  static let filters: [Filter] = [
    Filter("invoices", ["status": "open"]) { $0["status"] == "open" },
    Filter("invoices", ["status": "paid", "collection_method": "send_invoice"]) {
      $0["status"] == "paid" && $0["collection_method"] == "send_invoice"
    },
    Filter("invoices", ["created": ["gte": 1_730_000_000, "lt": 1_760_000_000]]) {
      (1_730_000_000..<1_760_000_000).contains($0["created"]?.integer ?? 0)
    },
    Filter("invoices", ["created": ["gt": 1_760_000_000], "status": "draft"]) {
      ($0["created"]?.integer ?? 0) > 1_760_000_000 && $0["status"] == "draft"
    },
    Filter("invoices", ["due_date": ["gt": 1_740_000_000, "lte": 1_770_000_000]]) {
      (1_740_000_001...1_770_000_000).contains($0["due_date"]?.integer ?? 0)
    },
    Filter("invoices", ["created": ["gt": 5, "lt": 5]]) { _ in false },
    Filter("customers", ["email": "nobody@example.com"]) { _ in false },
    Filter("products", ["active": false]) { $0["active"] == false },
    Filter("products", ["shippable": true]) { $0["shippable"] == true },
    Filter("products", ["url": "https://example.com/p/3"]) {
      $0["url"] == "https://example.com/p/3"
    },
    Filter("prices", ["currency": "jpy"]) { $0["currency"] == "jpy" && $0["active"] == true },
    Filter("prices", ["active": false]) { $0["active"] == false },
    Filter("prices", ["type": "recurring"]) {
      $0["type"] == "recurring" && $0["active"] == true
    },
    Filter("prices", ["recurring": ["interval": "month"]]) {
      $0["recurring"]?["interval"] == "month" && $0["active"] == true
    },
    Filter("prices", [:]) { $0["active"] == true },
    Filter("payment_links", ["active": true]) { $0["active"] == true },
    Filter("invoiceitems", ["pending": true]) { $0["invoice"] == .null },
    Filter("invoiceitems", ["pending": false]) { $0["invoice"] != .null },
    Filter("subscriptions", [:]) { $0["status"] != "canceled" },
    Filter("subscriptions", ["status": "all"]) { _ in true },
    Filter("subscriptions", ["status": "canceled"]) { $0["status"] == "canceled" },
  ]

  @Test(arguments: filters)
  func aFilterKeepsWhatItSays(_ filter: Filter) async throws {
    let found = try await shop.walk(filter.collection, filter.parameters)
    let expected = try await shop.all(filter.collection).filter(filter.holds)
    #expect(found.map(\.id) == expected.map(\.id))
  }

  @Test(arguments: ["invoices", "payment_intents", "charges", "invoiceitems"])
  func theCustomerFilterKeepsTheirs(collection: String) async throws {
    let all = try await shop.all(collection)
    for customer in Set(all.compactMap { $0["customer"]?.string }) {
      let found = try await shop.walk(collection, ["customer": .string(customer), "limit": 3])
      #expect(found == all.filter { $0["customer"] == .string(customer) })
    }
  }

  @Test func emailsAreComparedLetterByLetter() async throws {
    let customer = try await #require(shop.all("customers").first { $0["email"] != .null })
    let email = try #require(customer["email"]?.string)
    #expect(try await shop.walk("customers", ["email": .string(email)]).map(\.id) == [customer.id])
    #expect(try await shop.walk("customers", ["email": .string(email.uppercased())]).isEmpty)
  }

  @Test func listsOfValuesKeepAnyOfThem() async throws {
    let ids = try await shop.all("products").map(\.id)
    let wanted = [ids[4], ids[1]]
    let found = try await shop.walk("products", ["ids": .array(wanted.map(JSONValue.string))])
    #expect(found.map(\.id) == [ids[1], ids[4]])
    let keyed = try await shop.all("prices").filter {
      $0["lookup_key"] != .null && $0["active"] == true
    }
    let keys = keyed.compactMap { $0["lookup_key"] }
    #expect(!keys.isEmpty)
    #expect(
      try await shop.walk("prices", ["lookup_keys": .array(keys)]).map(\.id) == keyed.map(\.id))
  }

  @Test func listsOfValuesHaveTheirLimits() async throws {
    let keys = JSONValue.array((0..<11).map { .string("k\($0)") })
    #expect(try await shop.client.refusal(.get, "/v1/prices", ["lookup_keys": keys]).status == 400)
    let id = try await JSONValue.string(#require(shop.all("products").first).id)
    let error = try await shop.client.refusal(
      .get, "/v1/products", ["ids": [id], "starting_after": id])
    #expect(error.param == "ids")
  }

  @Test func linesAreListedBelowTheirInvoice() async throws {
    for invoice in try await shop.all("invoices").prefix(40) {
      let lines = try await shop.walk("invoices/\(invoice.id)/lines", ["limit": 4])
      let shown = invoice["lines"]?["data"]?.array ?? []
      #expect(lines.prefix(10).map { JSONValue.object($0) } == shown)
      #expect(invoice["lines"]?["has_more"]?.bool == (lines.count > 10))
    }
  }

  @Test func anUpdateMovesAnObjectBetweenFilters() async throws {
    let client = try SandboxClient()
    let id = try await client.post("/v1/products", ["name": "A"]).id
    #expect(try await client.rows("/v1/products", ["active": true]).map(\.id) == [id])
    _ = try await client.post("/v1/products/\(id)", ["active": false])
    #expect(try await client.rows("/v1/products", ["active": true]).isEmpty)
    #expect(try await client.rows("/v1/products", ["active": false]).map(\.id) == [id])
  }
}
