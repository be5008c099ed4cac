import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Taxes by where the customer is.
@Suite struct AutomaticTaxTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func customer(_ address: JSONObject?, _ more: JSONObject = [:]) async throws -> String {
    var parameters: JSONObject = [
      "payment_method": "pm_card_visa",
      "invoice_settings": ["default_payment_method": "pm_card_visa"],
    ]
    if let address { parameters["address"] = .object(address) }
    for member in more.members { parameters[member.key] = member.value }
    return try await client.post("/v1/customers", parameters).id
  }

  private func invoice(
    _ customer: String, currency: String = "usd", behavior: String? = nil, code: String? = nil
  ) async throws -> JSONObject {
    var product: JSONObject = ["name": "Tea"]
    product["tax_code"] = code.map(JSONValue.string)
    var price: JSONObject = [
      "currency": .string(currency), "unit_amount": 10_000, "product_data": .object(product),
    ]
    price["tax_behavior"] = behavior.map(JSONValue.string)
    let id = try await client.post("/v1/prices", price).id
    let invoice = try await client.post(
      "/v1/invoices",
      [
        "customer": .string(customer), "automatic_tax": ["enabled": true],
        "currency": .string(currency),
      ]
    ).id
    _ = try await client.post(
      "/v1/invoiceitems",
      [
        "customer": .string(customer), "invoice": .string(invoice),
        "pricing": ["price": .string(id)],
      ])
    return try await client.get("/v1/invoices/\(invoice)")
  }

  private static let places: [(JSONObject, Int)] = [
    (["country": "US", "state": "CA"], 725), (["country": "US", "state": "OR"], 0),
    (["country": "DE"], 1900), (["country": "CH"], 810), (["country": "CA"], 500),
    (["country": "BR"], 0),
  ]

  @Test(arguments: places)
  func `a tax is that of the place`(address: JSONObject, tax: Int) async throws {
    let made = try await invoice(customer(address), behavior: "exclusive")
    #expect(made["automatic_tax"]?["status"] == "complete")
    #expect(made["total"]?.integer == 10_000 + tax && made["total_excluding_tax"] == 10_000)
    let shown = made["total_taxes"]?.array?.first
    #expect(shown?["amount"]?.integer == tax && shown?["tax_behavior"] == "exclusive")
    #expect(shown?["taxability_reason"] == (tax == 0 ? "not_collecting" : "standard_rated"))
    let rate = try await client.get(
      "/v1/tax_rates/\(shown?["tax_rate_details"]?["tax_rate"]?.string ?? "")")
    #expect(rate["country"] == address["country"] && rate["active"] == false)
    let paid = try await client.post("/v1/invoices/\(made.id)/pay")
    #expect(paid["amount_paid"]?.integer == 10_000 + tax)
  }

  @Test func `a price in euros contains its tax unless it says otherwise`() async throws {
    let made = try await invoice(customer(["country": "DE"]), currency: "eur")
    // 10000 × 19 / 119
    #expect(made["total"] == 10_000 && made["total_excluding_tax"] == 8403)
    #expect(made["total_taxes"]?.array?.first?["amount"] == 1597)
  }

  @Test(arguments: [
    ("exempt", "customer_exempt", nil), ("reverse", "reverse_charge", nil),
    ("none", "not_subject_to_tax", "txcd_00000000"),
  ])
  func `some customers and products are not taxed`(
    exemption: String, reason: String, code: String?
  ) async throws {
    let made = try await invoice(
      customer(["country": "DE"], ["tax_exempt": .string(exemption)]), behavior: "exclusive",
      code: code)
    #expect(made["total"] == 10_000)
    #expect(made["total_taxes"]?.array?.first?["taxability_reason"] == .string(reason))
  }

  @Test func `without a place there is no final invoice`() async throws {
    let nowhere = try await customer(nil)
    let made = try await invoice(nowhere)
    #expect(made["automatic_tax"]?["status"] == "requires_location_inputs")
    let error = try await client.refusal(.post, "/v1/invoices/\(made.id)/finalize")
    #expect(error.code == "customer_tax_location_invalid")
    _ = try await client.post(
      "/v1/customers/\(nowhere)", ["address": ["country": "US", "state": "NY"]])
    let final = try await client.post("/v1/invoices/\(made.id)/finalize")
    #expect(final["total"] == 10_400 && final["automatic_tax"]?["status"] == "complete")
  }

  @Test func `things are taxed where they are sent`() async throws {
    let made = try await invoice(
      customer(
        ["country": "US", "state": "CA"],
        ["shipping": ["name": "Ann", "address": ["country": "US", "state": "WA"]]]))
    #expect(made["total"] == 10_650)
  }

  @Test func `a subscription's invoices are taxed, and a draft without a place waits`()
    async throws
  {
    let shop = try await ClockedShop(client)
    let price = try await shop.price(1000)
    let error = try await client.refusal(
      .post, "/v1/subscriptions",
      [
        "customer": .string(shop.customer), "items": [["price": .string(price)]],
        "automatic_tax": ["enabled": true],
      ])
    #expect(error.code == "customer_tax_location_invalid")
    _ = try await client.post(
      "/v1/customers/\(shop.customer)", ["address": ["country": "US", "state": "TX"]])
    let made = try await shop.subscribe(price, ["automatic_tax": ["enabled": true]])
    #expect(made["automatic_tax"]?["enabled"] == true)
    let preview = try await client.post(
      "/v1/invoices/create_preview", ["subscription": .string(made.id)])
    #expect(preview["total"] == 1063)
    _ = try await client.post("/v1/customers/\(shop.customer)", ["address": ""])
    try await shop.advance(by: 32 * 86_400)
    let invoices = try await shop.invoices()
    #expect(invoices.map { $0["total"] } == [1063, 1000])
    #expect(invoices.map { $0["status"] } == ["paid", "draft"])
    #expect(
      invoices.last?["last_finalization_error"]?["code"] == "customer_tax_location_invalid")
    #expect(try await client.eventNames().contains("invoice.finalization_failed"))
  }

  @Test func `another account's liability is refused by name`() async throws {
    let error = try await client.refusal(
      .post, "/v1/invoices",
      [
        "customer": .string(try await customer(["country": "DE"])),
        "automatic_tax": [
          "enabled": true, "liability": ["type": "account", "account": "acct_1"],
        ],
      ])
    #expect(error.message.contains("automatic_tax[liability]"))
  }
}
