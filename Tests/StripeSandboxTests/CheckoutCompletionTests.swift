import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Checkout sessions that somebody completes, and what they bring about.
@Suite struct CheckoutCompletionTests {
  let client: SandboxClient
  let price: String

  init() async throws {
    client = try SandboxClient()
    price = try await client.post(
      "/v1/prices", ["currency": "usd", "unit_amount": 1500, "product_data": ["name": "Tea"]]
    ).id
  }

  private func session(_ mode: String = "payment", _ extra: JSONObject = [:]) async throws
    -> JSONObject
  {
    var fields: JSONObject = ["mode": .string(mode), "success_url": "https://example.com/done"]
    if mode == "payment" { fields["line_items"] = [["price": .string(price), "quantity": 2]] }
    for member in extra.members { fields[member.key] = member.value }
    return try await client.post("/v1/checkout/sessions", fields)
  }

  private func method(_ type: String = "card", _ details: JSONObject = ["token": "tok_visa"])
    async throws -> String
  {
    try await client.post(
      "/v1/payment_methods",
      [
        "type": .string(type), type: .object(details),
        "billing_details": [
          "email": "ann@example.com", "name": "Ann", "address": ["country": "US"],
        ],
      ]
    ).id
  }

  private func complete(_ session: JSONObject, _ method: String) async throws -> JSONObject {
    try await client.post(
      "/v1/payment_pages/\(session.id)/confirm", ["payment_method": .string(method)])
  }

  @Test func `a payment completes the session, with what was said of its intent`() async throws {
    let made = try await session(
      "payment",
      ["payment_intent_data": ["description": "Two teas", "metadata": ["order": "7"]]])
    #expect(try await client.get("/v1/payment_pages/\(made.id)").id == made.id)
    let done = try await complete(made, method())
    #expect(done["status"] == "complete" && done["payment_status"] == "paid")
    #expect(done["url"]?.isNull == true && done["customer"]?.isNull == true)
    #expect(done["customer_details"]?["email"] == "ann@example.com")
    let intent = try await client.get(
      "/v1/payment_intents/\(done["payment_intent"]?.string ?? "")")
    #expect(intent["status"] == "succeeded" && intent["amount_received"] == 3000)
    #expect(intent["description"] == "Two teas" && intent["metadata"]?["order"] == "7")
    #expect(try await client.eventNames().contains("checkout.session.completed"))
    let again = try await client.refusal(
      .post, "/v1/payment_pages/\(made.id)/confirm", ["payment_method": "pm_card_visa"])
    #expect(again.status == 400)
  }

  @Test func `a refused card leaves the session open, and the next one pays`() async throws {
    let made = try await session()
    let refusal = try await client.refusal(
      .post, "/v1/payment_pages/\(made.id)/confirm",
      ["payment_method": "pm_card_chargeCustomerFail"])
    #expect(refusal.status == 402)
    let open = try await client.get("/v1/checkout/sessions/\(made.id)")
    #expect(open["status"] == "open" && open["payment_status"] == "unpaid")
    let done = try await complete(made, "pm_card_visa")
    #expect(done["payment_intent"] == open["payment_intent"])
    #expect(done["status"] == "complete")
    #expect(try await client.rows("/v1/payment_intents").count == 1)
  }

  @Test func `a customer who has to authenticate does it on the page`() async throws {
    let done = try await complete(session(), "pm_card_threeDSecure2Required")
    #expect(done["payment_status"] == "paid")
  }

  @Test(arguments: [
    ("AT611904300234573201", "paid", "async_payment_succeeded"),
    ("AT861904300235473202", "unpaid", "async_payment_failed"),
  ])
  func `a bank debit decides the payment afterwards`(
    iban: String, status: String, event: String
  ) async throws {
    let euros = try await client.post(
      "/v1/prices", ["currency": "eur", "unit_amount": 900, "product_data": ["name": "Tea"]]
    ).id
    let made = try await session(
      "payment",
      [
        "allowed_payment_method_types": ["sepa_debit"],
        "line_items": [["price": .string(euros), "quantity": 1]],
      ])
    #expect(made["payment_method_types"] == ["sepa_debit"])
    let done = try await complete(made, method("sepa_debit", ["iban": .string(iban)]))
    #expect(done["status"] == "complete" && done["payment_status"] == "unpaid")
    let later = try await client.get("/v1/checkout/sessions/\(made.id)")
    #expect(later["payment_status"] == .string(status))
    let names = try await client.eventNames()
    #expect(names.contains("checkout.session.completed"))
    #expect(names.contains("checkout.session.\(event)"))
    let card = try await client.refusal(
      .post, "/v1/payment_pages/\(made.id)/confirm", ["payment_method": "pm_card_visa"])
    #expect(card.status == 400)
  }

