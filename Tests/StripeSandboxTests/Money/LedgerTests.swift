import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// The balance, and the entries that it is the sum of.
@Suite struct LedgerTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func pay(
    _ amount: Int, _ card: String, currency: String = "usd", _ extra: JSONObject = [:]
  )
    async throws -> JSONObject
  {
    var parameters: JSONObject = [
      "amount": .integer(amount), "currency": .string(currency), "confirm": true,
      "payment_method": .string("pm_card_\(card)"), "allowed_payment_method_types": ["card"],
    ]
    for member in extra.members { parameters[member.key] = member.value }
    return try await client.post("/v1/payment_intents", parameters)
  }

  private func amount(_ kind: String, currency: String = "usd") async throws -> Int {
    let sums = try await client.get("/v1/balance")[kind]?.array ?? []
    return sums.first { $0["currency"]?.string == currency }?["amount"]?.integer ?? 0
  }

  @Test func aPaymentIsPendingForAWeek() async throws {
    let paid = try await pay(4400, "visa", ["description": "a chair"])
    #expect(try await amount("pending") == 4400 - 158)
    #expect(try await amount("available") == 0)
    let charge = paid["latest_charge"]?.string ?? ""
    let entry = try #require(
      try await client.rows("/v1/balance_transactions", ["source": .string(charge)]).first)
    #expect(entry["status"] == "pending")
    #expect(entry["description"] == "a chair")
    #expect(entry["available_on"]?.integer.map { $0 % 86_400 } == 0)
    client.time.advance(7 * 86_400)
    #expect(try await amount("pending") == 0)
    #expect(try await amount("available") == 4400 - 158)
    let later = try await client.get("/v1/balance_transactions/\(entry["id"]?.string ?? "")")
    #expect(later["status"] == "available")
    let listed = try await client.rows("/v1/balance_transactions")
    #expect(listed.map { $0["status"] } == ["available"])
  }

  @Test func aRefundSaysWhatItIsOf() async throws {
    let paid = try await pay(4400, "visa", ["description": "a chair"])
    let refund = try await client.post(
      "/v1/refunds", ["payment_intent": .string(paid.id), "amount": 1400])
    let entry = try #require(
      try await client.rows("/v1/balance_transactions", ["source": .string(refund.id)]).first)
    #expect(entry["description"] == "REFUND FOR CHARGE (a chair)")
    #expect(entry["amount"] == -1400)
    #expect(entry["fee"] == 0)
    #expect(try await amount("pending") == 4400 - 158 - 1400)
  }

  @Test func entriesOfDisputesAreNotFoundByTheirSource() async throws {
    let paid = try await pay(3000, "createDispute")
    let charge = paid["latest_charge"]?.string ?? ""
    let dispute = try await client.get("/v1/charges/\(charge)/dispute")
    #expect(
      try await client.rows("/v1/balance_transactions", ["source": .string(dispute.id)]).isEmpty)
    let id = dispute["balance_transaction"]?.string ?? ""
    #expect(try await client.get("/v1/balance_transactions/\(id)")["net"] == -4500)
  }

  @Test func payoutsTakeFromWhatIsAvailable() async throws {
    let poor = try await client.refusal(
      .post, "/v1/payouts", ["amount": 1000, "currency": "usd"])
    #expect(poor.code == "balance_insufficient")
    try await client.fund(2000)
    let before = try await amount("available")
    let payout = try await client.post("/v1/payouts", ["amount": 1000, "currency": "usd"])
    #expect(payout["status"] == "pending")
    #expect(payout["automatic"] == false)
    #expect(try await amount("available") == before - 1000)
    let canceled = try await client.post("/v1/payouts/\(payout.id)/cancel")
    #expect(canceled["status"] == "canceled")
    #expect(try await amount("available") == before)
    let names = try await client.eventNames()
    #expect(names.contains("balance.available"))
    #expect(names.suffix(2) == ["payout.created", "payout.canceled"])
  }

  @Test(arguments: [(0, "usd"), (-100, "usd")])
  func payoutsAreOfSomething(amount: Int, currency: String) async throws {
    let error = try await client.refusal(
      .post, "/v1/payouts", ["amount": .integer(amount), "currency": .string(currency)])
    #expect(error.code == "parameter_invalid_integer")
    #expect(error.message == "This value must be greater than or equal to 1.")
  }

  @Test func aListOfAPayoutThatIsNoneIsRefused() async throws {
    let error = try await client.refusal(
      .get, "/v1/balance_transactions", ["payout": "po_nope"])
    #expect(error.status == 400)
    #expect(error.message == "No such payout: 'po_nope'")
  }

  @Test func transfersTakeFromWhatIsAvailable() async throws {
    let account = try await client.post("/v1/accounts", ["type": "express"])
    let parameters: JSONObject = [
      "amount": 700, "currency": "usd", "destination": .string(account.id),
    ]
    let poor = try await client.refusal(.post, "/v1/transfers", parameters)
    #expect(poor.code == "balance_insufficient")
    try await client.fund(2000)
    let before = try await amount("available")
    let transfer = try await client.post("/v1/transfers", parameters)
    #expect(transfer["source_type"] == "card")
    #expect(transfer["reversals"]?["total_count"] == 0)
    #expect(try await amount("available") == before - 700)
    _ = try await client.post("/v1/transfers/\(transfer.id)/reversals", ["amount": 200])
    #expect(try await amount("available") == before - 500)
    #expect(try await client.get("/v1/transfers/\(transfer.id)")["amount_reversed"] == 200)
  }

  @Test func aChargeIsPassedOnToItsDestination() async throws {
    let account = try await client.post("/v1/accounts", ["type": "express"])
    let paid = try await pay(
      1000, "visa",
      [
        "application_fee_amount": 123,
        "transfer_data": ["destination": .string(account.id)],
      ])
    #expect(paid["transfer_data"] == ["destination": .string(account.id)])
    #expect(paid["transfer_group"] == .string("group_\(paid.id)"))
    let charge = try await client.get("/v1/charges/\(paid["latest_charge"]?.string ?? "")")
    #expect(charge["destination"] == .string(account.id))
    #expect(charge["transfer"]?.string?.hasPrefix("tr_") == true)
    #expect(charge["application_fee"]?.string?.hasPrefix("fee_") == true)
    #expect(try await amount("pending") == 1000 - 59 - 1000 + 123)
  }

  @Test func aFileOfBeforeIsCountedToo() async throws {
    let now = client.time.now
    try client.sandbox.batch(randomness: { 7 }) { batch in
      let workspace = Workspace(batch.transaction, batch.environment)
      var entry = try workspace.make(BalanceTransaction.self)
      entry.currency = "usd"
      entry.net = 700
      entry.availableOn = now
      try workspace.save(entry)
      try workspace.changes.write()
    }
    #expect(try await amount("available") == 700)
    try await client.fund(1000)
    #expect(try await amount("available") == 700 + 1000 - 59)
  }

  /// After any sequence of operations, and of hours and weeks between them, each balance is the
  /// sum of its entries, and each automatic payout that of what it pays out.
  @Test(arguments: 1...8)
  func balancesAreSums(seed: Int) async throws {
    let dice = RepeatableDice(UInt64(seed))
    if seed > 2 { try await client.schedule(Self.schedules[seed % Self.schedules.count]) }
    if seed > 5 {
      let account = try await client.ownAccount()
      for currency in ["usd", "eur", "jpy"] {
        try await client.addBank(
          ["000123456789", "000111111116"][dice.below(2)], to: account, currency: currency)
      }
    }
    let customer = try await client.post("/v1/customers", ["email": "jenny@example.com"]).id
    for _ in 0..<40 {
      try await doSomething(by: dice)
      if dice.below(3) == 0 { try await client.transfer(customer, by: dice) }
      client.time.advance(dice.below(dice.below(4) == 0 ? 900_000 : 100_000))
      try await expectSums()
      try await client.expectCash(of: customer)
    }
    client.time.advance(50 * 86_400)
    try await expectSums()
    try await client.expectCash(of: customer)
    try await expectPayouts()
  }

  private static let schedules: [JSONObject] = [
    ["interval": "daily"], ["interval": "weekly", "weekly_payout_days": ["monday", "thursday"]],
    ["interval": "monthly", "monthly_payout_days": [3, 31]],
  ]

  private func doSomething(by dice: RepeatableDice) async throws {
    let currency = ["usd", "eur", "jpy"][dice.below(3)]
    let cards = ["visa", "bypassPending", "createDispute", "refundFail", "pendingRefund"]
    switch dice.below(9) {
    case 0...2:
      _ = try await pay(
        500 + dice.below(9000), cards[dice.below(cards.count)], currency: currency)
    case 3:
      let held = try await pay(
        1000 + dice.below(9000), "visa", currency: currency, ["capture_method": "manual"])
      guard let end = [nil, "capture", "cancel"][dice.below(3)] else { return }
      _ = await client.send(.post, "/v1/payment_intents/\(held.id)/\(end)", [:])
    case 4...5:
      let charges = try await client.rows("/v1/charges").map(\.id)
      guard let charge = charges.randomElement(by: dice) else { return }
      _ = await client.send(
        .post, "/v1/refunds",
        ["charge": .string(charge), "amount": .integer(1 + dice.below(600))])
    case 6:
      let disputes = try await client.rows("/v1/disputes").map(\.id)
      guard let dispute = disputes.randomElement(by: dice) else { return }
      let text = ["winning_evidence", "losing_evidence", "other"][dice.below(3)]
      _ = await client.send(
        .post, "/v1/disputes/\(dispute)",
        ["evidence": ["uncategorized_text": .string(text)]])
    case 7:
      let payouts = try await client.rows("/v1/payouts").map(\.id)
      guard let payout = payouts.randomElement(by: dice) else { return }
      let end = ["cancel", "reverse"][dice.below(2)]
      _ = await client.send(.post, "/v1/payouts/\(payout)/\(end)", [:])
    default:
      let path = ["/v1/payouts", "/v1/topups"][dice.below(2)]
      _ = await client.send(
        .post, path, ["amount": .integer(1 + dice.below(900)), "currency": .string(currency)])
    }
  }

  private func expectPayouts() async throws {
    for payout in try await client.allRows("/v1/payouts") where payout["automatic"] == true {
      let entries = try await client.allRows(
        "/v1/balance_transactions", ["payout": .string(payout.id)])
      let others = entries.filter { $0.id != payout["balance_transaction"]?.string }
      #expect(others.count == entries.count - 1)
      #expect(others.reduce(0) { $0 + ($1["net"]?.integer ?? 0) } == payout["amount"]?.integer)
    }
  }

  private func expectSums() async throws {
    var sums: [String: [String: Int]] = ["available": [:], "pending": [:]]
    for entry in try await client.allRows("/v1/balance_transactions") {
      let status = entry["status"]?.string ?? ""
      let currency = entry["currency"]?.string ?? ""
      sums[status]?[currency, default: 0] += entry["net"]?.integer ?? 0
    }
    let balance = try await client.get("/v1/balance")
    for kind in ["available", "pending"] {
      for sum in balance[kind]?.array ?? [] {
        #expect(sum["amount"]?.integer == sums[kind]?[sum["currency"]?.string ?? ""] ?? 0)
      }
    }
  }
}

extension Array {
  func randomElement(by dice: RepeatableDice) -> Element? {
    isEmpty ? nil : self[dice.below(count)]
  }
}
