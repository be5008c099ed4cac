import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Charges, refunds and payment methods")
struct ChargeLifecycleTests {
  let client: SandboxClient

  init() async throws {
    client = try SandboxClient()
  }

  private func charge(_ extra: JSONObject = [:], card: String = "visa") async throws -> JSONObject {
    let customer = try await client.post("/v1/customers", ["source": .string("tok_\(card)")])
    var parameters: JSONObject = [
      "amount": 1000, "currency": "usd", "customer": .string(customer.id),
    ]
    for member in extra.members { parameters[member.key] = member.value }
    return try await client.post("/v1/charges", parameters)
  }

  @Test("take no tokens any more")
  func tokens() async throws {
    let error = try await client.refusal(
      .post, "/v1/charges", ["amount": 1000, "currency": "usd", "source": "tok_visa"])
    #expect(error.status == 400)
    #expect(error.message.hasPrefix("Card Token usage on the Customers API and Charges API has"))
  }

  @Test("charge a customer's card directly")
  func direct() async throws {
    let made = try await charge(["description": "lunch"])
    #expect(made["status"] == "succeeded")
    #expect(made["captured"] == true)
    #expect(made["description"] == "lunch")
    #expect(made["amount_refunded"] == 0)
    #expect(made["refunded"] == false)
  }

  @Test("leave a failed charge behind a refusal")
  func declined() async throws {
    let customer = try await client.post(
      "/v1/customers", ["source": "tok_chargeCustomerFail"])
    let error = try await client.refusal(
      .post, "/v1/charges",
      ["amount": 1000, "currency": "usd", "customer": .string(customer.id)])
    #expect(error.status == 402)
    #expect(error.code == "card_declined")
    let charges = try await client.rows("/v1/charges")
    #expect(charges.map(\.id) == [error.fields["charge"]?.string ?? ""])
    #expect(charges.first?["status"] == "failed")
  }

  @Test("want a source")
  func sourceMissing() async throws {
    let error = try await client.refusal(.post, "/v1/charges", ["amount": 1000, "currency": "usd"])
    #expect(error.code == "parameter_missing")
    let customer = try await client.post("/v1/customers").id
    let cardless = try await client.refusal(
      .post, "/v1/charges",
      ["amount": 1000, "currency": "usd", "customer": .string(customer)])
    #expect(cardless.status == 402)
    #expect(cardless.code == "missing")
    #expect(cardless.message.hasPrefix("This Customer doesn't have any saved payment details."))
    let modern = try await client.post("/v1/customers", ["payment_method": "pm_card_visa"]).id
    let newer = try await client.refusal(
      .post, "/v1/charges", ["amount": 1000, "currency": "usd", "customer": .string(modern)])
    #expect(newer.message.contains("does have a Payment Method attached"))
  }

  @Test("use the customer's default source")
  func defaultSource() async throws {
    let customer = try await client.post("/v1/customers", ["source": "tok_mastercard"])
    #expect(customer["default_source"]?.string?.hasPrefix("card_") == true)
    let made = try await client.post(
      "/v1/charges",
      ["amount": 1000, "currency": "usd", "customer": .string(customer.id)])
    #expect(made["payment_method_details"]?["card"]?["brand"] == "mastercard")
  }

  @Test("are captured once")
  func captured() async throws {
    let held = try await charge(["capture": false])
    #expect(held["captured"] == false)
    #expect(held["balance_transaction"]?.isNull == true)
    let taken = try await client.post("/v1/charges/\(held.id)/capture", ["amount": 400])
    #expect(taken["captured"] == true)
    #expect(taken["amount_captured"] == 400)
    #expect(taken["amount_refunded"] == 0)
    let again = try await client.refusal(.post, "/v1/charges/\(held.id)/capture")
    #expect(again.code == "charge_already_captured")
  }

