import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Issued cards that test helpers pay with.
@Suite struct IssuingTests {
  let client: SandboxClient
  let card: String

  init() async throws {
    client = try SandboxClient()
    let holder = try await client.post(
      "/v1/issuing/cardholders",
      [
        "name": "Jenny Rosen",
        "billing": [
          "address": [
            "line1": "1 Main Street", "city": "Springfield", "country": "US",
            "postal_code": "12345",
          ]
        ],
      ])
    card = try await client.post(
      "/v1/issuing/cards",
      [
        "cardholder": .string(holder.id), "currency": "usd", "type": "virtual",
        "status": "active",
      ]
    ).id
  }

  private func authorize(_ extra: JSONObject = [:]) async throws -> JSONObject {
    var fields: JSONObject = ["card": .string(card), "amount": 700]
    for member in extra.members { fields[member.key] = member.value }
    return try await client.post("/v1/test_helpers/issuing/authorizations", fields)
  }

  @Test func `an authorization is asked for, and decided by the card`() async throws {
    let made = try await authorize()
    #expect(made["approved"] == true && made["status"] == "pending" && made["amount"] == 700)
    #expect(made["pending_request"]?.isNull == true && made["currency"] == "usd")
    #expect(made["card"]?["id"] == .string(card))
    let request = try await client.rows(
      "/v1/events", ["type": "issuing_authorization.request"])[0]
    let asked = request["data"]?["object"]
    #expect(asked?["pending_request"]?["amount"] == 700 && asked?["approved"] == false)
    #expect(try await client.eventNames().contains("issuing_authorization.created"))
    _ = try await client.post("/v1/issuing/cards/\(card)", ["status": "inactive"])
    let refused = try await authorize()
    #expect(refused["approved"] == false && refused["status"] == "closed")
    #expect(refused["request_history"]?[0]?["reason"] == "card_inactive")
  }

  @Test func `the older address does the same`() async throws {
    let path = "/v1/issuing/cards/\(card)/test/authorizations"
    let made = try await client.post(
      path,
      ["held_amount": "100", "held_currency": "usd", "authorization_method": "chip"])
    #expect(made["amount"] == 100 && made["authorization_method"] == "chip")
    #expect(try await client.refusal(.post, path).param == "held_amount")
    #expect(
      try await client.refusal(.post, path, ["held_amount": "1", "amount": "1"]).code
        == "parameter_unknown")
  }

  @Test func `a capture leaves a transaction and closes the authorization`() async throws {
    let made = try await authorize()
    let path = "/v1/test_helpers/issuing/authorizations/\(made.id)/capture"
    let captured = try await client.post(path, ["capture_amount": 500])
    #expect(captured["status"] == "closed")
    let transaction = try await client.rows("/v1/issuing/transactions")[0]
    #expect(transaction["amount"] == -500 && transaction["type"] == "capture")
    #expect(transaction["authorization"] == .string(made.id))
    #expect(try await client.refusal(.post, path).status == 400)
  }

  @Test func `a receipt of a purchase is told of`() async throws {
    let path = "/v1/test_helpers/issuing/transactions/create_force_capture"
    _ = try await client.post(path, ["card": .string(card), "amount": 100])
    let name = "issuing_transaction.purchase_details_receipt_updated"
    #expect(try await !client.eventNames().contains(name))
    let made = try await client.post(
      path,
      [
        "card": .string(card), "amount": 100,
        "purchase_details": ["receipt": [["description": "Ride", "quantity": 1]]],
      ])
    #expect(made["amount"] == -100)
    #expect(try await client.eventNames().contains(name))
    let refund = try await client.post(
      "/v1/test_helpers/issuing/transactions/create_unlinked_refund",
      ["card": .string(card), "amount": 100])
    #expect(refund["amount"] == 100 && refund["type"] == "refund")
  }
}
