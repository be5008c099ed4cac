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

  /// An open invoice that bank transfers pay.
  private func bill(_ amount: Int) async throws -> JSONObject {
    let invoice = try await client.post(
      "/v1/invoices",
      [
        "customer": .string(customer), "collection_method": "send_invoice", "days_until_due": 30,
        "payment_settings": ["payment_method_types": ["customer_balance"]],
      ])
    _ = try await client.post(
      "/v1/invoiceitems",
      [
        "customer": .string(customer), "invoice": .string(invoice.id), "currency": "usd",
        "amount": .integer(amount),
      ])
    return try await client.post("/v1/invoices/\(invoice.id)/finalize")
  }

  private func status(_ invoice: JSONObject) async throws -> JSONValue? {
    try await client.get("/v1/invoices/\(invoice.id)")["status"]
  }

  private func entries() async throws -> [JSONObject] {
    try await client.rows("/v1/customers/\(customer)/cash_balance_transactions").reversed()
  }

  @Test func `invoices are paid whole, in order, and what is left stays`() async throws {
    let (first, second) = (try await bill(3000), try await bill(1000))
    _ = try await fund(2500)
    // The first one is too large; it is not paid in part.
    #expect(try await status(first) == "open")
    #expect(try await status(second) == "paid")
    #expect(try await balance() == ["usd": 1500])
    _ = try await fund(1600)
    #expect(try await status(first) == "paid")
    #expect(try await balance() == ["usd": 100])
    #expect(
      try await entries().map { $0["type"] } == [
        "funded", "applied_to_payment", "funded", "applied_to_payment",
      ])
    #expect(try await entries().map { $0["net_amount"] } == [2500, -1000, 1600, -3000])
    #expect(try await entries().map { $0["ending_balance"] } == [2500, 1500, 3100, 100])
    // 4000 less 2.9 % and 30 each: 117, 59.
    let sums = try await client.get("/v1/balance")["pending"]?[0]
    #expect(sums?["amount"] == .integer(4000 - 117 - 59))
  }

  @Test func `money that was there pays a new invoice, by hand where that is set`() async throws {
    _ = try await fund(1500)
    #expect(try await status(try await bill(1000)) == "paid")
    let changed = try await client.post(
      "/v1/customers/\(customer)/cash_balance", ["settings": ["reconciliation_mode": "manual"]])
    #expect(
      changed["settings"] == ["reconciliation_mode": "manual", "using_merchant_default": false])
    let waiting = try await bill(400)
    #expect(try await status(waiting) == "open")
    let payments = try await client.rows("/v1/invoice_payments", ["invoice": .string(waiting.id)])
    let intent = payments.first?["payment"]?["payment_intent"]?.string ?? ""
    _ = try await client.post("/v1/payment_intents/\(intent)/apply_customer_balance")
    #expect(try await status(waiting) == "paid")
    #expect(try await balance() == ["usd": 100])
    let usual = try await client.post(
      "/v1/customers/\(customer)/cash_balance",
      ["settings": ["reconciliation_mode": "merchant_default"]])
    #expect(
      usual["settings"] == ["reconciliation_mode": "automatic", "using_merchant_default": true])
  }

  @Test func `a transfer pays what it names first`() async throws {
    let (first, second) = (try await ask(1000), try await ask(1000))
    let instructions = second["next_action"]?["display_bank_transfer_instructions"]
    _ = try await client.post(
      "/v1/test_helpers/customers/\(customer)/fund_cash_balance",
      ["amount": 1000, "currency": "usd", "reference": instructions?["reference"] ?? nil])
    let paid = try await client.get("/v1/payment_intents/\(second.id)")["status"]
    #expect(paid == "succeeded")
    #expect(
      try await client.get("/v1/payment_intents/\(first.id)")["status"] == "requires_action")
  }

  @Test func `a refund asks for an account, and comes back without one`() async throws {
    _ = try await fund(3000)
    let paid = try await ask(3000)
    let parameters: JSONObject = ["payment_intent": .string(paid.id), "amount": 1200]
    let error = try await client.refusal(.post, "/v1/refunds", parameters)
    #expect(error.param == "instructions_email")
    _ = try await client.post("/v1/customers/\(customer)", ["email": "jenny@example.com"])
    let before = try await client.get("/v1/balance")["pending"]?[0]?["amount"]?.integer ?? 0
    let refund = try await client.post("/v1/refunds", parameters)
    #expect(refund["status"] == "requires_action")
    let sent = refund["next_action"]?["display_details"]?["email_sent"]?["email_sent_to"]
    #expect(sent == "jenny@example.com")
    let expired = try await client.post("/v1/test_helpers/refunds/\(refund.id)/expire")
    #expect(expired["status"] == "canceled")
    #expect(try await balance() == ["usd": 1200])
    let last = try #require(try await entries().last)
    #expect(last["type"] == "refunded_from_payment")
    #expect(last["refunded_from_payment"] == ["refund": .string(refund.id)])
    let after = try await client.get("/v1/balance")["pending"]?[0]?["amount"]?.integer ?? 0
    #expect(after == before - 1200)
  }

  @Test func `what paid for nothing goes back to the customer`() async throws {
    _ = try await fund(3000)
    let parameters: JSONObject = [
      "customer": .string(customer), "origin": "customer_balance", "amount": 1200,
      "currency": "usd", "instructions_email": "jenny@example.com",
    ]
    let refund = try await client.post("/v1/refunds", parameters)
    #expect(refund["charge"] == .null && refund["balance_transaction"] == .null)
    #expect(refund["status"] == "requires_action")
    #expect(try await balance() == ["usd": 1800])
    client.time.advance(45 * 86_400)
    #expect(try await client.get("/v1/refunds/\(refund.id)")["status"] == "canceled")
    #expect(try await balance() == ["usd": 3000])
    #expect(
      try await entries().map { $0["type"] } == ["funded", "return_initiated", "return_canceled"])
    var tooMuch = parameters
    tooMuch["amount"] = 3001
    #expect(try await client.refusal(.post, "/v1/refunds", tooMuch).param == "amount")
  }
}
