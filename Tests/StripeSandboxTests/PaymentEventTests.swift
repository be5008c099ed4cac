import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// The events of payments, by their names.
@Suite struct PaymentEventTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func pay(_ card: String, _ extra: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = [
      "amount": 2000, "currency": "usd", "confirm": true,
      "payment_method": .string("pm_card_\(card)"), "allowed_payment_method_types": ["card"],
    ]
    for member in extra.members { parameters[member.key] = member.value }
    return try await client.post("/v1/payment_intents", parameters)
  }

  @Test func aPaymentIsToldOf() async throws {
    _ = try await pay("visa")
    #expect(
      Set(try await client.eventNames())
        == ["payment_intent.created", "payment_intent.succeeded", "charge.succeeded"])
  }

  @Test func anAuthorizationIsToldOfAndItsCapture() async throws {
    let held = try await pay("visa", ["capture_method": "manual"])
    #expect(
      Set(try await client.eventNames()) == [
        "payment_intent.created", "payment_intent.amount_capturable_updated", "charge.succeeded",
      ])
    _ = try await client.post("/v1/payment_intents/\(held.id)/capture")
    #expect(
      Set(try await client.eventNames().suffix(2))
        == ["payment_intent.succeeded", "charge.captured"])
  }

  @Test func aRefusalIsToldOf() async throws {
    _ = try await client.refusal(
      .post, "/v1/payment_intents",
      [
        "amount": 2000, "currency": "usd", "confirm": true,
        "payment_method": "pm_card_chargeDeclined", "allowed_payment_method_types": ["card"],
      ])
    #expect(
      Set(try await client.eventNames())
        == ["payment_intent.created", "payment_intent.payment_failed", "charge.failed"])
  }

  @Test func aRefundIsToldOfInOldNamesToo() async throws {
    let paid = try await pay("visa")
    let refund = try await client.post("/v1/refunds", ["payment_intent": .string(paid.id)])
    #expect(
      Set(try await client.eventNames().suffix(2)) == ["refund.created", "charge.refunded"])
    _ = try await client.post("/v1/refunds/\(refund.id)", ["metadata": ["k": "v"]])
    #expect(
      Set(try await client.eventNames().suffix(2))
        == ["charge.refund.updated", "refund.updated"])
  }

  @Test func aMethodIsToldOfWithItsCustomer() async throws {
    let customer = try await client.post("/v1/customers").id
    let method = try await client.post(
      "/v1/payment_methods/pm_card_visa/attach", ["customer": .string(customer)]
    ).id
    _ = try await client.post(
      "/v1/payment_methods/\(method)", ["billing_details": ["name": "Ann"]])
    _ = try await client.post("/v1/payment_methods/\(method)/detach")
    #expect(
      try await client.eventNames().filter { $0.hasPrefix("payment_method") } == [
        "payment_method.attached", "payment_method.updated", "payment_method.detached",
      ])
  }

  @Test func aCustomersCardIsASource() async throws {
    let customer = try await client.post("/v1/customers").id
    let card = try await client.post(
      "/v1/customers/\(customer)/sources", ["source": "tok_visa"]
    ).id
    _ = try await client.post(
      "/v1/customers/\(customer)/sources/\(card)", ["metadata": ["k": "v"]])
    _ = try await client.delete("/v1/customers/\(customer)/sources/\(card)")
    #expect(
      try await client.eventNames().filter { $0.hasPrefix("customer.source") } == [
        "customer.source.created", "customer.source.updated", "customer.source.deleted",
      ])
  }

  @Test(arguments: [
    ("pm_card_visa", "setup_intent.succeeded"),
    ("pm_card_authenticationRequired", "setup_intent.requires_action"),
    ("pm_card_chargeDeclined", "setup_intent.setup_failed"),
  ])
  func aSetupIsToldOf(method: String, name: String) async throws {
    _ = await client.send(
      .post, "/v1/setup_intents",
      [
        "confirm": true, "payment_method": .string(method),
        "allowed_payment_method_types": ["card"],
      ])
    let names = try await client.eventNames()
    #expect(names.contains("setup_intent.created"))
    #expect(names.contains(name))
  }
}
