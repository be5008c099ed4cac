import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Payment intents")
struct PaymentIntentLifecycleTests {
  let client: SandboxClient

  init() async throws {
    client = try SandboxClient()
  }

  private func intent(_ extra: JSONObject = [:]) -> JSONObject {
    var parameters: JSONObject = [
      "amount": 2000, "currency": "usd", "allowed_payment_method_types": ["card"],
    ]
    for member in extra.members { parameters[member.key] = member.value }
    return parameters
  }

  private func create(_ extra: JSONObject = [:]) async throws -> JSONObject {
    try await client.post("/v1/payment_intents", intent(extra))
  }

  private func act(_ verb: String, _ id: String, _ parameters: JSONObject = [:]) async throws
    -> JSONObject
  {
    try await client.post("/v1/payment_intents/\(id)/\(verb)", parameters)
  }

  private func refusal(_ verb: String, _ id: String, _ parameters: JSONObject = [:]) async throws
    -> APIError
  {
    try await client.refusal(.post, "/v1/payment_intents/\(id)/\(verb)", parameters)
  }

  @Test("begin without a method, and with one wait to be confirmed")
  func created() async throws {
    let bare = try await create()
    #expect(bare["status"] == "requires_payment_method")
    #expect(bare["amount_received"] == 0)
    #expect(bare["client_secret"]?.string?.hasPrefix("\(bare.id)_secret_") == true)
    #expect(bare["payment_method_types"] == ["card"])
    let ready = try await create(["payment_method": "pm_card_visa"])
    #expect(ready["status"] == "requires_confirmation")
    #expect(ready["payment_method"]?.string?.hasPrefix("pm_card") == false)
  }

  @Test("succeed with a good card and leave a charge")
  func succeeded() async throws {
    let paid = try await create(["payment_method": "pm_card_visa", "confirm": true])
    #expect(paid["status"] == "succeeded")
    #expect(paid["amount_received"] == 2000)
    let charge = try await client.get("/v1/charges/\(paid["latest_charge"]?.string ?? "")")
    #expect(charge["status"] == "succeeded")
    #expect(charge["captured"] == true)
    #expect(charge["amount_captured"] == 2000)
    #expect(charge["payment_intent"] == .string(paid.id))
    #expect(charge["payment_method_details"]?["card"]?["last4"] == "4242")
    #expect(charge["outcome"]?["type"] == "authorized")
    let entry = try await client.get(
      "/v1/balance_transactions/\(charge["balance_transaction"]?.string ?? "")")
    #expect(entry["fee"] == 88)
    #expect(entry["net"] == 1912)
  }

  @Test("take cards by number")
  func byNumber() async throws {
    let method = try await client.post(
      "/v1/payment_methods",
      [
        "type": "card",
        "card": ["number": "4242424242424242", "exp_month": 12, "exp_year": 2034, "cvc": "123"],
      ])
    #expect(method["card"]?["checks"]?["cvc_check"] == "unchecked")
    let paid = try await create(["payment_method": .string(method.id), "confirm": true])
    #expect(paid["status"] == "succeeded")
    let used = try await client.get("/v1/payment_methods/\(method.id)")
    #expect(used["card"]?["checks"]?["cvc_check"] == "pass")
  }

  @Test(
    "are refused as the card says",
    arguments: [
      ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
      ("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
      ("pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card"),
      ("pm_card_visa_chargeDeclinedStolenCard", "card_declined", "stolen_card"),
      ("pm_card_chargeDeclinedExpiredCard", "expired_card", nil),
      ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", nil),
      ("pm_card_chargeDeclinedProcessingError", "processing_error", nil),
      ("pm_card_radarBlock", "card_declined", "fraudulent"),
      ("pm_card_chargeCustomerFail", "card_declined", "generic_decline"),
    ])
  func declined(method: String, code: String, declineCode: String?) async throws {
    let id = try await create().id
    let error = try await refusal("confirm", id, ["payment_method": .string(method)])
    #expect(error.status == 402)
    #expect(error.type == "card_error")
    #expect(error.code == code)
    #expect(error.fields["decline_code"]?.string == declineCode)
    #expect(error.fields["payment_intent"]?["id"] == .string(id))
    let stored = try await client.get("/v1/payment_intents/\(id)")
    #expect(stored["status"] == "requires_payment_method")
    #expect(stored["payment_method"]?.isNull == true)
    #expect(stored["last_payment_error"]?["code"] == .string(code))
    let charge = try await client.get("/v1/charges/\(stored["latest_charge"]?.string ?? "")")
    #expect(charge["status"] == "failed")
    #expect(charge["failure_code"] == .string(code))
    #expect(charge["paid"] == false)
    #expect(
      try await act("confirm", id, ["payment_method": "pm_card_visa"])["status"] == "succeeded")
  }

