import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite struct ExpansionTests {
  let client: SandboxClient
  private let customer: String
  private let price: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.post("/v1/customers", ["name": "Ann"]).id
    price = try await client.post(
      "/v1/prices",
      ["currency": "usd", "unit_amount": 500, "product_data": ["name": "Gold"]]
    ).id
  }

  @Test func anIDBecomesItsObject() async throws {
    let plain = try await client.get("/v1/prices/\(price)")
    #expect(plain["product"]?.string?.hasPrefix("prod_") == true)
    let expanded = try await client.get("/v1/prices/\(price)", ["expand": ["product"]])
    #expect(expanded["product"]?["name"] == "Gold")
    #expect(expanded["product"]?["id"] == plain["product"])
  }

  @Test func listsExpandBelowData() async throws {
    let rows = try await client.rows("/v1/prices", ["expand": ["data.product"]])
    #expect(rows.first?["product"]?["object"] == "product")
    let plain = await client.send(.get, "/v1/prices")
    let expanded = await client.send(.get, "/v1/prices", ["expand": ["data.product"]])
    #expect(plain.body.count < expanded.body.count)
  }

  @Test func writesExpandToo() async throws {
    let invoice = try await client.post(
      "/v1/invoices", ["customer": .string(customer), "expand": ["customer"]])
    #expect(invoice["customer"]?["name"] == "Ann")
    #expect(try await client.get("/v1/invoices/\(invoice.id)")["customer"] == .string(customer))
  }

  @Test func pathsGoSeveralLevelsDown() async throws {
    let link = try await client.post(
      "/v1/payment_links",
      [
        "line_items": [["price": .string(price), "quantity": 1]],
        "expand": ["line_items.data.price.product"],
      ])
    let item = link["line_items"]?["data"]?[0]
    #expect(item?["price"]?["product"]?["name"] == "Gold")
  }

  @Test func aListLeftOutOtherwiseIsPutIn() async throws {
    #expect(try await client.get("/v1/customers/\(customer)")["subscriptions"] == nil)
    let expanded = try await client.get("/v1/customers/\(customer)", ["expand": ["subscriptions"]])
    #expect(expanded["subscriptions"]?["object"] == "list")
  }

  @Test(arguments: [
    ("email", "This property cannot be expanded (email)."),
    ("nothing", "This property cannot be expanded (nothing)."),
    ("default_source.x.y", "This property cannot be expanded (default_source.x.y)."),
    ("a.b.c.d.e", "You cannot expand more than 4 levels of a property. Property: a.b.c.d.e"),
  ])
  func whatCannotBeExpandedIsRefused(path: String, message: String) async throws {
    let error = try await client.refusal(
      .get, "/v1/customers/\(customer)", ["expand": [.string(path)]])
    #expect(error.status == 400)
    #expect(error.message == message)
    #expect(error.param == "expand")
  }

  @Test func theDataOfAListIsALevel() async throws {
    let deepest = "data.payment_intent.customer.default_source"
    #expect(try await client.rows("/v1/charges", ["expand": [.string(deepest)]]) == [])
    let error = try await client.refusal(
      .get, "/v1/payment_links", ["expand": ["data.line_items.data.price.product"]])
    #expect(error.code == "property_expansion_max_depth")
  }

  @Test func aForgottenDataIsHintedAt() async throws {
    let error = try await client.refusal(.get, "/v1/prices", ["expand": ["product"]])
    #expect(
      error.message == "This property cannot be expanded (product)."
        + " You may want to try expanding 'data.product' instead.")
  }

  @Test func nobodyStaysAnID() async throws {
    _ = try await client.post("/v1/invoices", ["customer": .string(customer)])
    _ = try await client.delete("/v1/customers/\(customer)")
    let rows = try await client.rows("/v1/invoices", ["expand": ["data.customer"]])
    #expect(rows.first?["customer"]?["deleted"] == true)
  }
}
