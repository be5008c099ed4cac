import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Coupons and promotion codes")
struct DiscountRuleTests {
  let client: SandboxClient
  let customer: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.post("/v1/customers").id
  }

  private func coupon(_ parameters: JSONObject) async throws -> String {
    try await client.post("/v1/coupons", parameters).id
  }

  private func code(_ coupon: String, _ extra: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = ["promotion": ["type": "coupon", "coupon": .string(coupon)]]
    parameters.members += extra.members
    return try await client.post("/v1/promotion_codes", parameters)
  }

  private func invoice(_ discount: JSONObject, _ extra: JSONObject = [:]) -> JSONObject {
    var parameters: JSONObject = [
      "customer": .string(customer), "discounts": [.object(discount)],
      "pending_invoice_items_behavior": "include",
    ]
    parameters.members += extra.members
    return parameters
  }

  private func item(_ amount: Int, _ extra: JSONObject = [:]) async throws {
    var parameters: JSONObject = [
      "customer": .string(customer), "amount": .integer(amount), "currency": "usd",
    ]
    for member in extra.members { parameters[member.key] = member.value }
    _ = try await client.post("/v1/invoiceitems", parameters)
  }

  @Test func `a coupon is counted, and over at its limit`() async throws {
    let id = try await coupon(["percent_off": 25, "max_redemptions": 1])
    try await item(1000)
    let made = try await client.post("/v1/invoices", invoice(["coupon": .string(id)]))
    #expect(made["total"] == 750)
    let line = made["lines"]?["data"]?[0]
    #expect(line?["pretax_credit_amounts"]?[0]?["amount"] == 250)
    #expect(line?["discounts"] == [])
    let used = try await client.get("/v1/coupons/\(id)")
    #expect(used["times_redeemed"] == 1)
    #expect(used["valid"] == false)
    let error = try await client.refusal(
      .post, "/v1/invoices", invoice(["coupon": .string(id)]))
    #expect(error.code == "coupon_expired")
    #expect(error.message == "Coupon expired: \(id)")
    #expect(error.param == "discounts[0][coupon]")
  }

  @Test func `a coupon ends by its date`() async throws {
    let id = try await coupon(["percent_off": 25, "redeem_by": .integer(client.time.now + 60)])
    client.time.advance(120)
    let error = try await client.refusal(
      .post, "/v1/invoices", invoice(["coupon": .string(id)]))
    #expect(error.code == "coupon_expired")
    let past = try await client.refusal(
      .post, "/v1/coupons", ["percent_off": 5, "redeem_by": .integer(client.time.now - 1)])
    #expect(past.param == "redeem_by")
  }

  @Test func `a coupon is for its products alone`() async throws {
    let product = try await client.post("/v1/products", ["name": "Tea"]).id
    let price = try await client.post(
      "/v1/prices",
      ["currency": "usd", "unit_amount": 1000, "product": .string(product)])
    let id = try await coupon([
      "percent_off": 50, "applies_to": ["products": [.string(product)]],
    ])
    _ = try await client.post(
      "/v1/invoiceitems",
      ["customer": .string(customer), "pricing": ["price": .string(price.id)]])
    try await item(300)
    let made = try await client.post("/v1/invoices", invoice(["coupon": .string(id)]))
    #expect(made["subtotal"] == 1300)
    #expect(made["total"] == 800)
    #expect(try await client.get("/v1/coupons/\(id)")["applies_to"] == nil)
    let shown = try await client.get("/v1/coupons/\(id)", ["expand": ["applies_to"]])
    #expect(shown["applies_to"]?["products"] == [.string(product)])
  }

  @Test func `an amount off is of its currencies`() async throws {
    let id = try await coupon([
      "amount_off": 300, "currency": "eur", "currency_options": ["usd": ["amount_off": 350]],
    ])
    let euros = try await coupon(["amount_off": 300, "currency": "eur"])
    try await item(1000)
    let wrong = try await client.refusal(
      .post, "/v1/invoices", invoice(["coupon": .string(euros)]))
    #expect(wrong.param == "discounts[0][coupon]")
    let made = try await client.post("/v1/invoices", invoice(["coupon": .string(id)]))
    #expect(made["total"] == 650)
  }

  @Test func `a discount outlives its coupon`() async throws {
    let id = try await coupon(["percent_off": 50])
    try await item(1000)
    let made = try await client.post("/v1/invoices", invoice(["coupon": .string(id)]))
    _ = try await client.delete("/v1/coupons/\(id)")
    #expect(try await client.refusal(.get, "/v1/coupons/\(id)").param == "coupon")
    #expect(try await client.post("/v1/invoices/\(made.id)/finalize")["total"] == 500)
  }

  @Test func `a subscription takes no coupon of another currency`() async throws {
    let id = try await coupon(["amount_off": 300, "currency": "eur"])
    let price = try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 2500, "product_data": ["name": "Plan"],
        "recurring": ["interval": "month"],
      ])
    let error = try await client.refusal(
      .post, "/v1/subscriptions",
      [
        "customer": .string(customer), "items": [["price": .string(price.id)]],
        "discounts": [["coupon": .string(id)]], "payment_behavior": "default_incomplete",
      ])
    #expect(error.param == "discounts")
  }

  @Test func `only one active code has a name`() async throws {
    let id = try await coupon(["percent_off": 10])
    let first = try await code(id, ["code": "TAKEN1"])
    #expect(
      first["restrictions"] == [
        "first_time_transaction": false, "minimum_amount": nil, "minimum_amount_currency": nil,
      ])
    func again() async throws -> APIError {
      try await client.refusal(
        .post, "/v1/promotion_codes",
        ["promotion": ["type": "coupon", "coupon": .string(id)], "code": "taken1"])
    }
    #expect(
      try await again().message == "An active promotion code with `code: taken1` already exists.")
    _ = try await client.post("/v1/promotion_codes/\(first.id)", ["active": false])
    let second = try await code(id, ["code": "taken1"])
    #expect(
      try await client.refusal(
        .post, "/v1/promotion_codes/\(first.id)", ["active": true]
      ).message == "An active promotion code with `code: TAKEN1` already exists.")
    let found = try await client.rows("/v1/promotion_codes", ["coupon": .string(id)])
    #expect(Set(found.map(\.id)) == [first.id, second.id])
  }

  @Test func `a code is for its customer, its amount and newcomers`() async throws {
    let id = try await coupon(["percent_off": 10])
    let other = try await client.post("/v1/customers").id
    let foreign = try await code(id, ["customer": .string(other)]).id
    let least = try await code(
      id, ["restrictions": ["minimum_amount": 5000, "minimum_amount_currency": "usd"]]
    ).id
    let first = try await code(id, ["restrictions": ["first_time_transaction": true]]).id
    try await item(1000)
    func refusal(_ code: String) async throws -> APIError {
      try await client.refusal(
        .post, "/v1/invoices", invoice(["promotion_code": .string(code)]))
    }
    #expect(try await refusal(foreign).param == "discounts[0][promotion_code]")
    #expect(try await refusal(least).message.contains("$50.00"))
    let card = try await client.post(
      "/v1/payment_methods/pm_card_visa/attach", ["customer": .string(customer)])
    let made = try await client.post(
      "/v1/invoices", invoice(["promotion_code": .string(first)]))
    #expect(made["total"] == 900)
    #expect(try await client.get("/v1/promotion_codes/\(first)")["times_redeemed"] == 1)
    _ = try await client.post(
      "/v1/invoices/\(made.id)/pay", ["payment_method": .string(card.id)])
    try await item(1000)
    #expect(
      try await refusal(first).message
        == "This promotion code cannot be redeemed because the associated customer has prior"
        + " transactions.")
  }

  @Test func `a coupon says exactly one thing`() async throws {
    func param(_ parameters: JSONObject) async throws -> String? {
      try await client.refusal(.post, "/v1/coupons", parameters).param
    }
    #expect(try await param([:]) == "percent_off")
    #expect(try await param(["percent_off": 101]) == "percent_off")
    #expect(try await param(["amount_off": 5]) == "currency")
    #expect(try await param(["percent_off": 5, "duration": "repeating"]) == "duration_in_months")
    #expect(
      try await param(["percent_off": 5, "currency_options": ["usd": ["amount_off": 5]]])
        == "currency_options")
    _ = try await coupon(["id": "SAME", "percent_off": 5])
    let again = try await client.refusal(.post, "/v1/coupons", ["id": "SAME", "percent_off": 5])
    #expect(again.code == "resource_already_exists")
    #expect(again.param == nil)
  }

  @Test func `metadata is counted in characters as Stripe counts them`() async throws {
    let id = try await coupon(["percent_off": 5])
    let flag = "\u{1F1FA}\u{1F1F8}"
    let path = "/v1/coupons/\(id)"
    let long = String(repeating: flag, count: 251)
    let fits = String(repeating: flag, count: 250)
    _ = try await client.post(path, ["metadata": ["k": .string(fits)]])
    let error = try await client.refusal(.post, path, ["metadata": ["k": .string(long)]])
    #expect(error.message.contains("502 characters"))
  }
}
