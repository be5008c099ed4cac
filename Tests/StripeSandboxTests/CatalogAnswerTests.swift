import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Products, prices, plans and features as Stripe answers them.
@Suite struct CatalogAnswerTests {
  let client: SandboxClient

  init() async throws {
    client = try SandboxClient()
  }

  @Test func `nothing that comes by expand alone is null`() async throws {
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10, "duration": "once"])
    #expect(coupon["applies_to"] == nil && coupon["currency_options"] == nil)
    let code = try await client.post(
      "/v1/promotion_codes", ["promotion": ["type": "coupon", "coupon": .string(coupon.id)]])
    #expect(code["restrictions"]?["currency_options"] == nil)
    let rate = try await client.post(
      "/v1/shipping_rates",
      [
        "display_name": "Ground", "type": "fixed_amount",
        "fixed_amount": ["amount": 500, "currency": "usd"],
      ])
    #expect(rate["fixed_amount"] == ["amount": 500, "currency": "usd"])
  }

  @Test func `a price names its own currency among its options`() async throws {
    let price = try await client.post(
      "/v1/prices", ["currency": "usd", "unit_amount": 900, "product_data": ["name": "Tea"]])
    let asked = try await client.get("/v1/prices/\(price.id)", ["expand": ["currency_options"]])
    #expect(asked["currency_options"]?["usd"]?["unit_amount"] == 900)
    let more = try await client.post(
      "/v1/prices/\(price.id)",
      ["currency_options": ["eur": ["unit_amount": 800]], "expand": ["currency_options"]])
    #expect(more["currency_options"]?["eur"]?["unit_amount_decimal"] == "800")
    #expect(more["currency_options"]?["usd"]?["unit_amount"] == 900)
  }

  @Test func `tiers ascend`() async throws {
    let error = try await client.refusal(
      .post, "/v1/prices",
      [
        "currency": "usd", "product_data": ["name": "Tea"], "billing_scheme": "tiered",
        "tiers_mode": "volume",
        "tiers": [
          ["up_to": 10, "unit_amount": 5], ["up_to": 10, "unit_amount": 4],
          ["up_to": "inf", "unit_amount": 3],
        ],
      ])
    #expect(error.param == "tiers[1][up_to]")
  }

  @Test func `images are few, and addresses are some`() async throws {
    let images = JSONValue.array(Array(repeating: "https://example.com/a.png", count: 9))
    let many = try await client.refusal(
      .post, "/v1/products", ["name": "Tea", "images": images])
    #expect(many.param == "images")
    let bare = try await client.refusal(
      .post, "/v1/products", ["name": "Tea", "url": "example.com"])
    #expect(bare.code == "url_invalid")
    #expect(bare.param == "url")
  }

  @Test func `a plan is a recurring price in its older form, and the other way around`()
    async throws
  {
    let plan = try await client.post(
      "/v1/plans",
      [
        "id": "small-monthly", "currency": "usd", "amount": 2500, "interval": "month",
        "product": ["name": "Test Subscription"], "nickname": "Small",
      ])
    #expect(plan.id == "small-monthly")
    #expect(plan["amount_decimal"] == "2500")
    #expect(plan["tiers"] == nil)
    let price = try await client.get("/v1/prices/small-monthly")
    #expect(price["recurring"]?["interval"] == "month")
    #expect(price["nickname"] == "Small")
    _ = try await client.post("/v1/plans/small-monthly", ["nickname": "Tiny"])
    #expect(try await client.get("/v1/prices/small-monthly")["nickname"] == "Tiny")
    let other = try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 700, "product": plan["product"] ?? nil,
        "recurring": ["interval": "year"],
      ])
    #expect(try await client.get("/v1/plans/\(other.id)")["interval"] == "year")
    _ = try await client.post("/v1/prices/\(other.id)", ["active": false])
    #expect(try await client.get("/v1/plans/\(other.id)")["active"] == false)
    _ = try await client.delete("/v1/plans/small-monthly")
    #expect(try await client.refusal(.get, "/v1/prices/small-monthly").status == 404)
  }

  @Test func `a product has features`() async throws {
    let feature = try await client.post(
      "/v1/entitlements/features", ["name": "Export", "lookup_key": "export"])
    let product = try await client.post("/v1/products", ["name": "Tea"])
    let path = "/v1/products/\(product.id)/features"
    let made = try await client.post(path, ["entitlement_feature": .string(feature.id)])
    #expect(made["entitlement_feature"]?["lookup_key"] == "export")
    #expect(try await client.rows(path).map(\.id) == [made.id])
    let error = try await client.refusal(.post, path, ["entitlement_feature": "feat_none"])
    #expect(error.param == "entitlement_feature")
  }
}
