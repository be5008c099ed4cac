import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Bank debits: what is decided after the answer.
@Suite struct DelayedPaymentTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func pay(_ number: String) async throws -> JSONObject {
    let made = try await client.post(
      "/v1/payment_intents",
      [
        "amount": 2000, "currency": "usd", "confirm": true,
        "allowed_payment_method_types": ["us_bank_account"],
        "payment_method_data": [
          "type": "us_bank_account", "billing_details": ["name": "Ann"],
          "us_bank_account": [
            "account_number": .string(number), "routing_number": "110000000",
            "account_holder_type": "individual",
          ],
        ],
      ])
    #expect(made["status"] == "processing")
    return try await client.get(
      "/v1/payment_intents/\(made.id)", ["expand": ["latest_charge"]])
  }

  @Test func `money arrives and is in the balance`() async throws {
    let intent = try await pay("000123456789")
    #expect(intent["status"] == "succeeded" && intent["amount_received"] == 2000)
    #expect(intent["latest_charge"]?["status"] == "succeeded")
    #expect(intent["latest_charge"]?["balance_transaction"]?.isNull == false)
    #expect(
      try await client.eventNames().filter { $0.hasPrefix("charge") }
        == ["charge.pending", "charge.succeeded"])
  }

  @Test func `a refusal of the bank leaves the intent to be paid otherwise`() async throws {
    let intent = try await pay("000111111116")
    #expect(intent["status"] == "requires_payment_method")
    #expect(intent["last_payment_error"]?["payment_method_type"] == "us_bank_account")
    #expect(intent["latest_charge"]?["status"] == "failed")
    let names = try await client.eventNames()
    #expect(names.contains("payment_intent.payment_failed") && names.contains("charge.failed"))
    #expect(try await client.rows("/v1/balance_transactions").isEmpty)
  }

  @Test func `what takes minutes at Stripe stays as it is`() async throws {
    #expect(try await pay("000000000009")["status"] == "processing")
  }
}