  @Test("wait for the customer where the card wants it")
  func authentication() async throws {
    let waiting = try await create([
      "payment_method": "pm_card_authenticationRequired", "confirm": true,
      "return_url": "https://example.com/back",
    ])
    #expect(waiting["status"] == "requires_action")
    #expect(waiting["next_action"]?["type"] == "redirect_to_url")
    #expect(waiting["amount_received"] == 0)
    let paid = try await act("confirm", waiting.id)
    #expect(paid["status"] == "succeeded")
    #expect(paid["next_action"]?.isNull == true)
  }

  @Test("are refused off session where the card wants the customer")
  func offSession() async throws {
    let error = try await client.refusal(
      .post, "/v1/payment_intents",
      intent([
        "payment_method": "pm_card_authenticationRequired", "confirm": true, "off_session": true,
      ]))
    #expect(error.code == "authentication_required")
    #expect(error.fields["charge"] == nil)
    #expect(error.fields["payment_intent"]?["latest_charge"]?.isNull == true)
    #expect(try await client.rows("/v1/charges").isEmpty)
  }

  @Test("can be authorized first and captured later, in part too")
  func captured() async throws {
    let held = try await create([
      "payment_method": "pm_card_visa", "confirm": true, "capture_method": "manual",
    ])
    #expect(held["status"] == "requires_capture")
    #expect(held["amount_capturable"] == 2000)
    let tooMuch = try await refusal("capture", held.id, ["amount_to_capture": 2001])
    #expect(tooMuch.code == "amount_too_large")
    let paid = try await act("capture", held.id, ["amount_to_capture": 1500])
    #expect(paid["status"] == "succeeded")
    #expect(paid["amount_received"] == 1500)
    #expect(paid["amount_capturable"] == 0)
    let charge = try await client.get("/v1/charges/\(paid["latest_charge"]?.string ?? "")")
    #expect(charge["amount_captured"] == 1500)
    #expect(charge["amount_refunded"] == 0)
    #expect(charge["refunded"] == false)
    let again = try await refusal("capture", held.id)
    #expect(again.code == "payment_intent_unexpected_state")
    #expect(
      again.message
        == "The remaining amount on this PaymentIntent could not be captured because the remainder"
        + " of the authorized amount has been released.")
  }

  @Test("can be authorized for more before they are captured")
  func incremented() async throws {
    let held = try await create([
      "payment_method": "pm_card_visa", "confirm": true, "capture_method": "manual",
    ])
    #expect(try await refusal("increment_authorization", held.id, ["amount": 1000]).status == 400)
    let more = try await act("increment_authorization", held.id, ["amount": 2600])
    #expect(more["amount_capturable"] == 2600)
    #expect(try await act("capture", held.id)["amount_received"] == 2600)
  }

  @Test(
    "can be canceled in any state but the last",
    arguments: ["requires_payment_method", "requires_confirmation", "requires_capture"])
  func canceled(state: String) async throws {
    let ways: [String: JSONObject] = [
      "requires_confirmation": ["payment_method": "pm_card_visa"],
      "requires_capture": [
        "payment_method": "pm_card_visa", "confirm": true, "capture_method": "manual",
      ],
    ]
    let id = try await create(ways[state] ?? [:]).id
    #expect(try await client.get("/v1/payment_intents/\(id)")["status"] == .string(state))
    let canceled = try await act("cancel", id, ["cancellation_reason": "duplicate"])
    #expect(canceled["status"] == "canceled")
    #expect(canceled["cancellation_reason"] == "duplicate")
    #expect(canceled["canceled_at"] == .integer(client.time.now))
    #expect(canceled["amount_capturable"] == 0)
  }

  @Test("list the states that would have done in their refusals")
  func unexpected() async throws {
    let paid = try await create(["payment_method": "pm_card_visa", "confirm": true])
    let error = try await refusal("cancel", paid.id)
    #expect(error.code == "payment_intent_unexpected_state")
    #expect(
      error.message
        == "You cannot cancel this PaymentIntent because it has a status of succeeded. Only a"
        + " PaymentIntent with one of the following statuses may be canceled:"
        + " requires_payment_method, requires_capture, requires_reauthorization,"
        + " requires_confirmation, requires_action, expired, processing.")
    #expect(try await refusal("confirm", paid.id).code == "payment_intent_unexpected_state")
    let early = try await refusal("capture", create().id)
    #expect(early.message.contains("has a status of requires_payment_method"))
    #expect(try await refusal("confirm", create().id).message.contains("missing a payment method"))
  }

  @Test("can be changed until they are confirmed")
  func updated() async throws {
    let id = try await create().id
    let changed = try await client.post(
      "/v1/payment_intents/\(id)", ["amount": 3000, "payment_method": "pm_card_visa"])
    #expect(changed["amount"] == 3000)
    #expect(changed["status"] == "requires_confirmation")
    _ = try await act("confirm", id)
    let error = try await client.refusal(.post, "/v1/payment_intents/\(id)", ["amount": 4000])
    #expect(error.code == "payment_intent_unexpected_state")
    let noted = try await client.post("/v1/payment_intents/\(id)", ["description": "noted"])
    #expect(noted["description"] == "noted")
  }

  @Test(
    "keep to the least and the greatest amount",
    arguments: [
      (49, "usd", "amount_too_small"), (29, "gbp", "amount_too_small"),
      (49, "jpy", "amount_too_small"), (0, "usd", "parameter_invalid_integer"),
      (100_000_000, "usd", "amount_too_large"),
    ])
  func amounts(amount: Int, currency: String, code: String) async throws {
    let error = try await client.refusal(
      .post, "/v1/payment_intents",
      ["amount": .integer(amount), "currency": .string(currency)])
    #expect(error.code == code)
    #expect(error.param == "amount")
  }

  @Test("want an address to come back to where a method may lead away")
  func returnAddress() async throws {
    let parameters: JSONObject = [
      "amount": 2000, "currency": "usd", "payment_method": "pm_card_visa", "confirm": true,
    ]
    #expect(try await client.post("/v1/payment_intents", parameters)["status"] == "succeeded")
    var with = parameters
    with["automatic_payment_methods"] = ["enabled": true]
    let error = try await client.refusal(.post, "/v1/payment_intents", with)
    #expect(error.message.contains("return_url"))
    with["automatic_payment_methods"] = ["enabled": true, "allow_redirects": "never"]
    #expect(try await client.post("/v1/payment_intents", with)["status"] == "succeeded")
  }

  @Test("want a customer's method to be used with that customer")
  func owner() async throws {
    let customer = try await client.post("/v1/customers", ["payment_method": "pm_card_visa"])
    let methods = try await client.rows(
      "/v1/payment_methods", ["customer": .string(customer.id)])
    let method = try #require(methods.first?.id)
    let alone = intent(["payment_method": .string(method), "confirm": true])
    #expect(try await client.refusal(.post, "/v1/payment_intents", alone).param == "source")
    let paid = try await create([
      "payment_method": .string(method), "confirm": true, "customer": .string(customer.id),
    ])
    #expect(paid["status"] == "succeeded")
  }

  @Test("keep a method for later where that is asked")
  func futureUse() async throws {
    let customer = try await client.post("/v1/customers")
    let paid = try await create([
      "payment_method": "pm_card_visa", "confirm": true, "customer": .string(customer.id),
      "setup_future_usage": "off_session",
    ])
    let method = try await client.get("/v1/payment_methods/\(paid["payment_method"]?.string ?? "")")
    #expect(method["customer"] == .string(customer.id))
  }

  @Test("take their time with bank debits")
  func processing() async throws {
    let data: JSONValue = [
      "type": "us_bank_account", "us_bank_account": ["account_type": "checking"],
    ]
    let slow = try await client.post(
      "/v1/payment_intents",
      [
        "amount": 2000, "currency": "usd", "confirm": true, "payment_method_data": data,
        "allowed_payment_method_types": ["us_bank_account"],
      ])
    #expect(slow["status"] == "processing")
    #expect(try await act("cancel", slow.id)["status"] == "canceled")
  }
}
