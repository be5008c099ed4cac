import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Automatic taxes of quotes, and of what comes of them.
@Suite struct QuoteTaxTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func customer() async throws -> String {
    try await client.post(
      "/v1/customers", ["source": "tok_visa", "address": ["country": "DE"]]
    ).id
  }

  private func quote(_ customer: String, _ lines: JSONValue) async throws -> JSONObject {
    try await client.post(
      "/v1/quotes",
      [
        "customer": .string(customer), "line_items": lines, "automatic_tax": ["enabled": true],
        "expand": ["line_items.data.taxes", "total_details.breakdown"],
      ])
  }

  private func line(_ amount: Int, _ product: JSONObject, _ recurring: JSONObject? = nil)
    async throws -> JSONValue
  {
    let id = try await client.post("/v1/products", product).id
    var data: JSONObject = [
      "currency": "usd", "unit_amount": .integer(amount), "product": .string(id),
    ]
    data["recurring"] = recurring.map(JSONValue.object)
    return ["price_data": .object(data), "quantity": 2]
  }

  @Test func `a quote is taxed as the invoice that comes of it`() async throws {
    let made = try await quote(
      customer(),
      [
        line(1500, ["name": "Tea"], ["interval": "month"]), line(500, ["name": "Cup"]),
        line(250, ["name": "Alms", "tax_code": "txcd_00000000"]),
      ])
    // 3000 and 1000 with 19 %, 500 without
    #expect(made["automatic_tax"]?["status"] == "complete")
    #expect(made["amount_subtotal"] == 4500 && made["amount_total"] == 5260)
    #expect(made["total_details"]?["amount_tax"] == 760)
    #expect(made["computed"]?["recurring"]?["amount_total"] == 3570)
    let taxes = made["total_details"]?["breakdown"]?["taxes"]?.array ?? []
    #expect(taxes.map { $0["taxability_reason"] } == ["standard_rated", "not_subject_to_tax"])
    _ = try await client.post("/v1/quotes/\(made.id)/finalize")
    let done = try await client.post("/v1/quotes/\(made.id)/accept")
    let subscription = try await client.get(
      "/v1/subscriptions/\(done["subscription"]?.string ?? "")")
    #expect(subscription["automatic_tax"]?["enabled"] == true)
    let invoice = try await client.get(
      "/v1/invoices/\(subscription["latest_invoice"]?.string ?? "")")
    #expect(invoice["total"] == 5260)
  }

  @Test func `a quote of one invoice needs a place`() async throws {
    let nowhere = try await client.post("/v1/customers").id
    let made = try await quote(nowhere, [line(500, ["name": "Cup"])])
    #expect(made["automatic_tax"]?["status"] == "requires_location_inputs")
    #expect(made["amount_total"] == 1000)
    let error = try await client.refusal(.post, "/v1/quotes/\(made.id)/finalize")
    #expect(error.code == "customer_tax_location_invalid")
    _ = try await client.post(
      "/v1/customers/\(nowhere)", ["address": ["country": "US", "state": "NY"]])
    let final = try await client.post("/v1/quotes/\(made.id)/finalize")
    #expect(final["amount_total"] == 1040 && final["automatic_tax"]?["status"] == "complete")
    let done = try await client.post("/v1/quotes/\(made.id)/accept")
    let invoice = try await client.get("/v1/invoices/\(done["invoice"]?.string ?? "")")
    #expect(invoice["total"] == 1040 && invoice["automatic_tax"]?["enabled"] == true)
  }

  @Test func `a quote can be taxed by rates again`() async throws {
    let rate = try await client.post(
      "/v1/tax_rates", ["display_name": "VAT", "inclusive": false, "percentage": 10])
    let made = try await quote(customer(), [line(500, ["name": "Cup"])])
    #expect(made["amount_total"] == 1190)
    let changed = try await client.post(
      "/v1/quotes/\(made.id)",
      ["automatic_tax": ["enabled": false], "default_tax_rates": [.string(rate.id)]])
    #expect(changed["amount_total"] == 1100 && changed["automatic_tax"]?["status"] == .null)
  }
}
