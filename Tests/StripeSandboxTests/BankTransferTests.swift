import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Payments by bank transfer, and the cash balance that transfers wait in.
@Suite struct BankTransferTests {
  let client: SandboxClient
  let customer: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.post("/v1/customers").id
  }

  private func ask(_ amount: Int) async throws -> JSONObject {
    try await client.post(
      "/v1/payment_intents",
      [
        "amount": .integer(amount), "currency": "usd", "customer": .string(customer),
        "allowed_payment_method_types": ["customer_balance"], "confirm": true,
        "payment_method_data": ["type": "customer_balance"],
        "payment_method_options": [
          "customer_balance": [
            "funding_type": "bank_transfer", "bank_transfer": ["type": "us_bank_transfer"],
          ]
        ],
      ])
  }

  private func fund(_ amount: Int) async throws -> JSONObject {
    try await client.post(
      "/v1/test_helpers/customers/\(customer)/fund_cash_balance",
      ["amount": .integer(amount), "currency": "usd"])
  }

  private func balance() async throws -> JSONValue? {
    try await client.get("/v1/customers/\(customer)/cash_balance")["available"]
  }

  private func remaining(_ intent: JSONObject) -> JSONValue? {
    intent["next_action"]?["display_bank_transfer_instructions"]?["amount_remaining"]
  }

  @Test func `money that nothing waits for stays in the balance`() async throws {
    let entry = try await fund(1000)
    #expect(entry["type"] == "funded" && entry["net_amount"] == 1000)
    #expect(entry["ending_balance"] == 1000)
    #expect(try await balance() == ["usd": 1000])
    let names = try await client.eventNames()
    #expect(names.contains("cash_balance.funds_available"))
    #expect(names.contains("customer_cash_balance_transaction.created"))
  }

  @Test func `a part of the money is told of, the rest completes the payment`() async throws {
    let intent = try await ask(3000)
    #expect(intent["status"] == "requires_action" && remaining(intent) == 3000)
    _ = try await fund(1000)
    let partly = try await client.get("/v1/payment_intents/\(intent.id)")
    #expect(partly["status"] == "requires_action" && remaining(partly) == 2000)
    #expect(try await client.eventNames().contains("payment_intent.partially_funded"))
    #expect(try await !client.eventNames().contains("cash_balance.funds_available"))
    _ = try await fund(2500)
    let paid = try await client.get("/v1/payment_intents/\(intent.id)")
    #expect(paid["status"] == "succeeded" && paid["amount_received"] == 3000)
    #expect(try await balance() == ["usd": 500])
    let rows = try await client.rows("/v1/customers/\(customer)/cash_balance_transactions")
    #expect(rows.reduce(0) { $0 + ($1["net_amount"]?.integer ?? 0) } == 500)
    #expect(rows.filter { $0["type"] == "applied_to_payment" }.count == 2)
  }

  @Test func `what is there already pays at once`() async throws {
    _ = try await fund(5000)
    #expect(try await ask(3000)["status"] == "succeeded")
    #expect(try await balance() == ["usd": 2000])
  }

  @Test func `by hand nothing is applied until it is asked for`() async throws {
    _ = try await client.post(
      "/v1/customers/\(customer)/cash_balance", ["settings": ["reconciliation_mode": "manual"]])
    let intent = try await ask(3000)
    _ = try await fund(5000)
    #expect(
      try await client.get("/v1/payment_intents/\(intent.id)")["status"] == "requires_action")
    let paid = try await client.post(
      "/v1/payment_intents/\(intent.id)/apply_customer_balance")
    #expect(paid["status"] == "succeeded")
    #expect(try await balance() == ["usd": 2000])
  }

  @Test func `an intent that is canceled gives the money back`() async throws {
    let intent = try await ask(3000)
    _ = try await fund(1000)
    _ = try await client.post("/v1/payment_intents/\(intent.id)/cancel")
    #expect(try await balance() == ["usd": 1000])
  }

  @Test func `nobody transfers money without being a customer`() async throws {
    let error = try await client.refusal(
      .post, "/v1/payment_intents",
      [
        "amount": 3000, "currency": "usd", "confirm": true,
        "allowed_payment_method_types": ["customer_balance"],
        "payment_method_data": ["type": "customer_balance"],
        "payment_method_options": [
          "customer_balance": [
            "funding_type": "bank_transfer", "bank_transfer": ["type": "us_bank_transfer"],
          ]
        ],
      ])
    #expect(error.param == "customer")
  }
}
