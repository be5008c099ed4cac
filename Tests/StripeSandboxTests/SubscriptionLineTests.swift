import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// The lines by which invoices bill items of subscriptions.
@Suite struct SubscriptionLineTests {
  let client: SandboxClient
  let customer: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.payingCustomer()
  }

  private func lines(
    _ price: JSONObject, quantity: Int, _ extra: JSONObject = [:]
  ) async throws -> [JSONObject] {
    var fields: JSONObject = [
      "currency": "usd", "recurring": ["interval": "month"],
      "product_data": ["name": "Tea", "unit_label": "cup"],
    ]
    for member in price.members { fields[member.key] = member.value }
    let id = try await client.post("/v1/prices", fields).id
    var subscription: JSONObject = [
      "customer": .string(customer),
      "items": [["price": .string(id), "quantity": .integer(quantity)]],
    ]
    for member in extra.members { subscription[member.key] = member.value }
    let made = try await client.post("/v1/subscriptions", subscription)
    let invoice = made["latest_invoice"]?.string ?? ""
    let rows = try await client.rows("/v1/invoices/\(invoice)/lines")
    let total = try await client.get("/v1/invoices/\(invoice)")["total"]?.integer
    #expect(rows.reduce(0) { $0 + ($1["amount"]?.integer ?? 0) } == total)
    return rows
  }

  private func tiers(_ mode: String) -> JSONObject {
    [
      "billing_scheme": "tiered", "tiers_mode": .string(mode),
      "tiers": [
        ["up_to": 5, "unit_amount": 700, "flat_amount": 100],
        ["up_to": 10, "unit_amount_decimal": "650.5"], ["up_to": "inf", "unit_amount": 600],
      ],
    ]
  }

  @Test func `graduated prices have a line for each tier, and for what it costs once`() async throws
  {
    let rows = try await lines(tiers("graduated"), quantity: 7)
    #expect(
      rows.map { $0["description"]?.string } == [
        "5 cup × Tea (Tier 1 at $7.00 / month)", "Tea (Tier 1 at $1.00 / month)",
        "2 cup × Tea (Tier 2 at $6.505 / month)",
      ])
    #expect(rows.map { $0["amount"] } == [3500, 100, 1301])
    #expect(rows.map { $0["quantity"] } == [5, 0, 2])
    #expect(rows[2]["pricing"]?["unit_amount_decimal"] == "650.5")
  }

  @Test func `volume prices have the tier of the whole quantity`() async throws {
    let high = try await lines(tiers("volume"), quantity: 11)
    #expect(high.map { $0["description"] } == ["11 cup × Tea (at $6.00 / month)"])
    #expect(high[0]["amount"] == 6600)
    let low = try await lines(tiers("volume"), quantity: 2)
    #expect(low.map { $0["amount"] } == [1400, 100])
  }

  @Test func `a trial of tiers is one line`() async throws {
    let rows = try await lines(tiers("graduated"), quantity: 7, ["trial_period_days": 5])
    #expect(rows.map { $0["description"] } == ["Free trial for 7 cup × Tea"])
  }

  @Test func `parts of a cent are told`() async throws {
    let rows = try await lines(["unit_amount_decimal": "3.6"], quantity: 100)
    #expect(rows.map { $0["description"] } == ["100 cup × Tea (at $0.036 / month)"])
    #expect(rows[0]["amount"] == 360)
  }

  @Test func `an invoice has what its subscription says of invoices`() async throws {
    let price = try await client.monthlyPrice(500)
    let made = try await client.post(
      "/v1/subscriptions",
      [
        "customer": .string(customer), "items": [["price": .string(price)]],
        "invoice_settings": ["description": "Tea, monthly", "footer": "Thanks"],
        "expand": ["latest_invoice"],
      ])
    #expect(made["latest_invoice"]?["description"] == "Tea, monthly")
    #expect(made["latest_invoice"]?["footer"] == "Thanks")
  }

  @Test func `the reference of an order is cut where it went to the network`() async throws {
    let price = try await client.monthlyPrice(500)
    func reference(_ method: String) async throws -> (whole: String, told: String?) {
      let customer = try await client.post(
        "/v1/customers",
        [
          "payment_method": .string(method),
          "invoice_settings": ["default_payment_method": .string(method)],
        ]
      ).id
      let made = try await client.post(
        "/v1/subscriptions",
        ["customer": .string(customer), "items": [["price": .string(price)]]])
      let invoice = made["latest_invoice"]?.string ?? ""
      let payments = try await client.rows("/v1/invoice_payments", ["invoice": .string(invoice)])
      let intent = payments[0]["payment"]?["payment_intent"]?.string ?? ""
      let details = try await client.get("/v1/payment_intents/\(intent)")["payment_details"]
      return (invoice, details?["order_reference"]?.string)
    }
    let paid = try await reference("pm_card_visa")
    #expect(paid.told == String(paid.whole.prefix(25)))
    let waiting = try await reference("pm_card_threeDSecure2Required")
    #expect(waiting.told == waiting.whole)
  }
}