  @Test func `another amount than expected is refused`() async throws {
    let made = try await session()
    let refusal = try await client.refusal(
      .post, "/v1/payment_pages/\(made.id)/confirm",
      ["payment_method": "pm_card_visa", "expected_amount": "2999"])
    #expect(refusal.param == "expected_amount")
    let unknown = try await client.refusal(
      .post, "/v1/payment_pages/\(made.id)/confirm", ["colour": "red"])
    #expect(unknown.code == "parameter_unknown")
  }

  @Test func `discounts and shipping are in the sums, and redeemed by the payment`() async throws {
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10]).id
    let rate: JSONValue = [
      "shipping_rate_data": [
        "display_name": "Post", "fixed_amount": ["amount": 500, "currency": "usd"],
      ]
    ]
    let made = try await session(
      "payment",
      ["discounts": [["coupon": .string(coupon)]], "shipping_options": [rate]])
    #expect(made["amount_subtotal"] == 3000 && made["amount_total"] == 3200)
    #expect(
      made["total_details"] == ["amount_discount": 300, "amount_shipping": 500, "amount_tax": 0])
    #expect(made["shipping_cost"]?["amount_total"] == 500)
    #expect(made["discounts"] == [["coupon": .string(coupon), "promotion_code": nil]])
    let items = try await client.rows("/v1/checkout/sessions/\(made.id)/line_items")
    #expect(items[0]["amount_discount"] == 300 && items[0]["amount_total"] == 2700)
    #expect(try await client.get("/v1/coupons/\(coupon)")["times_redeemed"] == 0)
    let done = try await complete(made, "pm_card_visa")
    let intent = try await client.get(
      "/v1/payment_intents/\(done["payment_intent"]?.string ?? "")")
    #expect(intent["amount"] == 3200)
    #expect(try await client.get("/v1/coupons/\(coupon)")["times_redeemed"] == 1)
  }

  @Test func `a session with an invoice leaves a paid one`() async throws {
    let coupon = try await client.post("/v1/coupons", ["amount_off": 100, "currency": "usd"]).id
    let made = try await session(
      "payment",
      [
        "discounts": [["coupon": .string(coupon)]],
        "invoice_creation": ["enabled": true, "invoice_data": ["description": "Thanks"]],
      ])
    let done = try await complete(made, method())
    let invoice = try await client.get("/v1/invoices/\(done["invoice"]?.string ?? "")")
    #expect(invoice["status"] == "paid" && invoice["amount_paid"] == 2900)
    #expect(invoice["description"] == "Thanks")
    #expect(invoice["customer"] == done["customer"])
    #expect(try await client.get("/v1/coupons/\(coupon)")["times_redeemed"] == 1)
    #expect(try await client.rows("/v1/payment_intents").count == 1)
  }

  @Test func `what was entered becomes the customer's where that is asked for`() async throws {
    let customer = try await client.post("/v1/customers", ["name": "Old"]).id
    let made = try await session(
      "payment",
      ["customer": .string(customer), "customer_update": ["name": "auto", "address": "never"]])
    _ = try await complete(made, method())
    let changed = try await client.get("/v1/customers/\(customer)")
    #expect(changed["name"] == "Ann" && changed["address"]?.isNull == true)
    let refusal = try await client.refusal(
      .post, "/v1/checkout/sessions",
      [
        "mode": "payment", "success_url": "https://example.com",
        "line_items": [["price": .string(price)]], "customer_update": ["name": "auto"],
      ])
    #expect(refusal.param == "customer_update")
  }

  @Test func `a session that saves a card attaches it to the customer`() async throws {
    let customer = try await client.post("/v1/customers").id
    let made = try await session(
      "setup",
      [
        "customer": .string(customer), "currency": "usd",
        "setup_intent_data": ["metadata": ["k": "v"]],
      ])
    let method = try await method()
    let done = try await complete(made, method)
    #expect(done["status"] == "complete" && done["payment_status"] == "no_payment_required")
    let intent = try await client.get("/v1/setup_intents/\(done["setup_intent"]?.string ?? "")")
    #expect(intent["status"] == "succeeded" && intent["metadata"]?["k"] == "v")
    #expect(
      try await client.get("/v1/payment_methods/\(method)")["customer"] == .string(customer))
  }

  @Test func `a subscription begins, with its data, extras and discount`() async throws {
    let monthly = try await client.monthlyPrice(2000)
    let coupon = try await client.post("/v1/coupons", ["percent_off": 50]).id
    let made = try await session(
      "subscription",
      [
        "line_items": [
          ["price": .string(monthly), "quantity": 3], ["price": .string(price), "quantity": 1],
        ],
        "discounts": [["coupon": .string(coupon)]],
        "subscription_data": ["metadata": ["plan": "tea"], "description": "Tea club"],
      ])
    #expect(made["amount_total"] == 3750)
    let done = try await complete(made, method())
    #expect(done["payment_status"] == "paid" && done["customer"]?.isNull == false)
    let id = done["subscription"]?.string ?? ""
    let subscription = try await client.get("/v1/subscriptions/\(id)")
    #expect(subscription["status"] == "active" && subscription["description"] == "Tea club")
    #expect(subscription["metadata"]?["plan"] == "tea")
    #expect(subscription["default_payment_method"]?.string?.hasPrefix("pm_") == true)
    let invoice = try await client.get("/v1/invoices/\(done["invoice"]?.string ?? "")")
    #expect(invoice["amount_paid"] == 3750 && invoice["status"] == "paid")
    #expect(try await client.get("/v1/coupons/\(coupon)")["times_redeemed"] == 1)
  }

  @Test func `a trial is not paid for yet, and a refused card begins nothing`() async throws {
    let monthly: JSONValue = [
      "price_data": [
        "currency": "usd", "unit_amount": 700, "recurring": ["interval": "month"],
        "product_data": ["name": "Tea"],
      ],
      "quantity": 1,
    ]
    let trial = try await session(
      "subscription",
      ["line_items": [monthly], "subscription_data": ["trial_period_days": 7]])
    #expect(trial["amount_total"] == 0 && trial["payment_status"] == "no_payment_required")
    let done = try await complete(trial, method())
    let id = done["subscription"]?.string ?? ""
    #expect(try await client.get("/v1/subscriptions/\(id)")["status"] == "trialing")
    let paid = try await session("subscription", ["line_items": [monthly]])
    let refusal = try await client.refusal(
      .post, "/v1/payment_pages/\(paid.id)/confirm",
      ["payment_method": "pm_card_chargeCustomerFail"])
    #expect(refusal.status == 402)
    #expect(try await client.rows("/v1/subscriptions").count == 1)
    #expect(try await client.get("/v1/checkout/sessions/\(paid.id)")["status"] == "open")
  }

  @Test(arguments: [
    ("subscription_data", "payment"), ("payment_intent_data", "setup"),
    ("setup_intent_data", "payment"), ("invoice_creation", "setup"),
  ])
  func `what goes with another mode is refused`(name: String, mode: String) async throws {
    var fields: JSONObject = [
      "mode": .string(mode), "success_url": "https://example.com", "currency": "usd",
    ]
    fields[name] = name == "invoice_creation" ? ["enabled": true] : ["metadata": ["a": "b"]]
    if mode == "payment" { fields["line_items"] = [["price": .string(price)]] }
    let refusal = try await client.refusal(.post, "/v1/checkout/sessions", fields)
    #expect(refusal.param == name)
  }

  @Test func `what no subscription is given is refused by name`() async throws {
    let monthly = try await client.monthlyPrice(2000)
    let refusal = try await client.refusal(
      .post, "/v1/checkout/sessions",
      [
        "mode": "subscription", "success_url": "https://example.com",
        "line_items": [["price": .string(monthly), "quantity": 1]],
        "subscription_data": ["application_fee_percent": 10],
      ])
    #expect(refusal.param == "subscription_data[application_fee_percent]")
  }

  @Test func `options of payment methods are the intent's`() async throws {
    let made = try await session(
      "payment",
      ["payment_method_options": ["card": ["setup_future_usage": "off_session"]]])
    let done = try await complete(made, method())
    let intent = try await client.get(
      "/v1/payment_intents/\(done["payment_intent"]?.string ?? "")")
    #expect(intent["payment_method_options"]?["card"]?["setup_future_usage"] == "off_session")
  }

  @Test func `a session that expired can be taken up again where that was wanted`() async throws {
    let made = try await session(
      "payment", ["after_expiration": ["recovery": ["enabled": true]]])
    let expired = try await client.post("/v1/checkout/sessions/\(made.id)/expire")
    let recovery = expired["after_expiration"]?["recovery"]
    #expect(recovery?["url"]?.string?.hasPrefix("https://") == true)
    #expect(recovery?["expires_at"] == .integer(client.time.now + 30 * 86_400))
    let error = try await client.refusal(
      .post, "/v1/payment_pages/\(made.id)/confirm", ["payment_method": "pm_card_visa"])
    #expect(error.message.contains("expired"))
  }
}
