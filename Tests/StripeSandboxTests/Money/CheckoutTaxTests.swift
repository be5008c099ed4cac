import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Automatic taxes of what is sold by checkout sessions.
@Suite struct CheckoutTaxTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func price(_ amount: Int, _ more: JSONObject = [:]) async throws -> String {
    var fields: JSONObject = [
      "currency": "usd", "unit_amount": .integer(amount), "product_data": ["name": "Tea"],
    ]
    for member in more.members { fields[member.key] = member.value }
    return try await client.post("/v1/prices", fields).id
  }

  private func fields(_ price: String, quantity: Int = 1, _ more: JSONObject = [:]) -> JSONObject {
    var fields: JSONObject = [
      "mode": "payment", "success_url": "https://example.com", "automatic_tax": ["enabled": true],
      "line_items": [["price": .string(price), "quantity": .integer(quantity)]],
      "expand": ["line_items.data.taxes", "total_details.breakdown"],
    ]
    for member in more.members { fields[member.key] = member.value }
    return fields
  }

  private func session(_ price: String, quantity: Int = 1, _ more: JSONObject = [:])
    async throws -> JSONObject
  {
    try await client.post(
      "/v1/checkout/sessions", fields(price, quantity: quantity, more))
  }

  private func customer(_ address: JSONObject?, _ more: JSONObject = [:]) async throws
    -> JSONValue
  {
    var fields: JSONObject = ["email": "ann@example.com"]
    if let address { fields["address"] = .object(address) }
    for member in more.members { fields[member.key] = member.value }
    return .string(try await client.post("/v1/customers", fields).id)
  }

  /// A card whose owner lives somewhere.
  private func card(_ address: JSONObject) async throws -> JSONValue {
    let method = try await client.post(
      "/v1/payment_methods",
      [
        "type": "card", "card": ["token": "tok_visa"],
        "billing_details": ["email": "ann@example.com", "address": .object(address)],
      ])
    return .string(method.id)
  }

  private func complete(_ session: JSONObject, _ method: JSONValue = "pm_card_visa") async throws
    -> JSONObject
  {
    try await client.post(
      "/v1/payment_pages/\(session.id)/confirm", ["payment_method": method])
  }

  private func invoice(of session: JSONObject) async throws -> JSONObject {
    try await client.get("/v1/invoices/\(session["invoice"]?.string ?? "")")
  }

  @Test func `a known customer sees the tax at once`() async throws {
    let made = try await session(
      price(1500), quantity: 2, ["customer": customer(["country": "US", "state": "CA"])])
    // 3000 × 7.25 % = 217.5
    #expect(made["automatic_tax"]?["status"] == "complete")
    #expect(made["automatic_tax"]?["liability"]?["type"] == "self")
    #expect(made["amount_subtotal"] == 3000 && made["amount_total"] == 3218)
    #expect(made["total_details"]?["amount_tax"] == 218)
    let tax = made["total_details"]?["breakdown"]?["taxes"]?[0]
    #expect(tax?["taxability_reason"] == "standard_rated" && tax?["rate"]?["state"] == "CA")
    let line = made["line_items"]?["data"]?[0]
    #expect(line?["amount_tax"] == 218 && line?["amount_total"] == 3218)
    #expect(line?["taxes"]?[0]?["rate"]?["percentage"]?.compact == "7.25")
    let done = try await complete(made)
    let intent = try await client.get(
      "/v1/payment_intents/\(done["payment_intent"]?.string ?? "")")
    #expect(done["payment_status"] == "paid" && intent["amount_received"] == 3218)
  }

  @Test func `a new customer is taxed where they live`() async throws {
    let made = try await session(price(3000))
    #expect(made["automatic_tax"]?["status"] == "requires_location_inputs")
    #expect(made["amount_total"] == 3000 && made["total_details"]?["amount_tax"] == 0)
    let path = "/v1/payment_pages/\(made.id)/confirm"
    let nowhere = try await client.refusal(.post, path, ["payment_method": "pm_card_visa"])
    #expect(nowhere.code == "customer_tax_location_invalid")
    let method = try await card(["country": "DE"])
    let other = try await client.refusal(
      .post, path, ["payment_method": method, "expected_amount": 3000])
    #expect(other.param == "expected_amount")
    let done = try await client.post(
      path, ["payment_method": method, "expected_amount": 3570])
    #expect(done["amount_total"] == 3570 && done["automatic_tax"]?["status"] == "complete")
    #expect(done["total_details"]?["amount_tax"] == 570)
  }

  @Test func `a subscription and its invoices are taxed as the session said`() async throws {
    let monthly = try await price(1000, ["recurring": ["interval": "month"]])
    let once = try await price(333)
    let made = try await session(
      monthly,
      [
        "mode": "subscription", "customer": customer(["country": "US", "state": "TX"]),
        "line_items": [
          ["price": .string(monthly), "quantity": 1], ["price": .string(once), "quantity": 1],
        ],
      ])
    // 62.5 and 20.8
    #expect(made["amount_total"] == 1417 && made["total_details"]?["amount_tax"] == 84)
    let done = try await complete(made)
    let invoice = try await invoice(of: done)
    #expect(invoice["amount_paid"] == 1417 && invoice["automatic_tax"]?["enabled"] == true)
    let subscription = try await client.get(
      "/v1/subscriptions/\(done["subscription"]?.string ?? "")")
    #expect(subscription["automatic_tax"]?["enabled"] == true)
    let next = try await client.post(
      "/v1/invoices/create_preview", ["subscription": .string(subscription.id)])
    #expect(next["total"] == 1063)
  }

  @Test func `a new customer of a subscription keeps the address of their card`() async throws {
    let monthly = try await price(1000, ["recurring": ["interval": "month"]])
    let made = try await session(monthly, ["mode": "subscription"])
    let done = try await complete(made, card(["country": "US", "state": "NY"]))
    #expect(done["amount_total"] == 1040)
    #expect(try await invoice(of: done)["amount_paid"] == 1040)
    let customer = try await client.get("/v1/customers/\(done["customer"]?.string ?? "")")
    #expect(customer["address"]?["state"] == "NY")
  }

  @Test func `discount, shipping and inclusive prices make the same invoice`() async throws {
    let price = try await price(1190, ["currency": "eur"])
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10]).id
    let rate = try await client.post(
      "/v1/shipping_rates",
      [
        "display_name": "Post", "type": "fixed_amount", "tax_behavior": "exclusive",
        "fixed_amount": ["amount": 500, "currency": "eur"],
      ])
    let made = try await session(
      price, quantity: 2,
      [
        "customer": customer(["country": "DE"]), "invoice_creation": ["enabled": true],
        "discounts": [["coupon": .string(coupon)]],
        "shipping_options": [["shipping_rate": .string(rate.id)]],
      ])
    // 2380 − 238 contains 342; 500 × 19 % = 95
    #expect(made["amount_total"] == 2737 && made["amount_subtotal"] == 2380)
    #expect(made["total_details"]?["amount_tax"] == 437)
    #expect(made["total_details"]?["amount_discount"] == 238)
    #expect(made["total_details"]?["amount_shipping"] == 500)
    #expect(made["shipping_cost"]?["amount_tax"] == 95)
    #expect(made["shipping_cost"]?["amount_total"] == 595)
    let done = try await complete(made)
    let invoice = try await invoice(of: done)
    #expect(invoice["total"] == 2737 && invoice["amount_paid"] == 2737)
    #expect(invoice["total_taxes"]?.array?.map { $0["amount"] } == [342, 95])
    #expect(invoice["shipping_cost"]?["amount_tax"] == 95)
  }

  @Test func `a price of the request's own keeps its tax code and behavior`() async throws {
    func data(_ amount: Int, _ product: JSONObject) -> JSONValue {
      [
        "quantity": 1,
        "price_data": [
          "currency": "usd", "unit_amount": .integer(amount), "tax_behavior": "inclusive",
          "product_data": .object(product),
        ],
      ]
    }
    let made = try await session(
      "",
      [
        "customer": customer(["country": "US", "state": "CA"]),
        "invoice_creation": ["enabled": true],
        "line_items": [
          data(1000, ["name": "Alms", "tax_code": "txcd_00000000"]), data(1000, ["name": "Tea"]),
        ],
      ])
    // 1000 × 7.25 / 107.25 = 67.6
    #expect(made["amount_total"] == 2000 && made["total_details"]?["amount_tax"] == 68)
    let invoice = try await invoice(of: complete(made))
    #expect(invoice["total"] == 2000)
    let taxes = (invoice["lines"]?["data"]?.array ?? []).map { $0["taxes"]?[0]?["amount"] }
    #expect(taxes.compactMap { $0?.integer }.sorted() == [0, 68])
  }

  @Test func `a customer is taxed where they were saved, unless they may move`() async throws {
    let known = try await customer(["country": "US", "state": "CA"])
    let made = try await session(price(10_000), ["customer": known])
    let done = try await complete(made, card(["country": "US", "state": "NY"]))
    #expect(done["amount_total"] == 10_725)
    let moving = try await session(
      price(10_000), ["customer": known, "customer_update": ["address": "auto"]])
    let moved = try await complete(moving, card(["country": "US", "state": "NY"]))
    #expect(moved["amount_total"] == 10_400)
    let saved = try await client.get("/v1/customers/\(known.string ?? "")")
    #expect(saved["address"]?["state"] == "NY")
  }

  @Test func `an exempt customer and a reverse charge are not taxed`() async throws {
    for (more, reason) in [
      (["tax_exempt": "exempt"] as JSONObject, "customer_exempt"),
      (["tax_id_data": [["type": "eu_vat", "value": "DE123456789"]]], "reverse_charge"),
    ] {
      let made = try await session(
        price(1000), ["customer": customer(["country": "DE"], more)])
      #expect(made["amount_total"] == 1000)
      let tax = made["total_details"]?["breakdown"]?["taxes"]?[0]
      #expect(tax?["taxability_reason"] == .string(reason) && tax?["taxable_amount"] == 0)
    }
  }

  @Test func `a trial is not taxed yet`() async throws {
    let monthly = try await price(1000, ["recurring": ["interval": "month"]])
    let made = try await session(
      monthly,
      [
        "mode": "subscription", "subscription_data": ["trial_period_days": 7],
        "customer": customer(["country": "DE"]),
      ])
    #expect(made["amount_total"] == 0 && made["total_details"]?["amount_tax"] == 0)
    #expect(try await complete(made)["status"] == "complete")
  }

  @Test func `what cannot be taxed is refused`() async throws {
    let setup = try await client.refusal(
      .post, "/v1/checkout/sessions",
      [
        "mode": "setup", "success_url": "https://example.com", "currency": "usd",
        "automatic_tax": ["enabled": true],
      ])
    #expect(setup.param == "automatic_tax")
    let id = try await price(1000)
    let nowhere = try await customer(nil)
    let error = try await client.refusal(
      .post, "/v1/checkout/sessions", fields(id, ["customer": nowhere]))
    #expect(error.code == "customer_tax_location_invalid")
    #expect(error.message.contains("customer_update[address]"))
    _ = try await session(
      id, ["customer": nowhere, "customer_update": ["address": "auto"]])
    let liable = try await client.refusal(
      .post, "/v1/checkout/sessions",
      fields(
        id,
        [
          "automatic_tax": [
            "enabled": true, "liability": ["type": "account", "account": "acct_1"],
          ]
        ]))
    #expect(liable.message.contains("automatic_tax[liability]"))
  }
}
