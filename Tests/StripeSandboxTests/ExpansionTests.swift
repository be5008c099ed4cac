import JSON
import StripeWire
import Testing

@testable import StripeSandbox

@Suite struct ExpansionTests {
  let client: SandboxClient
  private let customer: String
  private let price: String

  init() throws {
    client = try SandboxClient()
    customer = try client.post("/v1/customers", ["name": "Ann"]).id
    price = try client.post(
      "/v1/prices",
      ["currency": "usd", "unit_amount": 500, "product_data": ["name": "Gold"]]
    ).id
  }

  @Test func anIDBecomesItsObject() throws {
    let plain = try client.get("/v1/prices/\(price)")
    #expect(plain["product"]?.string?.hasPrefix("prod_") == true)
    let expanded = try client.get("/v1/prices/\(price)", ["expand": ["product"]])
    #expect(expanded["product"]?["name"] == "Gold")
    #expect(expanded["product"]?["id"] == plain["product"])
  }

  @Test func listsExpandBelowData() throws {
    let rows = try client.rows("/v1/prices", ["expand": ["data.product"]])
    #expect(rows.first?["product"]?["object"] == "product")
    let plain = client.send(.get, "/v1/prices")
    let expanded = client.send(.get, "/v1/prices", ["expand": ["data.product"]])
    #expect(plain.body.count < expanded.body.count)
  }

  @Test func writesExpandToo() throws {
    let invoice = try client.post(
      "/v1/invoices", ["customer": .string(customer), "expand": ["customer"]])
    #expect(invoice["customer"]?["name"] == "Ann")
    #expect(try client.get("/v1/invoices/\(invoice.id)")["customer"] == .string(customer))
  }

  @Test func pathsGoSeveralLevelsDown() throws {
    let link = try client.post(
      "/v1/payment_links",
      [
        "line_items": [["price": .string(price), "quantity": 1]],
        "expand": ["line_items.data.price.product"],
      ])
    let item = link["line_items"]?["data"]?[0]
    #expect(item?["price"]?["product"]?["name"] == "Gold")
  }

  @Test func aListLeftOutOtherwiseIsPutIn() throws {
    #expect(try client.get("/v1/customers/\(customer)")["subscriptions"] == nil)
    let expanded = try client.get("/v1/customers/\(customer)", ["expand": ["subscriptions"]])
    #expect(expanded["subscriptions"]?["object"] == "list")
  }

  @Test(arguments: [
    ("email", "This property cannot be expanded (email)."),
    ("nothing", "This property cannot be expanded (nothing)."),
    ("default_source.x.y", "This property cannot be expanded (default_source.x.y)."),
    ("a.b.c.d.e", "You cannot expand more than 4 levels of a property. Property: a.b.c.d.e"),
  ])
  func whatCannotBeExpandedIsRefused(path: String, message: String) throws {
    let error = try client.refusal(
      .get, "/v1/customers/\(customer)", ["expand": [.string(path)]])
    #expect(error.status == 400)
    #expect(error.message == message)
    #expect(error.param == "expand")
  }

  @Test func theDataOfAListIsALevel() throws {
    let deepest = "data.payment_intent.customer.default_source"
    #expect(try client.rows("/v1/charges", ["expand": [.string(deepest)]]) == [])
    let error = try client.refusal(
      .get, "/v1/payment_links", ["expand": ["data.line_items.data.price.product"]])
    #expect(error.code == "property_expansion_max_depth")
  }

  @Test func aForgottenDataIsHintedAt() throws {
    let error = try client.refusal(.get, "/v1/prices", ["expand": ["product"]])
    #expect(
      error.message == "This property cannot be expanded (product)."
        + " You may want to try expanding 'data.product' instead.")
  }

  @Test func nobodyStaysAnID() throws {
    _ = try client.post("/v1/invoices", ["customer": .string(customer)])
    _ = try client.delete("/v1/customers/\(customer)")
    let rows = try client.rows("/v1/invoices", ["expand": ["data.customer"]])
    #expect(rows.first?["customer"]?["deleted"] == true)
  }
}
