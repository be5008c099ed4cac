import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Taxes that a caller asks for before anything is sold.
@Suite struct TaxCalculationTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func calculation(_ address: JSONObject, _ more: JSONObject) async throws -> JSONObject {
    var parameters: JSONObject = [
      "currency": "usd", "customer_details": ["address": .object(address)],
      "expand": ["line_items.data.tax_breakdown"],
    ]
    for member in more.members { parameters[member.key] = member.value }
    return try await client.post("/v1/tax/calculations", parameters)
  }

  @Test func `a calculation sums up the taxes of its lines`() async throws {
    let made = try await calculation(
      ["country": "US", "state": "CA", "postal_code": "94080"],
      [
        "line_items": [
          ["amount": 1000, "reference": "tea", "quantity": 4],
          ["amount": 500, "reference": "alms", "tax_code": "txcd_00000000"],
        ],
        "shipping_cost": ["amount": 200],
      ])
    // 1000 × 7.25 % = 72.5 and 200 × 7.25 % = 14.5, each rounded up
    #expect(made["tax_amount_exclusive"] == 88 && made["amount_total"] == 1788)
    #expect(made["tax_amount_inclusive"] == 0)
    let breakdown = made["tax_breakdown"]?.array ?? []
    #expect(breakdown.map { $0["taxability_reason"] } == ["standard_rated", "not_subject_to_tax"])
    #expect(breakdown.map { $0["amount"] } == [88, 0])
    #expect(breakdown.map { $0["taxable_amount"] } == [1200, 0])
    #expect(
      breakdown.map { $0["tax_rate_details"]?["percentage_decimal"] } == ["7.25", "0.0"])
    #expect(made["shipping_cost"]?["amount_tax"] == 15)
    #expect(made["shipping_cost"]?["tax_code"] == "txcd_92010001")
    #expect(made["customer_details"]?["address"]?["postal_code"] == "94080")
    #expect(made["expires_at"]?.integer == client.time.now + 90 * 86_400)
    let lines = try await client.rows("/v1/tax/calculations/\(made.id)/line_items")
    #expect(lines.map { $0["amount_tax"] } == [73, 0])
    #expect(lines.map { $0["reference"] } == ["tea", "alms"])
    #expect(lines.map { $0["quantity"] } == [4, 1])
    let first = made["line_items"]?["data"]?[0]?["tax_breakdown"]?[0]
    #expect(first?["jurisdiction"]?["state"] == "CA" && first?["amount"] == 73)
  }

  @Test func `an inclusive amount contains its tax`() async throws {
    let made = try await calculation(
      ["country": "IE"],
      ["currency": "eur", "line_items": [["amount": 10_000, "tax_behavior": "inclusive"]]])
    // Stripe's guide: 10000 × 23 / 123 = 1869.9
    #expect(made["amount_total"] == 10_000 && made["tax_amount_inclusive"] == 1870)
    let breakdown = made["tax_breakdown"]?[0]
    #expect(breakdown?["taxable_amount"] == 8130 && breakdown?["inclusive"] == true)
    #expect(breakdown?["tax_rate_details"]?["percentage_decimal"] == "23.0")
  }

  @Test func `a currency without a minor unit is rounded to whole units`() async throws {
    let made = try await calculation(
      ["country": "DE"], ["currency": "jpy", "line_items": [["amount": 333]]])
    // 333 × 19 % = 63.27
    #expect(made["tax_amount_exclusive"] == 63 && made["amount_total"] == 396)
  }

  private static let buyers: [(JSONObject, String)] = [
    (["taxability_override": "customer_exempt"], "customer_exempt"),
    (["taxability_override": "reverse_charge"], "reverse_charge"),
    (["tax_ids": [["type": "eu_vat", "value": "DE123456789"]]], "reverse_charge"),
    (["tax_ids": [["type": "us_ein", "value": "12-3456789"]]], "standard_rated"),
  ]

  @Test(arguments: buyers)
  func `who buys decides whether there is a tax`(details: JSONObject, reason: String)
    async throws
  {
    var details = details
    details["address"] = ["country": "DE"]
    details["address_source"] = "billing"
    let made = try await calculation(
      [:], ["customer_details": .object(details), "line_items": [["amount": 1000]]])
    #expect(made["tax_breakdown"]?[0]?["taxability_reason"] == .string(reason))
    #expect(made["tax_amount_exclusive"] == (reason == "standard_rated" ? 190 : 0))
    #expect(made["customer_details"]?["address_source"] == "billing")
  }

  @Test func `a customer's address and tax ids are copied`() async throws {
    let customer = try await client.post(
      "/v1/customers",
      [
        "address": ["country": "US", "state": "NY"],
        "shipping": ["name": "Ann", "address": ["country": "FR", "city": "Paris"]],
        "tax_id_data": [["type": "eu_vat", "value": "FRAB123456789"]],
      ])
    let made = try await client.post(
      "/v1/tax/calculations",
      [
        "currency": "eur", "customer": .string(customer.id), "line_items": [["amount": 1000]],
      ])
    let details = made["customer_details"]
    #expect(details?["address"]?["city"] == "Paris" && details?["address_source"] == "shipping")
    #expect(details?["tax_ids"]?[0]?["value"] == "FRAB123456789")
    #expect(made["customer"] == .string(customer.id) && made["tax_amount_exclusive"] == 0)
    #expect(made["tax_breakdown"]?[0]?["taxability_reason"] == "reverse_charge")
  }

  @Test func `a product and a shipping rate bring their tax codes`() async throws {
    let product = try await client.post(
      "/v1/products", ["name": "Alms", "tax_code": "txcd_00000000"])
    let rate = try await client.post(
      "/v1/shipping_rates",
      [
        "display_name": "Post", "type": "fixed_amount", "tax_behavior": "inclusive",
        "fixed_amount": ["amount": 119, "currency": "eur"],
      ])
    let made = try await calculation(
      ["country": "DE"],
      [
        "currency": "eur", "line_items": [["amount": 1000, "product": .string(product.id)]],
        "shipping_cost": ["shipping_rate": .string(rate.id)],
      ])
    #expect(made["line_items"]?["data"]?[0]?["tax_code"] == "txcd_00000000")
    #expect(made["tax_amount_inclusive"] == 19 && made["amount_total"] == 1119)
    #expect(made["shipping_cost"]?["shipping_rate"] == .string(rate.id))
  }

  private static let refused: [(JSONObject, String?, String)] = [
    (
      ["customer_details": ["address": ["country": "US"]]], "customer_tax_location_invalid", "isn't"
    ),
    (["customer_details": ["ip_address": "127.0.0.1"]], nil, "does not know where IP"),
    (["customer_details": ["address_source": "billing"]], "parameter_missing", "address"),
    (["currency": "xxx"], nil, "Invalid currency"),
    (["line_items": [["amount": -1]]], "parameter_invalid_integer", "greater than or equal"),
    (
      ["line_items": [["amount": 1, "reference": "x"], ["amount": 1, "reference": "x"]]], nil,
      "unique"
    ),
    (["line_items": [["amount": 1, "product": "prod_x"]]], "resource_missing", "prod_x"),
    (["line_items": [["amount": 1, "performance_location": "taxloc_x"]]], nil, "performance"),
    (["shipping_cost": ["amount": 1, "shipping_rate": "shr_x"]], nil, "only specify one"),
    (["tax_date": 1], nil, "31 days"),
    (["customer": "cus_x"], nil, "only specify one"),
  ]

  @Test(arguments: refused)
  func `what cannot be calculated is refused`(
    parameters: JSONObject, code: String?, message: String
  ) async throws {
    var all: JSONObject = [
      "currency": "usd", "customer_details": ["address": ["country": "DE"]],
      "line_items": [["amount": 1]],
    ]
    for member in parameters.members { all[member.key] = member.value }
    let error = try await client.refusal(.post, "/v1/tax/calculations", all)
    #expect(error.status == 400 && error.message.contains(message), "\(error.message)")
    #expect(code == nil || error.code == code)
  }

  @Test func `a calculation is gone after ninety days`() async throws {
    let made = try await calculation(["country": "DE"], ["line_items": [["amount": 1]]])
    client.time.advance(90 * 86_400 - 1)
    _ = try await client.get("/v1/tax/calculations/\(made.id)")
    client.time.advance(1)
    let error = try await client.refusal(.get, "/v1/tax/calculations/\(made.id)")
    #expect(error.status == 404 && error.code == "resource_missing")
    let refused = try await client.refusal(
      .post, "/v1/tax/transactions/create_from_calculation",
      ["calculation": .string(made.id), "reference": "late"])
    #expect(refused.status == 400 && refused.param == "calculation")
  }
}
