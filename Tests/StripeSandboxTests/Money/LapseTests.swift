import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// What time ends: authorizations, disputes, bank debits, top-ups and checkout sessions.
@Suite struct LapseTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  @Test func `an authorization that is not captured lapses after a week`() async throws {
    let held = try await client.pay(1000, "visa", ["capture_method": "manual"])
    client.time.advance(7 * 86_400 - 1)
    #expect(try await client.get("/v1/payment_intents/\(held.id)")["status"] == "requires_capture")
    client.time.advance(1)
    let lapsed = try await client.get(
      "/v1/payment_intents/\(held.id)", ["expand": ["latest_charge"]])
    #expect(lapsed["status"] == "canceled" && lapsed["cancellation_reason"] == "automatic")
    #expect(lapsed["amount_capturable"] == 0)
    #expect(lapsed["latest_charge"]?["refunded"] == true)
    let names = try await client.eventNames()
    #expect(names.contains("charge.expired") && names.contains("payment_intent.canceled"))
    #expect(!names.contains("charge.refunded"))
    let error = try await client.refusal(.post, "/v1/payment_intents/\(held.id)/capture")
    #expect(error.code == "payment_intent_unexpected_state")
  }

  @Test func `a charge of its own lapses too`() async throws {
    let customer = try await client.post("/v1/customers", ["source": "tok_visa"]).id
    let charge = try await client.post(
      "/v1/charges",
      ["amount": 1000, "currency": "usd", "customer": .string(customer), "capture": false])
    client.time.advance(8 * 86_400)
    #expect(try await client.get("/v1/charges/\(charge.id)")["refunded"] == true)
    #expect(try await client.eventNames().contains("charge.expired"))
  }

  @Test func `what was captured stays`() async throws {
    let held = try await client.pay(1000, "visa", ["capture_method": "manual"])
    _ = try await client.post("/v1/payment_intents/\(held.id)/capture")
    client.time.advance(30 * 86_400)
    #expect(try await client.get("/v1/payment_intents/\(held.id)")["status"] == "succeeded")
    #expect(try await client.balance("available") == 941)
  }

  @Test(arguments: [("createDispute", "lost"), ("createDisputeInquiry", "warning_closed")])
  func `a dispute that nobody answers is over`(card: String, status: String) async throws {
    _ = try await client.pay(1000, card)
    let dispute = try #require(try await client.rows("/v1/disputes").first)
    let last = try #require(dispute["evidence_details"]?["due_by"]?.integer)
    client.time.advance(last + 1 - client.time.now)
    let over = try await client.get("/v1/disputes/\(dispute.id)")
    #expect(over["status"] == .string(status) && over["evidence_details"]?["past_due"] == true)
    #expect(try await client.eventNames().contains("charge.dispute.closed"))
  }

  @Test func `a dispute that was answered goes on`() async throws {
    _ = try await client.pay(1000, "createDispute")
    let dispute = try #require(try await client.rows("/v1/disputes").first)
    _ = try await client.post(
      "/v1/disputes/\(dispute.id)", ["evidence": ["uncategorized_text": "here it is"]])
    client.time.advance(90 * 86_400)
    #expect(try await client.get("/v1/disputes/\(dispute.id)")["status"] == "under_review")
  }

  @Test(arguments: [
    ("AT321904300235473204", "succeeded"), ("AT051904300235473205", "requires_payment_method"),
    ("DE08370400440532013003", "succeeded"),
  ])
  func `a bank decides after some minutes`(iban: String, status: String) async throws {
    let made = try await client.post(
      "/v1/payment_intents",
      [
        "amount": 2000, "currency": "eur", "confirm": true,
        "allowed_payment_method_types": ["sepa_debit"],
        "payment_method_data": [
          "type": "sepa_debit", "sepa_debit": ["iban": .string(iban)],
          "billing_details": ["name": "Ann", "email": "ann@example.com"],
        ],
      ])
    client.time.advance(179)
    #expect(try await client.get("/v1/payment_intents/\(made.id)")["status"] == "processing")
    client.time.advance(1)
    #expect(try await client.get("/v1/payment_intents/\(made.id)")["status"] == .string(status))
  }

  @Test func `a top-up arrives when it is expected`() async throws {
    let made = try await client.post("/v1/topups", ["amount": 2000, "currency": "usd"])
    #expect(made["status"] == "pending")
    #expect(try await client.balance("available") == 0)
    client.time.advance(5 * 86_400)
    let arrived = try await client.get("/v1/topups/\(made.id)")
    #expect(arrived["status"] == "succeeded")
    #expect(try await client.balance("available") == 2000)
    let id = arrived["balance_transaction"]?.string ?? ""
    #expect(try await client.get("/v1/balance_transactions/\(id)")["type"] == "topup")
    #expect(try await client.eventNames("topup") == ["topup.created", "topup.succeeded"])
  }

  @Test func `a checkout session that nobody completes expires`() async throws {
    let made = try await client.post(
      "/v1/checkout/sessions",
      [
        "mode": "payment", "success_url": "https://example.com",
        "line_items": [
          [
            "quantity": 1,
            "price_data": [
              "currency": "usd", "unit_amount": 500, "product_data": ["name": "Tea"],
            ],
          ]
        ],
      ])
    client.time.advance(86_400)
    let session = try await client.get("/v1/checkout/sessions/\(made.id)")
    #expect(session["status"] == "expired" && session["url"]?.isNull == true)
    #expect(try await client.eventNames().contains("checkout.session.expired"))
  }
}
