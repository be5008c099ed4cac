import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// The events of customers, products, prices, subscriptions and checkout.
@Suite struct SalesEventTests {
  let client: SandboxClient

  init() async throws {
    client = try SandboxClient()
  }

  private func events(_ type: String) async throws -> [JSONObject] {
    try await client.rows("/v1/events", ["type": .string(type)])
  }

  private func types() async throws -> [String] {
    try await client.rows("/v1/events", ["limit": 100]).reversed().compactMap {
      $0["type"]?.string
    }
  }

  private func shop() async throws -> (customer: String, price: String) {
    let customer = try await client.post(
      "/v1/customers",
      [
        "payment_method": "pm_card_visa",
        "invoice_settings": ["default_payment_method": "pm_card_visa"],
      ]
    ).id
    let price = try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 1500, "product_data": ["name": "Tea"],
        "recurring": ["interval": "month"],
      ]
    ).id
    return (customer, price)
  }

  @Test func `an update tells each key that was another before`() async throws {
    let product = try await client.post(
      "/v1/products", ["name": "Tea", "metadata": ["seed": "1"]])
    _ = try await client.post(
      "/v1/products/\(product.id)", ["description": "d", "metadata": ["a": "1"]])
    _ = try await client.delete("/v1/products/\(product.id)")
    let updated = try #require(try await events("product.updated").first)
    #expect(
      updated["data"]?["previous_attributes"] == ["description": nil, "metadata": ["a": nil]])
    #expect(updated["data"]?["object"]?["metadata"]?["a"] == "1")
    let deleted = try #require(try await events("product.deleted").first)
    #expect(deleted["data"]?["object"]?["active"] == false)
    #expect(deleted["data"]?["previous_attributes"] == nil)
  }

  @Test func `a product is created together with its default price`() async throws {
    let product = try await client.post(
      "/v1/products",
      ["name": "Tea", "default_price_data": ["currency": "usd", "unit_amount": 1500]])
    let created = try #require(try await events("product.created").first)
    #expect(created["data"]?["object"]?["default_price"] == product["default_price"])
    #expect(try await types() == ["product.created", "price.created"])
  }

  @Test func `a lookup key leaves its holder first`() async throws {
    let (_, holder) = try await shop()
    _ = try await client.post("/v1/prices/\(holder)", ["lookup_key": "tea"])
    _ = try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 5, "product_data": ["name": "Cup"], "lookup_key": "tea",
        "transfer_lookup_key": true,
      ])
    let updated = try #require(try await events("price.updated").first)
    #expect(updated["data"]?["object"]?["id"] == .string(holder))
    #expect(updated["data"]?["previous_attributes"] == ["lookup_key": "tea"])
  }

  @Test func `a recurring price is a plan as well`() async throws {
    _ = try await shop()
    #expect(try await events("plan.created").count == 1)
    let plan = try await client.post(
      "/v1/plans",
      ["currency": "usd", "amount": 5, "interval": "month", "product": ["name": "Cup"]])
    _ = try await client.post("/v1/plans/\(plan.id)", ["metadata": ["a": "b"]])
    _ = try await client.delete("/v1/plans/\(plan.id)")
    #expect(try await events("plan.updated").count == 1)
    #expect(try await events("plan.deleted").first?["data"]?["object"]?["id"] == .string(plan.id))
  }

  @Test func `a subscription is created, updated and deleted`() async throws {
    let (customer, price) = try await shop()
    let made = try await client.post(
      "/v1/subscriptions",
      ["customer": .string(customer), "items": [["price": .string(price)]]])
    _ = try await client.post("/v1/subscriptions/\(made.id)", ["metadata": ["a": "b"]])
    let updated = try #require(try await events("customer.subscription.updated").first)
    #expect(updated["data"]?["previous_attributes"] == ["metadata": ["a": nil]])
    let before = try await events("customer.subscription.updated").count
    _ = try await client.delete("/v1/subscriptions/\(made.id)")
    #expect(try await events("customer.subscription.created").count == 1)
    #expect(try await events("customer.subscription.deleted").count == 1)
    #expect(try await events("customer.subscription.updated").count == before)
  }

  @Test func `a trial that ends tells so, and a subscription that waits`() async throws {
    let (_, price) = try await shop()
    let poor = try await client.post("/v1/customers").id
    let made = try await client.post(
      "/v1/subscriptions",
      [
        "customer": .string(poor), "items": [["price": .string(price)]], "trial_period_days": 1,
        "trial_settings": ["end_behavior": ["missing_payment_method": "pause"]],
      ])
    #expect(try await events("customer.subscription.trial_will_end").count == 1)
    _ = try await client.post("/v1/subscriptions/\(made.id)", ["trial_end": "now"])
    #expect(try await events("customer.subscription.paused").count == 1)
    let resumed = try await client.post("/v1/subscriptions/\(made.id)/resume")
    _ = try await client.post(
      "/v1/invoices/\(resumed["latest_invoice"]?.string ?? "")/pay", ["paid_out_of_band": true])
    #expect(try await events("customer.subscription.resumed").count == 1)
  }

  @Test func `tax ids, links, sessions, the portal and schedules have theirs`() async throws {
    let (customer, price) = try await shop()
    let items: JSONValue = [["price": .string(price), "quantity": 1]]
    let taxID = try await client.post(
      "/v1/customers/\(customer)/tax_ids", ["type": "eu_vat", "value": "DE123456789"])
    _ = try await client.delete("/v1/customers/\(customer)/tax_ids/\(taxID.id)")
    let link = try await client.post("/v1/payment_links", ["line_items": items])
    _ = try await client.post("/v1/payment_links/\(link.id)", ["active": false])
    let session = try await client.post(
      "/v1/checkout/sessions",
      ["mode": "subscription", "line_items": items, "success_url": "https://example.com"])
    _ = try await client.post("/v1/checkout/sessions/\(session.id)/expire")
    _ = try await client.post("/v1/billing_portal/sessions", ["customer": .string(customer)])
    let schedule = try await client.post(
      "/v1/subscription_schedules",
      ["customer": .string(customer), "phases": [["items": items]]])
    _ = try await client.post("/v1/subscription_schedules/\(schedule.id)/release")
    _ = try await client.delete("/v1/customers/\(customer)")
    let types = try await types()
    for type in [
      "customer.tax_id.created", "customer.tax_id.deleted", "payment_link.created",
      "payment_link.updated", "checkout.session.expired", "billing_portal.session.created",
      "billing_portal.configuration.created", "subscription_schedule.created",
      "subscription_schedule.released", "customer.deleted", "customer.subscription.deleted",
    ] {
      #expect(types.contains(type), "\(type)")
    }
  }
}
