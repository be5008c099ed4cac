import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Payouts made by hand, from the balance to a bank and back.
@Suite struct PayoutTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func payOut(_ amount: Int, _ more: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = ["amount": .integer(amount), "currency": "usd"]
    for member in more.members { parameters[member.key] = member.value }
    return try await client.post("/v1/payouts", parameters)
  }

  private func payout(_ id: String) async throws -> JSONObject {
    try await client.get("/v1/payouts/\(id)")
  }

  @Test func `a payout is submitted at midnight and arrives on its date`() async throws {
    try await client.fund(2000)
    let made = try await payOut(1000)
    let arrival = try #require(made["arrival_date"]?.integer)
    #expect(made["status"] == "pending" && made["reconciliation_status"] == "not_applicable")
    client.time.advance(arrival - 86_400 - client.time.now)
    #expect(try await payout(made.id)["status"] == "in_transit")
    client.time.advance(86_400)
    #expect(try await payout(made.id)["status"] == "paid")
    #expect(
      try await client.eventNames("payout") == ["payout.created", "payout.updated", "payout.paid"])
  }

  @Test(arguments: [
    ("000111111116", "no_account"), ("000111111113", "account_closed"),
    ("000222222227", "insufficient_funds"), ("000333333335", "debit_not_authorized"),
    ("000444444440", "invalid_currency"), ("DE62370400440532013001", "no_account"),
  ])
  func `a bank that refuses sends the money back`(number: String, code: String) async throws {
    try await client.addBank(number, to: client.ownAccount())
    try await client.fund(2000)
    let before = try await client.balance("available")
    let made = try await payOut(1000)
    #expect(made["destination"]?.string?.hasPrefix("ba_") == true)
    client.time.advance(3 * 86_400)
    let failed = try await payout(made.id)
    #expect(failed["status"] == "failed" && failed["failure_code"] == .string(code))
    #expect(failed["failure_message"]?.string?.isEmpty == false)
    #expect(try await client.balance("available") == before)
    let id = failed["failure_balance_transaction"]?.string ?? ""
    let entry = try await client.get("/v1/balance_transactions/\(id)")
    #expect(entry["type"] == "payout_failure" && entry["net"] == 1000)
    #expect(entry["source"] == .string(made.id))
    #expect(try await client.eventNames().last == "account.external_account.updated")
    #expect(try await client.eventNames().contains("payout.failed"))
  }

  @Test func `a destination of another is refused`() async throws {
    try await client.fund(2000)
    let error = try await client.refusal(
      .post, "/v1/payouts", ["amount": 1, "currency": "usd", "destination": "ba_nope"])
    #expect(error.message == "No such external account: 'ba_nope'" && error.param == "destination")
  }

  @Test func `a payout under way cannot be canceled`() async throws {
    try await client.fund(2000)
    let made = try await payOut(1000)
    client.time.advance(86_400)
    let error = try await client.refusal(.post, "/v1/payouts/\(made.id)/cancel")
    #expect(error.message.hasSuffix("This payout has a status of in_transit."))
  }

  @Test func `a paid payout is reversed by another`() async throws {
    try await client.fund(2000)
    let before = try await client.balance("available")
    let made = try await payOut(1000)
    client.time.advance(3 * 86_400)
    let reversal = try await client.post(
      "/v1/payouts/\(made.id)/reverse", ["metadata": ["why": "mistake"]])
    #expect(reversal["amount"] == -1000 && reversal["original_payout"] == .string(made.id))
    #expect(try await payout(made.id)["reversed_by"] == .string(reversal.id))
    #expect(try await client.balance("pending") == 1000)
    let again = try await client.refusal(.post, "/v1/payouts/\(made.id)/reverse")
    #expect(again.status == 400)
    client.time.advance(3 * 86_400)
    #expect(try await payout(reversal.id)["status"] == "paid")
    #expect(try await client.balance("available") == before)
  }

  @Test func `an instant payout arrives within the hour`() async throws {
    try await client.fund(2000)
    let made = try await payOut(1000, ["method": "instant"])
    client.time.advance(3600)
    #expect(try await payout(made.id)["status"] == "paid")
  }

  @Test func `pending money becomes available, and that is told once`() async throws {
    _ = try await client.pay(4400)
    _ = try await client.pay(1000, "visa", ["currency": "eur"])
    client.time.advance(30 * 86_400)
    #expect(try await client.balance("available") == 4400 - 158)
    #expect(try await client.balance("available", "eur") == 1000 - 59)
    #expect(try await client.eventNames("balance") == ["balance.available"])
    let event = try #require(
      try await client.rows("/v1/events", ["type": "balance.available"]).first)
    #expect(event["data"]?["object"]?["pending"]?.array?.first?["amount"] == 0)
  }
}
