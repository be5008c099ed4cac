import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// What Stripe refuses of payments, word for word as it answers.
@Suite struct PaymentRuleTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func parameters(_ extra: JSONObject = [:]) -> JSONObject {
    var parameters: JSONObject = [
      "amount": 5000, "currency": "usd", "allowed_payment_method_types": ["card"],
    ]
    for member in extra.members { parameters[member.key] = member.value }
    return parameters
  }

  private func refusal(_ extra: JSONObject) async throws -> APIError {
    try await client.refusal(.post, "/v1/payment_intents", parameters(extra))
  }

  private static let captures: [(Int, String?, String?)] = [
    (9999, "amount_too_large", nil), (-100, nil, "amount_to_capture"),
    (0, "parameter_invalid_integer", "amount"),
  ]

  @Test(arguments: captures)
  func capturesAreOfWhatIsHeld(amount: Int, code: String?, param: String?) async throws {
    let held = try await client.post(
      "/v1/payment_intents",
      parameters(["confirm": true, "payment_method": "pm_card_visa", "capture_method": "manual"]))
    let error = try await client.refusal(
      .post, "/v1/payment_intents/\(held.id)/capture", ["amount_to_capture": .integer(amount)])
    #expect(error.status == 400)
    #expect(error.code == code)
    #expect(error.param == param)
    #expect(error.fields["payment_intent"]?["id"] == .string(held.id))
  }

  @Test func aDeclineIsToldWhole() async throws {
    let error = try await refusal([
      "confirm": true, "payment_method": "pm_card_chargeDeclined",
    ])
    #expect(error.fields["network_decline_code"] == "01")
    #expect(error.fields["advice_code"] == "try_again_later")
    let intent = try #require(error.fields["payment_intent"]?.object)
    let last = try #require(intent["last_payment_error"]?.object)
    #expect(last["charge"] == error.fields["charge"])
    #expect(last["payment_method_type"] == "card")
    #expect(last["doc_url"] == "https://stripe.com/docs/error-codes/card-declined")
    #expect(last["payment_method"]?["card"]?["checks"]?["cvc_check"] == "pass")
    let charge = try await client.get("/v1/charges/\(error.fields["charge"]?.string ?? "")")
    #expect(charge["outcome"]?["network_decline_code"] == "01")
    #expect(charge["receipt_url"]?.isNull == true)
    #expect(charge["payment_method_details"]?["card"]?["amount_authorized"]?.isNull == true)
  }

  @Test func aMethodOfACustomerIsForThatCustomer() async throws {
    let owner = try await client.post("/v1/customers", ["payment_method": "pm_card_visa"]).id
    let other = try await client.post("/v1/customers").id
    let method = try #require(
      try await client.rows("/v1/payment_methods", ["customer": .string(owner)]).first?.id)
    #expect(try await client.rows("/v1/payment_methods") == [])
    #expect(try await client.rows("/v1/customers/\(owner)/payment_methods").count == 1)
    let alone = try await refusal(["payment_method": .string(method)])
    #expect(alone.code == "parameter_missing")
    #expect(
      alone.message
        == "The `payment_method` parameter supplied \(method) belongs to the Customer \(owner)."
        + " Please include the Customer in the `customer` parameter on the PaymentIntent.")
    let foreign = try await refusal([
      "payment_method": .string(method), "customer": .string(other),
    ])
    #expect(
      foreign.message
        == "The PaymentMethod \(method) does not belong to the Customer you supplied \(other)."
        + " Please use this PaymentMethod with the Customer that it belongs to instead.")
  }

  @Test func aMissingMethodIsAskedForByCustomer() async throws {
    let customer = try await client.post("/v1/customers").id
    let intent = try await client.post(
      "/v1/payment_intents", parameters(["customer": .string(customer)]))
    let error = try await client.refusal(.post, "/v1/payment_intents/\(intent.id)/confirm")
    #expect(error.message.hasSuffix("attached to this customer along with the customer ID."))
    #expect(error.message.contains("To confirm the PaymentIntent with \(customer), specify"))
  }

  @Test(arguments: ["off_session", "return_url", "error_on_requires_action"])
  func whatSaysHowToConfirmRequiresIt(name: String) async throws {
    let value: JSONValue = name == "return_url" ? "https://example.com" : true
    let error = try await refusal([name: value])
    #expect(
      error.message
        == "The parameter `\(name)` cannot be passed when creating a PaymentIntent unless"
        + " `confirm` is set to true.")
  }

  @Test func aUsedMethodIsUsedUp() async throws {
    let method = try await client.post(
      "/v1/payment_methods", ["type": "card", "card": ["token": "tok_visa"]]
    ).id
    let once: JSONObject = ["confirm": true, "payment_method": .string(method)]
    _ = try await client.post("/v1/payment_intents", parameters(once))
    let again = try await refusal(once)
    #expect(again.message.hasPrefix("The provided PaymentMethod was previously used with a"))
    let customer = try await client.post("/v1/customers").id
    let late = try await client.refusal(
      .post, "/v1/payment_methods/\(method)/attach", ["customer": .string(customer)])
    #expect(
      late.message
        == "This PaymentMethod was previously used without being attached to a Customer or was"
        + " detached from a Customer, and may not be used again.")
    let shown = try await client.get("/v1/payment_methods/\(method)")
    #expect(!shown.keys.contains { $0.hasPrefix(".") })
  }

  @Test func aDetachedMethodStaysDetached() async throws {
    let customer = try await client.post("/v1/customers").id
    let method = try await client.post(
      "/v1/payment_methods/pm_card_visa/attach", ["customer": .string(customer)])
    #expect(method["card"]?["checks"]?["cvc_check"] == "pass")
    _ = try await client.post("/v1/payment_methods/\(method.id)/detach")
    let back = try await client.refusal(
      .post, "/v1/payment_methods/\(method.id)/attach", ["customer": .string(customer)])
    #expect(back.status == 400)
    #expect(
      try await refusal(["payment_method": .string(method.id)]).message
        .hasPrefix("The provided PaymentMethod was previously used"))
  }

  @Test(arguments: [
    ("x<y shop", "The statement descriptor cannot include <."),
    ("a shop with far too long a name", "The statement descriptor must be at most 22 characters."),
    ("12345", "The statement descriptor must contain at least one Latin character."),
  ])
  func statementDescriptorsAreChecked(text: String, message: String) async throws {
    let error = try await refusal(["statement_descriptor_suffix": .string(text)])
    #expect(error.message == message)
    #expect(error.param == "statement_descriptor_suffix")
  }

  @Test func onlyAllowedTypesPay() async throws {
    let error = try await refusal(["payment_method": "pm_usBankAccount_success"])
    #expect(
      error.message
        == "The PaymentMethod provided (us_bank_account) is not allowed for this PaymentIntent."
        + " Please attach a PaymentMethod of one of the following types: card. Alternatively,"
        + " update the allowed payment_method_types for this PaymentIntent to include"
        + " \"us_bank_account\"")
  }

  @Test func cardsTakeASuffixOnly() async throws {
    let error = try await refusal(["statement_descriptor": "A shop"])
    #expect(error.message.contains("please pass in `statement_descriptor_suffix`"))
  }

  @Test(arguments: [
    (550, "isk", true), (50_000, "isk", false), (550, "ugx", true), (1234, "kwd", true),
    (1230, "kwd", false), (500, "jpy", false),
  ])
  func someAmountsEndInZeros(amount: Int, currency: String, isRefused: Bool) async throws {
    let parameters: JSONObject = [
      "amount": .integer(amount), "currency": .string(currency),
      "allowed_payment_method_types": ["card"],
    ]
    let response = await client.send(.post, "/v1/payment_intents", parameters)
    #expect(response.isSuccess != isRefused)
    if isRefused { #expect(APIError(response).message.hasPrefix("Invalid amount. ")) }
  }

  @Test func currenciesAreThoseOfStripe() async throws {
    let error = try await refusal(["currency": "xxd"])
    #expect(error.param == "currency")
    #expect(
      error.message.hasPrefix(
        "Invalid currency: xxd. Stripe currently supports these currencies: usd, aed, afn,"))
    #expect(error.message.hasSuffix("eek, lvl, svc, vef, ltl, sll, mro"))
  }

  @Test func aChargeOfAnIntentKeepsItsGroup() async throws {
    let paid = try await client.post(
      "/v1/payment_intents", parameters(["confirm": true, "payment_method": "pm_card_visa"]))
    let charge = paid["latest_charge"]?.string ?? ""
    let error = try await client.refusal(
      .post, "/v1/charges/\(charge)", ["transfer_group": "order_42"])
    #expect(error.message.hasPrefix("This Charge was created by a PaymentIntent (\(paid.id))."))
  }

  @Test func anAuthorizationIsCanceledByItsIntent() async throws {
    let held = try await client.post(
      "/v1/payment_intents",
      parameters(["confirm": true, "payment_method": "pm_card_visa", "capture_method": "manual"]))
    let charge = held["latest_charge"]?.string ?? ""
    let error = try await client.refusal(.post, "/v1/refunds", ["charge": .string(charge)])
    #expect(error.message.hasPrefix("This uncaptured Charge was created by a PaymentIntent"))
    _ = try await client.post("/v1/payment_intents/\(held.id)/cancel")
    #expect(try await client.get("/v1/charges/\(charge)")["refunded"] == true)
    #expect(try await client.rows("/v1/balance_transactions").isEmpty)
  }

  @Test func oldAddressesOfChargesAnswer() async throws {
    let paid = try await client.post(
      "/v1/payment_intents", parameters(["confirm": true, "payment_method": "pm_card_visa"]))
    let path = "/v1/charges/\(paid["latest_charge"]?.string ?? "")"
    #expect(try await client.post("\(path)/refund", ["amount": 800])["amount_refunded"] == 800)
    let refund = try await client.post("\(path)/refunds", ["amount": 300])
    #expect(refund["object"] == "refund")
    let list = try await client.get("\(path)/refunds")
    #expect(list["url"] == .string("\(path)/refunds"))
    #expect(list["data"]?.array?.count == 2)
    #expect(list["count"] == nil)
    #expect(try await client.get("\(path)/refunds/\(refund.id)").id == refund.id)
    let error = try await client.refusal(.get, "\(path)/refunds/re_none")
    #expect(error.param == "refund")
    let modern = try await client.get(
      "/v1/refunds", ["charge": .string(paid["latest_charge"]?.string ?? "")])
    #expect(modern["count"] == 2)
  }

  @Test(arguments: [
    ("pendingRefund", "pending", "succeeded"), ("refundFail", "succeeded", "failed"),
  ])
  func someRefundsGoOn(card: String, first: String, then: String) async throws {
    let paid = try await client.post(
      "/v1/payment_intents",
      parameters(["confirm": true, "payment_method": .string("pm_card_\(card)")]))
    let refund = try await client.post("/v1/refunds", ["payment_intent": .string(paid.id)])
    #expect(refund["status"] == .string(first))
    #expect(try await client.get("/v1/refunds/\(refund.id)")["status"] == .string(then))
  }

  @Test func aCardSetUpIsChargedWithoutItsCustomer() async throws {
    let customer = try await client.post("/v1/customers").id
    let setup = try await client.post(
      "/v1/setup_intents",
      [
        "customer": .string(customer), "payment_method": "pm_card_authenticationRequiredOnSetup",
        "confirm": true, "return_url": "https://example.com", "usage": "off_session",
      ])
    #expect(setup["status"] == "requires_action")
    let done = try await client.post("/v1/setup_intents/\(setup.id)/confirm")
    #expect(done["status"] == "succeeded")
    let attempts = try await client.rows(
      "/v1/setup_attempts", ["setup_intent": .string(setup.id)])
    #expect(attempts.map { $0["status"] } == ["succeeded", "requires_action"])
    let paid = try await client.post(
      "/v1/payment_intents",
      parameters([
        "customer": .string(customer), "payment_method": done["payment_method"] ?? nil,
        "confirm": true, "off_session": true,
      ]))
    #expect(paid["status"] == "succeeded")
  }
}
