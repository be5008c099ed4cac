import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Customers as Stripe's recorded answers have them.
@Suite struct CustomerAnswerTests {
  let client: SandboxClient

  init() async throws {
    client = try SandboxClient()
  }

  @Test func `fields that come by expand alone are absent, and there on request`() async throws {
    let plain = try await client.post("/v1/customers", ["email": "ann@example.com"])
    for name in [
      "tax", "cash_balance", "invoice_credit_balance", "sources", "subscriptions", "tax_ids",
      "business_name", "individual_name",
    ] {
      #expect(plain[name] == nil, "\(name)")
    }
    let asked = try await client.get(
      "/v1/customers/\(plain.id)",
      ["expand": ["tax", "invoice_credit_balance", "cash_balance", "subscriptions", "tax_ids"]])
    #expect(
      asked["tax"] == [
        "automatic_tax": "unrecognized_location", "ip_address": nil, "location": nil,
        "provider": "stripe",
      ])
    #expect(asked["invoice_credit_balance"] == [:])
    #expect(asked["cash_balance"]?["settings"]?["reconciliation_mode"] == "automatic")
    #expect(asked["subscriptions"]?["data"] == [])
    #expect(asked["tax_ids"]?["object"] == "list")
  }

  @Test func `a customer is where the address says, and that can be required`() async throws {
    let made = try await client.post(
      "/v1/customers",
      [
        "address": ["country": "US", "state": "CA"], "expand": ["tax"],
        "tax": ["validate_location": "immediately", "ip_address": "127.0.0.1"],
      ])
    #expect(
      made["tax"] == [
        "automatic_tax": "supported", "ip_address": "127.0.0.1",
        "location": ["country": "US", "source": "billing_address", "state": "CA"],
        "provider": "stripe",
      ])
    let moved = try await client.post(
      "/v1/customers/\(made.id)",
      ["shipping": ["name": "Ann", "address": ["country": "BR"]], "expand": ["tax"]])
    #expect(moved["tax"]?["automatic_tax"] == "not_collecting")
    #expect(moved["tax"]?["location"]?["source"] == "shipping_destination")
    let error = try await client.refusal(
      .post, "/v1/customers", ["tax": ["validate_location": "immediately"]])
    #expect(error.code == "customer_tax_location_invalid")
    #expect(error.param == "tax[validate_location]")
  }

  @Test func `a creation takes the expansions too, and an empty name is none`() async throws {
    let made = try await client.post(
      "/v1/customers", ["name": "", "expand": ["tax", "invoice_credit_balance"]])
    #expect(made["name"]?.isNull == true)
    #expect(made["tax"]?["provider"] == "stripe")
    #expect(made["invoice_credit_balance"] == [:])
  }

  @Test func `a balance leaves an entry, from the beginning`() async throws {
    let made = try await client.post("/v1/customers", ["balance": -500])
    let path = "/v1/customers/\(made.id)/balance_transactions"
    #expect(try await client.rows(path).map { $0["amount"] } == [-500])
    _ = try await client.post("/v1/customers/\(made.id)", ["balance": 200])
    #expect(try await client.rows(path).map { $0["amount"] } == [700, -500])
    let asked = try await client.get(
      "/v1/customers/\(made.id)", ["expand": ["invoice_credit_balance"]])
    #expect(asked["invoice_credit_balance"] == ["usd": 200])
  }

  @Test(arguments: ["a", "abc", "AB_1", "ABCDEFGHIJKLM"])
  func `an invoice prefix is refused in Stripe's words`(_ prefix: String) async throws {
    let error = try await client.refusal(
      .post, "/v1/customers", ["invoice_prefix": .string(prefix)])
    #expect(error.message == "Invoice number prefix must be 1–12 uppercase letters or numbers.")
    #expect(error.param == nil)
  }

  @Test func `an invoice prefix belongs to one customer`() async throws {
    let holder = try await client.post("/v1/customers", ["invoice_prefix": "P626092001"])
    let other = try await client.post("/v1/customers")
    for path in ["/v1/customers", "/v1/customers/\(other.id)"] {
      let error = try await client.refusal(.post, path, ["invoice_prefix": "P626092001"])
      #expect(
        error.message == "This invoice number prefix is taken by customer: \(holder.id). Please"
          + " enter a different prefix.")
      #expect(error.param == "invoice_prefix")
    }
    _ = try await client.post("/v1/customers/\(holder.id)", ["invoice_prefix": "P626092001"])
  }

  @Test func `tax ids have an owner, a country and a verification`() async throws {
    let owner = try await client.post(
      "/v1/customers", ["tax_id_data": [["type": "eu_vat", "value": "DE123456789"]]])
    let first = try #require(try await client.rows("/v1/customers/\(owner.id)/tax_ids").first)
    #expect(first["country"] == "DE")
    #expect(first["verification"]?["status"] == "pending")
    #expect(first["owner"]?["customer"] == .string(owner.id))
    let more = try await client.post(
      "/v1/tax_ids",
      [
        "type": "us_ein", "value": "12-3456789",
        "owner": ["type": "customer", "customer": .string(owner.id)],
      ])
    #expect(more["country"] == "US")
    #expect(more["verification"]?["status"] == "unavailable")
    let error = try await client.refusal(
      .post, "/v1/customers/\(owner.id)/tax_ids", ["type": "eu_vat", "value": "12"])
    #expect(error.code == "tax_id_invalid")
  }

  @Test func `cash balance settings are kept`() async throws {
    let made = try await client.post(
      "/v1/customers", ["cash_balance": ["settings": ["reconciliation_mode": "manual"]]])
    let kept = try await client.get("/v1/customers/\(made.id)/cash_balance")
    #expect(kept["settings"] == ["reconciliation_mode": "manual", "using_merchant_default": false])
  }
}
