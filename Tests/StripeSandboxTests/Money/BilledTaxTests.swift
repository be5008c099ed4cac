import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Automatic taxes of invoices with all that changes them: shipping, discounts, changes in the
/// middle of a period, schedules and credit notes.
@Suite struct BilledTaxTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func customer(_ address: JSONObject, _ more: JSONObject = [:]) async throws -> String {
    var fields: JSONObject = [
      "address": .object(address), "payment_method": "pm_card_visa",
      "invoice_settings": ["default_payment_method": "pm_card_visa"],
    ]
    for member in more.members { fields[member.key] = member.value }
    return try await client.post("/v1/customers", fields).id
  }

  /// A draft of one line.
  private func invoice(
    _ customer: String, amount: Int = 10_000, currency: String = "usd", _ more: JSONObject = [:]
  ) async throws -> JSONObject {
    let price = try await client.post(
      "/v1/prices",
      [
        "currency": .string(currency), "unit_amount": .integer(amount),
        "product_data": ["name": "Tea"],
      ])
    _ = try await client.post(
      "/v1/invoiceitems",
      ["customer": .string(customer), "pricing": ["price": .string(price.id)]])
    var fields: JSONObject = [
      "customer": .string(customer), "automatic_tax": ["enabled": true],
      "currency": .string(currency), "pending_invoice_items_behavior": "include",
    ]
    for member in more.members { fields[member.key] = member.value }
    return try await client.post("/v1/invoices", fields)
  }

  private func shippingRate(_ amount: Int, _ more: JSONObject = [:]) async throws -> JSONValue {
    var fields: JSONObject = [
      "display_name": "Post", "type": "fixed_amount",
      "fixed_amount": ["amount": .integer(amount), "currency": "usd"],
    ]
    for member in more.members { fields[member.key] = member.value }
    return .string(try await client.post("/v1/shipping_rates", fields).id)
  }

  // MARK: - Invoices

  @Test func `shipping is taxed, and a credit note gives its tax back`() async throws {
    let rate = try await shippingRate(1000)
    let made = try await invoice(
      customer(["country": "US", "state": "CA"]), ["shipping_cost": ["shipping_rate": rate]])
    // 10000 × 7.25 % = 725 and 1000 × 7.25 % = 72.5
    #expect(made["total"] == 11_798 && made["total_excluding_tax"] == 11_000)
    #expect(made["subtotal"] == 10_000 && made["amount_shipping"] == 1000)
    #expect(made["shipping_cost"]?["amount_tax"] == 73)
    #expect(made["shipping_cost"]?["amount_total"] == 1073)
    #expect(made["total_taxes"]?.array?.map { $0["amount"] } == [798])
    let paid = try await client.post("/v1/invoices/\(made.id)/pay")
    let line = paid["lines"]?["data"]?[0]?["id"] ?? nil
    let note = try await client.post(
      "/v1/credit_notes",
      [
        "invoice": .string(made.id), "shipping_cost": ["shipping_rate": rate],
        "lines": [["type": "invoice_line_item", "invoice_line_item": line, "quantity": 1]],
        "refund_amount": 11_798,
      ])
    #expect(note["total"] == 11_798 && note["total_excluding_tax"] == 11_000)
    #expect(note["total_taxes"]?[0]?["amount"] == 798)
    #expect(note["total_taxes"]?[0]?["taxability_reason"] == "standard_rated")
  }

  @Test func `a part of a line is given back with a part of its tax`() async throws {
    let made = try await invoice(customer(["country": "DE"]), amount: 11_900, currency: "eur")
    #expect(made["total"] == 11_900 && made["total_taxes"]?[0]?["amount"] == 1900)
    let final = try await client.post("/v1/invoices/\(made.id)/finalize")
    let line = final["lines"]?["data"]?[0]?["id"] ?? nil
    let note = try await client.post(
      "/v1/credit_notes",
      [
        "invoice": .string(made.id),
        "lines": [["type": "invoice_line_item", "invoice_line_item": line, "amount": 5950]],
      ])
    #expect(note["total"] == 5950 && note["total_excluding_tax"] == 5000)
    #expect(note["total_taxes"]?[0]?["amount"] == 950)
  }

  @Test func `what a discount leaves is taxed`() async throws {
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10]).id
    let made = try await invoice(
      customer(["country": "US", "state": "CA"]), ["discounts": [["coupon": .string(coupon)]]])
    // 9000 × 7.25 % = 652.5
    #expect(made["total"] == 9653 && made["total_taxes"]?[0]?["taxable_amount"] == 9000)
  }

  @Test func `a currency without a minor unit and two places`() async throws {
    let yen = try await invoice(customer(["country": "DE"]), amount: 333, currency: "jpy")
    // 333 × 19 / 119 = 53.2
    #expect(yen["total"] == 333 && yen["total_taxes"]?[0]?["amount"] == 53)
    let texas = try await invoice(
      customer(
        ["country": "US", "state": "CA"],
        ["shipping": ["name": "Ann", "address": ["country": "US", "state": "TX"]]]))
    #expect(texas["total"] == 10_625)
  }

  @Test func `a business elsewhere accounts for its tax itself`() async throws {
    let made = try await invoice(
      customer(
        ["country": "DE"], ["tax_id_data": [["type": "eu_vat", "value": "DE123456789"]]]))
    let tax = made["total_taxes"]?[0]
    #expect(made["total"] == 10_000 && tax?["taxability_reason"] == "reverse_charge")
    #expect(tax?["taxable_amount"] == 0)
  }

  // MARK: - Subscriptions

  private func shop(_ state: String = "TX") async throws -> ClockedShop {
    let shop = try await ClockedShop(client, from: midnight(2026, 4, 1))
    _ = try await client.post(
      "/v1/customers/\(shop.customer)",
      ["address": ["country": "US", "state": .string(state)]])
    return shop
  }

  @Test func `a change in the middle of a period is taxed both ways`() async throws {
    let shop = try await shop()
    let made = try await shop.subscribe(
      shop.price(1000), ["automatic_tax": ["enabled": true]])
    try await shop.advance(by: 15 * 86_400)
    let item = made["items"]?["data"]?[0]?["id"] ?? nil
    let changed = try await shop.update(
      made.id,
      [
        "items": [["id": item, "quantity": 2]], "proration_behavior": "always_invoice",
      ])
    let invoice = try await client.get(
      "/v1/invoices/\(changed["latest_invoice"]?.string ?? "")")
    // −500 × 6.25 % = −31.25 and 1000 × 6.25 % = 62.5
    #expect(invoice["subtotal"] == 500 && invoice["total"] == 532)
  }

  private func schedule(_ shop: ClockedShop, _ taxes: [JSONObject?], _ more: JSONObject = [:])
    async throws -> JSONObject
  {
    let price = try await shop.price(1000)
    let phases = taxes.map { tax in
      var phase: JSONObject = [
        "items": [["price": .string(price), "quantity": 1]], "duration": ["interval": "month"],
      ]
      phase["automatic_tax"] = tax.map(JSONValue.object)
      return JSONValue.object(phase)
    }
    var fields: JSONObject = [
      "customer": .string(shop.customer), "start_date": "now", "phases": .array(phases),
    ]
    for member in more.members { fields[member.key] = member.value }
    return try await client.post("/v1/subscription_schedules", fields)
  }

  @Test func `a phase is taxed as it says`() async throws {
    let shop = try await shop()
    let made = try await schedule(
      shop, [["enabled": true], nil, ["enabled": true]])
    #expect(made["phases"]?[0]?["automatic_tax"]?["enabled"] == true)
    #expect(made["phases"]?[1]?["automatic_tax"] == .null)
    try await shop.advance(to: midnight(2026, 7, 1) + 7200)
    #expect(try await shop.invoices().map { $0["total"] } == [1063, 1000, 1063, 1063])
  }

  @Test func `phases follow the whole schedule, and a preview too`() async throws {
    let shop = try await shop()
    let made = try await schedule(
      shop, [nil, ["enabled": false]],
      ["default_settings": ["automatic_tax": ["enabled": true]]])
    #expect(made["default_settings"]?["automatic_tax"]?["liability"]?["type"] == "self")
    let preview = try await client.post(
      "/v1/invoices/create_preview", ["schedule": .string(made.id)])
    #expect(preview["total"] == 1000)
    let taxed = try await client.post(
      "/v1/invoices/create_preview",
      ["schedule": .string(made.id), "automatic_tax": ["enabled": true]])
    #expect(taxed["total"] == 1063)
    try await shop.advance(to: midnight(2026, 5, 1) + 7200)
    #expect(try await shop.invoices().map { $0["total"] } == [1063, 1000])
  }

  @Test func `a schedule whose customer has left for nowhere is not taxed any more`()
    async throws
  {
    let shop = try await shop()
    let made = try await schedule(shop, [["enabled": true], ["enabled": true]])
    _ = try await client.post("/v1/customers/\(shop.customer)", ["address": ""])
    try await shop.advance(to: midnight(2026, 5, 1) + 7200)
    let subscription = try await shop.subscription(made["subscription"]?.string ?? "")
    #expect(subscription["automatic_tax"]?["enabled"] == false)
    #expect(subscription["automatic_tax"]?["disabled_reason"] == "requires_location_inputs")
    #expect(try await shop.invoices().map { $0["total"] } == [1063, 1000])
    let error = try await client.refusal(
      .post, "/v1/subscription_schedules",
      [
        "customer": .string(shop.customer), "start_date": "now",
        "phases": [
          [
            "items": [["price": .string(try await shop.price(1000))]],
            "automatic_tax": ["enabled": true], "duration": ["interval": "month"],
          ]
        ],
      ])
    #expect(error.code == "customer_tax_location_invalid")
  }

  @Test func `a schedule keeps the taxes of its subscription`() async throws {
    let shop = try await shop()
    let made = try await shop.subscribe(
      shop.price(1000), ["automatic_tax": ["enabled": true]])
    let schedule = try await client.post(
      "/v1/subscription_schedules", ["from_subscription": .string(made.id)])
    #expect(schedule["default_settings"]?["automatic_tax"]?["enabled"] == true)
    try await shop.advance(to: midnight(2026, 5, 1) + 7200)
    #expect(try await shop.invoices().map { $0["total"] } == [1063, 1063])
  }
}
