import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Customers")
struct CustomerLifecycleTests {
  let client: SandboxClient

  init() async throws {
    client = try SandboxClient()
  }

  @Test("begin with Stripe's defaults")
  func defaults() async throws {
    let customer = try await client.post("/v1/customers")
    #expect(customer["balance"] == 0)
    #expect(customer["currency"]?.isNull == true)
    #expect(customer["delinquent"] == false)
    #expect(customer["next_invoice_sequence"] == 1)
    #expect(customer["tax_exempt"] == "none")
    #expect(customer["livemode"] == false)
    #expect(customer["preferred_locales"] == [])
    #expect(customer["invoice_settings"]?["default_payment_method"]?.isNull == true)
    let prefix = try #require(customer["invoice_prefix"]?.string)
    #expect(prefix.count == 8)
    #expect(prefix == prefix.uppercased())
  }

  @Test("merge address, shipping and metadata, and clear what is emptied")
  func merged() async throws {
    let id = try await client.post(
      "/v1/customers",
      [
        "address": ["city": "Bern", "line1": "Gasse 1"], "metadata": ["a": "1", "b": "2"],
        "business_name": "Ada & Co",
      ]
    ).id
    let changed = try await client.post(
      "/v1/customers/\(id)",
      ["address": ["city": "Basel"], "metadata": ["a": "", "c": "3"], "business_name": ""])
    #expect(changed["address"]?["city"] == "Basel")
    #expect(changed["metadata"] == ["b": "2", "c": "3"])
    #expect(changed["business_name"]?.isNull == true)
    let bare = try await client.post("/v1/customers/\(id)", ["address": "", "metadata": ""])
    #expect(bare["address"]?.isNull == true)
    #expect(bare["metadata"] == [:])
  }

  @Test("take a payment method along, and only their own as the default")
  func methods() async throws {
    let customer = try await client.post(
      "/v1/customers",
      [
        "payment_method": "pm_card_visa",
        "invoice_settings": ["default_payment_method": "pm_card_visa"],
      ])
    let method = try #require(
      customer["invoice_settings"]?["default_payment_method"]?.string)
    #expect(
      try await client.get("/v1/payment_methods/\(method)")["customer"] == .string(customer.id))
    let other = try await client.post("/v1/customers").id
    let error = try await client.refusal(
      .post, "/v1/customers/\(other)",
      ["invoice_settings": ["default_payment_method": .string(method)]])
    #expect(error.code == "resource_missing")
    #expect(error.param == "invoice_settings[default_payment_method]")
  }

  @Test("are not made when their card says no")
  func declined() async throws {
    for card: JSONObject in [
      ["payment_method": "pm_card_chargeDeclined"], ["source": "tok_chargeDeclined"],
    ] {
      #expect(try await client.refusal(.post, "/v1/customers", card).status == 402)
    }
    #expect(try await client.rows("/v1/customers").isEmpty)
    #expect(try await client.rows("/v1/payment_methods").isEmpty)
  }

  @Test("refuse what is no address of mail", arguments: ["x", "@", "a@", "a b@c", "a@b@c"])
  func email(email: String) async throws {
    let error = try await client.refusal(.post, "/v1/customers", ["email": .string(email)])
    #expect(error.code == "email_invalid")
    #expect(error.param == "email")
  }

  @Test("leave a stub, and take pending items with them")
  func deleted() async throws {
    let id = try await client.post("/v1/customers", ["payment_method": "pm_card_visa"]).id
    _ = try await client.post(
      "/v1/invoiceitems", ["customer": .string(id), "amount": 5, "currency": "usd"])
    let stub = try await client.delete("/v1/customers/\(id)")
    #expect(stub == ["id": .string(id), "object": "customer", "deleted": true])
    #expect(try await client.get("/v1/customers/\(id)") == stub)
    #expect(try await client.rows("/v1/invoiceitems").isEmpty)
    #expect(try await client.refusal(.post, "/v1/customers/\(id)", ["name": "x"]).status == 404)
  }

  @Test("keep an account of their balance")
  func balance() async throws {
    let id = try await client.post("/v1/customers").id
    let entry = try await client.post(
      "/v1/customers/\(id)/balance_transactions", ["amount": -500, "currency": "usd"])
    #expect(entry["ending_balance"] == -500)
    _ = try await client.post("/v1/customers/\(id)", ["balance": -200])
    #expect(try await client.get("/v1/customers/\(id)")["balance"] == -200)
    let entries = try await client.rows("/v1/customers/\(id)/balance_transactions")
    #expect(entries.map { $0["amount"] } == [300, -500])
  }
}