  @Test("are refunded in parts until nothing is left")
  func refunded() async throws {
    let made = try await charge()
    let part = try await client.post(
      "/v1/refunds",
      [
        "charge": .string(made.id), "amount": 300, "reason": "requested_by_customer",
        "metadata": ["k": "v"],
      ])
    #expect(part["status"] == "succeeded")
    #expect(part["reason"] == "requested_by_customer")
    #expect(part["metadata"]?["k"] == "v")
    let after = try await client.get("/v1/charges/\(made.id)")
    #expect(after["amount_refunded"] == 300)
    #expect(after["refunded"] == false)
    let much = try await client.refusal(
      .post, "/v1/refunds", ["charge": .string(made.id), "amount": 701])
    #expect(
      much.message
        == "Refund amount ($7.01) is greater than unrefunded amount on charge ($7.00)")
    let rest = try await client.post("/v1/refunds", ["charge": .string(made.id)])
    #expect(rest["amount"] == 700)
    #expect(try await client.get("/v1/charges/\(made.id)")["refunded"] == true)
    let again = try await client.refusal(.post, "/v1/refunds", ["charge": .string(made.id)])
    #expect(again.code == "charge_already_refunded")
  }

  @Test("are refunded through their payment intent")
  func refundedIntent() async throws {
    let paid = try await client.post(
      "/v1/payment_intents",
      [
        "amount": 500, "currency": "eur", "payment_method": "pm_card_visa", "confirm": true,
        "allowed_payment_method_types": ["card"],
      ])
    let refund = try await client.post("/v1/refunds", ["payment_intent": .string(paid.id)])
    #expect(refund["amount"] == 500)
    #expect(refund["currency"] == "eur")
    #expect(refund["payment_intent"] == .string(paid.id))
    let unpaid = try await client.post(
      "/v1/payment_intents", ["amount": 500, "currency": "eur"])
    let error = try await client.refusal(
      .post, "/v1/refunds", ["payment_intent": .string(unpaid.id)])
    #expect(error.message.contains("does not have a successful charge to refund"))
  }

  @Test("are disputed where the card is made for it, and then not refunded")
  func disputed() async throws {
    let made = try await charge(card: "createDispute")
    #expect(try await client.get("/v1/charges/\(made.id)")["disputed"] == true)
    let disputes = try await client.rows("/v1/disputes", ["charge": .string(made.id)])
    #expect(disputes.map { $0["status"] } == ["needs_response"])
    let error = try await client.refusal(.post, "/v1/refunds", ["charge": .string(made.id)])
    #expect(error.code == "charge_disputed")
  }

  @Test("cancel no refund that has succeeded")
  func refundCanceled() async throws {
    let refund = try await client.post("/v1/refunds", ["charge": .string(charge().id)])
    #expect(try await client.refusal(.post, "/v1/refunds/\(refund.id)/cancel").status == 400)
  }

  @Test("attach methods to one customer and let them go")
  func attached() async throws {
    let customer = try await client.post("/v1/customers").id
    let method = try await client.post(
      "/v1/payment_methods", ["type": "card", "card": ["token": "tok_amex"]])
    #expect(method["card"]?["brand"] == "amex")
    #expect(method["customer"]?.isNull == true)
    let held = try await client.post(
      "/v1/payment_methods/\(method.id)/attach", ["customer": .string(customer)])
    #expect(held["customer"] == .string(customer))
    let other = try await client.post("/v1/customers").id
    let error = try await client.refusal(
      .post, "/v1/payment_methods/\(method.id)/attach", ["customer": .string(other)])
    #expect(error.status == 400)
    _ = try await client.post(
      "/v1/customers/\(customer)",
      ["invoice_settings": ["default_payment_method": .string(method.id)]])
    let loose = try await client.post("/v1/payment_methods/\(method.id)/detach")
    #expect(loose["customer"]?.isNull == true)
    let stored = try await client.get("/v1/customers/\(customer)")
    #expect(stored["invoice_settings"]?["default_payment_method"]?.isNull == true)
    #expect(
      try await client.refusal(.post, "/v1/payment_methods/\(method.id)/detach").status == 400)
  }

  @Test("refuse to attach a card that is refused at once")
  func attachDeclined() async throws {
    let customer = try await client.post("/v1/customers").id
    let method = try await client.post(
      "/v1/payment_methods", ["type": "card", "card": ["token": "tok_chargeDeclined"]])
    let error = try await client.refusal(
      .post, "/v1/payment_methods/\(method.id)/attach", ["customer": .string(customer)])
    #expect(error.status == 402)
    #expect(try await client.get("/v1/payment_methods/\(method.id)")["customer"]?.isNull == true)
  }

  @Test("keep a method by a setup intent, unless the card says no")
  func setup() async throws {
    let customer = try await client.post("/v1/customers").id
    let made = try await client.post(
      "/v1/setup_intents", ["customer": .string(customer), "usage": "off_session"])
    #expect(made["status"] == "requires_payment_method")
    let error = try await client.refusal(
      .post, "/v1/setup_intents/\(made.id)/confirm",
      ["payment_method": "pm_card_chargeDeclined"])
    #expect(error.status == 402)
    let stored = try await client.get("/v1/setup_intents/\(made.id)")
    #expect(stored["last_setup_error"]?["code"] == "card_declined")
    let kept = try await client.post(
      "/v1/setup_intents/\(made.id)/confirm", ["payment_method": "pm_card_visa"])
    #expect(kept["status"] == "succeeded")
    let methods = try await client.rows("/v1/customers/\(customer)/payment_methods")
    #expect(methods.map(\.id) == [kept["payment_method"]?.string ?? ""])
    let again = try await client.refusal(.post, "/v1/setup_intents/\(made.id)/cancel")
    #expect(again.code == "setup_intent_unexpected_state")
  }

  @Test(
    "check the numbers of cards",
    arguments: [
      ("4242424242424241", 12, 2034, "incorrect_number"),
      ("4111111111111111", 12, 2034, "card_declined"),
      ("4242424242424242", 13, 2034, "invalid_expiry_month"),
      ("4242424242424242", 12, 2001, "invalid_expiry_year"),
    ])
  func numbers(number: String, month: Int, year: Int, code: String) async throws {
    let error = try await client.refusal(
      .post, "/v1/payment_methods",
      [
        "type": "card",
        "card": [
          "number": .string(number), "exp_month": .integer(month), "exp_year": .integer(year),
        ],
      ])
    #expect(error.status == 402)
    #expect(error.code == code)
  }
}
