import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Money between a platform and the accounts connected to it: both sides' entries.
@Suite struct ConnectMoneyTests {
  let client: SandboxClient
  let account: String

  init() async throws {
    client = try SandboxClient()
    account = try await client.post("/v1/accounts", ["type": "express"]).id
  }

  private func entries(of account: String?) async throws -> [JSONObject] {
    try await client.asking(account, .get, "/v1/balance_transactions", ["limit": 100])["data"]?
      .array?.compactMap(\.object).reversed() ?? []
  }

  private func nets(of account: String?) async throws -> [String] {
    try await entries(of: account).map {
      "\($0["type"]?.string ?? "") \($0["net"]?.integer ?? 0)"
    }
  }

  @Test func `a transfer arrives as a payment`() async throws {
    try await client.fund(2000)
    let transfer = try await client.post(
      "/v1/transfers", ["amount": 700, "currency": "usd", "destination": .string(account)])
    let payment = transfer["destination_payment"]?.string ?? ""
    let received = try await client.asking(account, .get, "/v1/charges/\(payment)")
    #expect(received["amount"] == 700 && received["source_transfer"] == .string(transfer.id))
    #expect(try await client.balance("available", of: account) == 700)
    let reversal = try await client.post("/v1/transfers/\(transfer.id)/reversals", ["amount": 200])
    #expect(reversal["destination_payment_refund"]?.string?.hasPrefix("pyr_") == true)
    #expect(try await client.balance("available", of: account) == 500)
    #expect(try await nets(of: account) == ["payment 700", "payment_refund -200"])
    let payout = try await client.asking(
      account, .post, "/v1/payouts", ["amount": 500, "currency": "usd"])
    #expect(payout["status"] == "pending")
  }

  private func destinationCharge() async throws -> JSONObject {
    try await client.pay(
      1000, "visa",
      [
        "application_fee_amount": 123, "transfer_data": ["destination": .string(account)],
        "expand": ["latest_charge"],
      ])
  }

  @Test func `a charge that is passed on leaves the fee with the platform`() async throws {
    let paid = try await destinationCharge()
    #expect(
      try await nets(of: nil) == ["charge 941", "transfer -1000", "application_fee 123"])
    let entry = try #require(try await entries(of: account).first)
    #expect(entry["amount"] == 1000 && entry["fee"] == 123 && entry["net"] == 877)
    #expect(entry["fee_details"]?.array?.map { $0["type"] } == ["application_fee"])
    let charge = try await client.get(
      "/v1/charges/\(paid["latest_charge"]?["id"]?.string ?? "")",
      ["expand": ["application_fee"]])
    let fee = try #require(charge["application_fee"]?.object)
    #expect(fee["account"] == .string(account) && fee["amount"] == 123)
    #expect(fee["originating_transaction"] == .string(charge.id))
    #expect(try await client.eventNames().contains("application_fee.created"))
  }

  @Test func `a refund takes back the transfer and the fee in proportion`() async throws {
    let paid = try await destinationCharge()
    let part = try await client.post(
      "/v1/refunds",
      [
        "payment_intent": .string(paid.id), "amount": 500, "reverse_transfer": true,
        "refund_application_fee": true,
      ])
    #expect(part["transfer_reversal"]?.string?.hasPrefix("trr_") == true)
    // Half of 123 is 61.5.
    #expect(
      try await nets(of: account)
        == ["payment 877", "payment_refund -500", "application_fee_refund 62"])
    _ = try await client.post(
      "/v1/refunds",
      [
        "payment_intent": .string(paid.id), "reverse_transfer": true,
        "refund_application_fee": true,
      ])
    #expect(try await entries(of: account).reduce(0) { $0 + ($1["net"]?.integer ?? 0) } == 0)
    #expect(try await entries(of: nil).reduce(0) { $0 + ($1["net"]?.integer ?? 0) } == -59)
    let fees = try await client.rows("/v1/application_fees")
    #expect(fees.first?["refunded"] == true)
    #expect(fees.first?["refunds"]?["data"]?.array?.count == 2)
    let transfer = try #require(try await client.rows("/v1/transfers").first)
    #expect(transfer["reversed"] == true)
    #expect(transfer["reversals"]?["data"]?.array?.count == 2)
    #expect(try await client.eventNames().contains("application_fee.refunded"))
  }

  @Test func `a direct charge pays the platform its fee`() async throws {
    let paid = try await client.asking(
      account, .post, "/v1/payment_intents",
      [
        "amount": 1000, "currency": "usd", "confirm": true, "payment_method": "pm_card_visa",
        "allowed_payment_method_types": ["card"], "application_fee_amount": 100,
      ])
    let entry = try #require(try await entries(of: account).first)
    #expect(entry["fee"] == 159 && entry["net"] == 841)
    #expect(entry["fee_details"]?.array?.map { $0["type"] } == ["application_fee", "stripe_fee"])
    #expect(try await nets(of: nil) == ["application_fee 100"])
    _ = try await client.asking(
      account, .post, "/v1/refunds",
      ["payment_intent": .string(paid.id), "refund_application_fee": true])
    #expect(
      try await nets(of: account)
        == ["charge 841", "refund -1000", "application_fee_refund 100"])
    #expect(try await nets(of: nil) == ["application_fee 100", "application_fee_refund -100"])
    let pending = try await client.balance("pending", of: account)
    let available = try await client.balance("available", of: account)
    #expect(pending + available == -59)
  }

  @Test func `a fee is refunded by itself`() async throws {
    _ = try await destinationCharge()
    let fee = try #require(try await client.rows("/v1/application_fees").first)
    let refund = try await client.post("/v1/application_fees/\(fee.id)/refunds", ["amount": 23])
    #expect(refund["fee"] == .string(fee.id) && refund["amount"] == 23)
    #expect(try await nets(of: account) == ["payment 877", "application_fee_refund 23"])
    let error = try await client.refusal(
      .post, "/v1/application_fees/\(fee.id)/refunds", ["amount": 101])
    #expect(
      error.message
        == "Refund amount ($1.01) is greater than unrefunded amount on fee ($1.00)")
  }

  @Test func `what there is not cannot be taken back`() async throws {
    let paid = try await client.pay(1000)
    for name in ["reverse_transfer", "refund_application_fee"] {
      var parameters: JSONObject = ["payment_intent": .string(paid.id)]
      parameters[name] = true
      let error = try await client.refusal(.post, "/v1/refunds", parameters)
      #expect(error.status == 400 && error.param == name)
    }
    #expect(try await client.rows("/v1/refunds").isEmpty)
  }

  @Test func `a connected account is paid out by its schedule`() async throws {
    try await client.addBank("000123456789", to: account)
    try await client.schedule(["interval": "daily"], of: account)
    _ = try await destinationCharge()
    client.time.advance(20 * 86_400)
    let payouts = try await client.asking(account, .get, "/v1/payouts")["data"]?.array ?? []
    #expect(payouts.map { $0["amount"] } == [877] && payouts.map { $0["status"] } == ["paid"])
    #expect(payouts.first?["destination"]?.string?.hasPrefix("ba_") == true)
    #expect(try await client.rows("/v1/payouts").isEmpty)
  }
}
