import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Products, prices and payment links")
struct CatalogLifecycleTests {
  let client: SandboxClient

  init() async throws {
    client = try SandboxClient()
  }

  private func price(_ extra: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = [
      "currency": "usd", "unit_amount": 1500, "product_data": ["name": "Tea"],
    ]
    for member in extra.members {
      parameters[member.key] = member.value.isNull ? JSONValue?.none : member.value
    }
    return try await client.post("/v1/prices", parameters)
  }

  @Test("products begin active, as services, with an id of one's own if wanted")
  func product() async throws {
    let product = try await client.post("/v1/products", ["name": "Tea", "id": "tea"])
    #expect(product.id == "tea")
    #expect(product["active"] == true)
    #expect(product["type"] == "service")
    #expect(product["default_price"]?.isNull == true)
    #expect(product["images"] == [])
    let again = try await client.refusal(.post, "/v1/products", ["name": "Tea", "id": "tea"])
    #expect(again.code == "resource_already_exists")
  }

  @Test("products come with a first price, and then cannot go")
  func firstPrice() async throws {
    let product = try await client.post(
      "/v1/products",
      [
        "name": "Tea",
        "default_price_data": [
          "currency": "EUR", "unit_amount": 900, "recurring": ["interval": "month"],
        ],
      ])
    let price = try await client.get("/v1/prices/\(product["default_price"]?.string ?? "")")
    #expect(price["product"] == .string(product.id))
    #expect(price["currency"] == "eur")
    #expect(price["recurring"]?["interval_count"] == 1)
    #expect(price["recurring"]?["usage_type"] == "licensed")
    #expect(price["type"] == "recurring")
    let error = try await client.refusal(.delete, "/v1/products/\(product.id)")
    #expect(
      error.message
        == "This product cannot be deleted because it has one or more user-created prices.")
    let bare = try await client.post("/v1/products", ["name": "Cup"])
    #expect(try await client.delete("/v1/products/\(bare.id)")["deleted"] == true)
    #expect(try await client.refusal(.get, "/v1/products/\(bare.id)").status == 404)
  }

  @Test("prices say their amount in both forms")
  func amounts() async throws {
    let whole = try await price()
    #expect(whole["unit_amount"] == 1500)
    #expect(whole["unit_amount_decimal"] == "1500")
    #expect(whole["type"] == "one_time")
    #expect(whole["billing_scheme"] == "per_unit")
    #expect(whole["tax_behavior"] == "unspecified")
    #expect(whole["active"] == true)
    let part = try await price(["unit_amount": nil, "unit_amount_decimal": "12.5"])
    #expect(part["unit_amount"]?.isNull == true)
    #expect(part["unit_amount_decimal"] == "12.5")
    let free = try await price(["unit_amount": 0])
    #expect(free["unit_amount_decimal"] == "0")
  }

  @Test("prices need a product, an amount and a currency that is one")
  func incomplete() async throws {
    let nowhere = try await client.refusal(
      .post, "/v1/prices", ["currency": "usd", "unit_amount": 1])
    #expect(nowhere.param == "product")
    let worthless = try await client.refusal(
      .post, "/v1/prices", ["currency": "usd", "product_data": ["name": "x"]])
    #expect(worthless.code == "parameter_missing")
    let foreign = try await client.refusal(
      .post, "/v1/prices",
      ["currency": "dollars", "unit_amount": 1, "product_data": ["name": "x"]])
    #expect(foreign.param == "currency")
    let unknown = try await client.refusal(
      .post, "/v1/prices", ["currency": "usd", "unit_amount": 1, "product": "prod_none"])
    #expect(unknown.code == "resource_missing")
    #expect(try await client.rows("/v1/products").isEmpty)
  }

  @Test("prices keep their tiers, and show them on request")
  func tiers() async throws {
    let plain = try await price(["unit_amount": 100])
    #expect(plain["tiers"] == nil && plain["currency_options"] == nil)
    let tiered = try await price([
      "expand": ["tiers"], "unit_amount": nil, "billing_scheme": "tiered",
      "tiers_mode": "graduated",
      "tiers": [
        ["up_to": 10, "unit_amount": 100],
        ["up_to": "inf", "unit_amount_decimal": "0.5", "flat_amount": 20],
      ],
    ])
    #expect(tiered["unit_amount"]?.isNull == true)
    #expect(tiered["tiers"]?[0]?["unit_amount_decimal"] == "100")
    #expect(tiered["tiers"]?[1]?["up_to"]?.isNull == true)
    #expect(tiered["tiers"]?[1]?["unit_amount"]?.isNull == true)
    #expect(tiered["tiers"]?[1]?["flat_amount"] == 20)
    let path = "/v1/prices/\(tiered["id"]?.string ?? "")"
    #expect(try await client.get(path)["tiers"] == nil)
    #expect(try await client.get(path, ["expand": ["tiers"]])["tiers"] == tiered["tiers"])
    let listed = try await client.rows("/v1/prices", ["expand": ["data.tiers"]])
    #expect(listed.contains { $0["tiers"] == tiered["tiers"] })
    #expect(try await client.rows("/v1/prices").allSatisfy { $0["tiers"] == nil })
    // A later change, after which it is stored anew, leaves them as they are.
    #expect(try await client.post(path, ["nickname": "volume"])["tiers"] == nil)
    #expect(try await client.get(path)["nickname"] == "volume")
    #expect(try await client.get(path, ["expand": ["tiers"]])["tiers"] == tiered["tiers"])
  }

  @Test("a lookup key belongs to one price, unless it is taken over")
  func lookupKeys() async throws {
    let first = try await price(["lookup_key": "tea"])
    let error = try await client.refusal(
      .post, "/v1/prices",
      [
        "currency": "usd", "unit_amount": 1, "product_data": ["name": "x"], "lookup_key": "tea",
      ])
    #expect(error.message == "A price (`\(first.id)`) already uses that lookup key.")
    let second = try await price(["lookup_key": "tea", "transfer_lookup_key": true])
    #expect(second["lookup_key"] == "tea")
    #expect(try await client.get("/v1/prices/\(first.id)")["lookup_key"]?.isNull == true)
  }

  @Test("the amount of a price cannot be changed, its tax behavior once")
  func immutable() async throws {
    let made = try await price()
    let error = try await client.refusal(.post, "/v1/prices/\(made.id)", ["unit_amount": 1])
    #expect(error.code == "parameter_unknown")
    _ = try await client.post("/v1/prices/\(made.id)", ["tax_behavior": "inclusive"])
    let again = try await client.refusal(
      .post, "/v1/prices/\(made.id)", ["tax_behavior": "exclusive"])
    #expect(again.param == "tax_behavior")
    let off = try await client.post("/v1/prices/\(made.id)", ["active": false, "nickname": "old"])
    #expect(off["active"] == false)
    #expect(off["nickname"] == "old")
  }

  @Test("a default price cannot be archived")
  func defaultPrice() async throws {
    let product = try await client.post(
      "/v1/products",
      ["name": "Tea", "default_price_data": ["currency": "usd", "unit_amount": 5]])
    let price = product["default_price"]?.string ?? ""
    let error = try await client.refusal(.post, "/v1/prices/\(price)", ["active": false])
    #expect(
      error.message
        == "This price cannot be archived because it is the default price of its product.")
    let other = try await client.post(
      "/v1/prices", ["currency": "usd", "unit_amount": 6, "product": .string(product.id)])
    _ = try await client.post("/v1/products/\(product.id)", ["default_price": .string(other.id)])
    #expect(try await client.post("/v1/prices/\(price)", ["active": false])["active"] == false)
  }

  @Test("payment links list what they sell")
  func links() async throws {
    let tea = try await price()
    let cup = try await price(["unit_amount": 700])
    let link = try await client.post(
      "/v1/payment_links",
      [
        "line_items": [
          ["price": .string(tea.id), "quantity": 2], ["price": .string(cup.id), "quantity": 1],
        ]
      ])
    #expect(link["active"] == true)
    #expect(link["currency"] == "usd")
    #expect(link["url"]?.string?.hasPrefix("https://buy.stripe.com/test_") == true)
    let items = try await client.rows("/v1/payment_links/\(link.id)/line_items")
    #expect(items.map { $0["amount_total"] } == [3000, 700])
    #expect(items.allSatisfy { $0["object"] == "item" })
    #expect(items.first?["description"] == "Tea")
    let item = try #require(items.first?.id)
    let changed = try await client.post(
      "/v1/payment_links/\(link.id)",
      ["active": false, "line_items": [["id": .string(item), "quantity": 5]]])
    #expect(changed["active"] == false)
    let after = try await client.rows("/v1/payment_links/\(link.id)/line_items")
    #expect(after.first?["amount_total"] == 7500)
  }

  @Test("payment links sell active prices, one at least, in one currency")
  func linkRefusals() async throws {
    let tea = try await price()
    let euro = try await price(["currency": "eur"])
    func refusal(_ items: JSONValue) async throws -> APIError {
      try await client.refusal(.post, "/v1/payment_links", ["line_items": items])
    }
    let mixed = try await refusal([
      ["price": .string(tea.id), "quantity": 1], ["price": .string(euro.id), "quantity": 1],
    ])
    #expect(mixed.param == "line_items")
    _ = try await client.post("/v1/prices/\(tea.id)", ["active": false])
    let inactive = try await refusal([["price": .string(tea.id), "quantity": 1]])
    #expect(inactive.message.contains("inactive"))
    #expect(try await client.refusal(.post, "/v1/payment_links").code == "parameter_missing")
    let many = try await refusal(
      .array(Array(repeating: ["price": .string(euro.id), "quantity": 1], count: 21)))
    #expect(many.param == "line_items")
  }
}
