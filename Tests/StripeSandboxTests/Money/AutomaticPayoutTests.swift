import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Payouts by a schedule: what each pays out, to the cent.
@Suite struct AutomaticPayoutTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func payouts() async throws -> [JSONObject] {
    try await client.allRows("/v1/payouts").reversed()
  }

  @Test func `no payout is made by itself unless a schedule says so`() async throws {
    _ = try await client.pay(4400)
    client.time.advance(60 * 86_400)
    #expect(try await payouts().isEmpty)
    let settings = try await client.get("/v1/balance_settings")
    #expect(settings["payments"]?["payouts"]?["schedule"]?["interval"] == "manual")
    #expect(settings["payments"]?["settlement_timing"]?["delay_days"] == 7)
  }

  @Test func `a payout lists what it pays out, and its own entry`() async throws {
    try await client.schedule(["interval": "daily"])
    let paid = try await client.pay(4400)
    _ = try await client.pay(3000, "createDispute")
    let refund = try await client.post(
      "/v1/refunds", ["payment_intent": .string(paid.id), "amount": 1400])
    client.time.advance(9 * 86_400)
    let payout = try #require(try await payouts().first)
    #expect(payout["automatic"] == true && payout["reconciliation_status"] == "completed")
    // 4400 - 158, 3000 - 117, -3000 - 1500, -1400
    #expect(payout["amount"] == 1225)
    let entries = try await client.rows(
      "/v1/balance_transactions", ["payout": .string(payout.id)])
    let own = payout["balance_transaction"]
    let others = entries.filter { $0["id"] != own }
    #expect(entries.count == 5 && others.count == 4)
    #expect(others.reduce(0) { $0 + ($1["net"]?.integer ?? 0) } == 1225)
    #expect(others.contains { $0["source"] == .string(refund.id) })
    #expect(try await client.balance("available") == 0)
    let names = try await client.eventNames("payout")
    #expect(names.prefix(2) == ["payout.created", "payout.reconciliation_completed"])
    #expect(names.last == "payout.paid" || names.last == "payout.updated")
    let error = try await client.refusal(.post, "/v1/payouts/\(payout.id)/cancel")
    #expect(error.status == 400)
  }

  private static let days: [(JSONObject, Int)] = [
    (["interval": "daily"], 30),
    (["interval": "weekly", "weekly_payout_days": ["monday", "friday"]], 9),
    (["interval": "monthly", "monthly_payout_days": [31]], 1),
  ]

  @Test(arguments: days)
  func `payouts keep to their days`(schedule: JSONObject, count: Int) async throws {
    // 2026-06-01 00:00 UTC, a Monday.
    client.time.advance(midnight(2026, 6, 1) - client.time.now)
    try await client.schedule(schedule)
    for _ in 0..<30 {
      try await client.fund(1000)
      client.time.advance(86_400)
    }
    let made = try await payouts()
    #expect(made.count == count)
    #expect(
      made.reduce(0) { $0 + ($1["amount"]?.integer ?? 0) }
        == (schedule["interval"] == "weekly" ? 29 : 30) * 941)
  }

  @Test func `money that is owed is taken from the next payout`() async throws {
    try await client.fund(2000)
    _ = try await client.pay(3000, "createDispute")
    try await client.schedule(["interval": "daily"])
    client.time.advance(2 * 86_400)
    #expect(try await payouts().isEmpty)
    client.time.advance(7 * 86_400)
    // 2000 - 88, -3000 - 1500, 3000 - 117
    #expect(try await payouts().map { $0["amount"] } == [295])
  }

  @Test func `nothing more is sent to a bank that refused`() async throws {
    try await client.addBank("000111111116", to: client.ownAccount())
    try await client.schedule(["interval": "daily"])
    try await client.fund(2000)
    client.time.advance(10 * 86_400)
    let made = try await payouts()
    #expect(made.map { $0["status"] } == ["failed"])
    #expect(try await client.balance("available") == 1912)
  }

  @Test func `settings are shown by the account and by its balance`() async throws {
    let other = try await client.post("/v1/accounts", ["type": "custom", "country": "US"]).id
    let own = try await client.ownAccount()
    for account in [nil, other] {
      let path = "/v1/accounts/\(account ?? own)"
      let fresh = try await client.get(path)["settings"]?["payouts"]
      #expect(fresh?["schedule"] == ["delay_days": 7, "interval": "manual"])
      _ = try await client.asking(
        account, .post, "/v1/balance_settings",
        [
          "payments": [
            "payouts": [
              "schedule": ["interval": "monthly", "monthly_payout_days": [3, 17]],
              "statement_descriptor": "TEA",
            ],
            "settlement_timing": ["delay_days_override": 4],
          ]
        ])
      let shown = try await client.get(path)["settings"]?["payouts"]
      #expect(
        shown?["schedule"]
          == [
            "delay_days": 4, "interval": "monthly", "monthly_anchor": 3,
            "monthly_payout_days": [3, 17],
          ])
      #expect(shown?["statement_descriptor"] == "TEA")
      _ = try await client.post(
        path,
        [
          "settings": [
            "payouts": [
              "schedule": ["interval": "daily", "delay_days": 5], "statement_descriptor": "COFFEE",
            ]
          ]
        ])
      let changed = try await client.get(path)["settings"]?["payouts"]
      #expect(changed?["schedule"] == ["delay_days": 5, "interval": "daily"])
      let kept = try await client.asking(account, .get, "/v1/balance_settings")["payments"]
      #expect(kept?["payouts"]?["schedule"]?["interval"] == "daily")
      #expect(kept?["payouts"]?["statement_descriptor"] == "COFFEE")
      #expect(kept?["settlement_timing"]?["delay_days"] == 5)
    }
  }

  @Test func `settings of an account are those of its balance`() async throws {
    let account = try await client.post(
      "/v1/accounts",
      [
        "type": "custom",
        "settings": ["payouts": ["schedule": ["interval": "weekly", "weekly_anchor": "monday"]]],
      ]
    ).id
    let settings = try await client.asking(account, .get, "/v1/balance_settings")
    #expect(
      settings["payments"]?["payouts"]?["schedule"]?["weekly_payout_days"] == ["monday"])
    #expect(
      try await client.get("/v1/balance_settings")["payments"]?["payouts"]?["schedule"]?[
        "interval"] == "manual")
  }

  @Test func `money is pending for as long as settings say`() async throws {
    _ = try await client.post(
      "/v1/balance_settings",
      ["payments": ["settlement_timing": ["delay_days_override": 2]]])
    _ = try await client.pay(4400)
    client.time.advance(2 * 86_400)
    #expect(try await client.balance("available") == 4242)
  }

  private static let undone: [JSONObject] = [
    ["payouts": ["minimum_balance_by_currency": ["usd": 100]]],
    ["debit_negative_balances": true],
  ]

  @Test(arguments: undone)
  func `what is not done is refused by name`(payments: JSONObject) async throws {
    let error = try await client.refusal(
      .post, "/v1/balance_settings", ["payments": .object(payments)])
    #expect(error.message.hasPrefix("The sandbox does not support payments["))
  }

  @Test func `a schedule needs its days`() async throws {
    let error = try await client.refusal(
      .post, "/v1/balance_settings",
      ["payments": ["payouts": ["schedule": ["interval": "weekly"]]]])
    #expect(error.param == "payments[payouts][schedule][weekly_payout_days]")
  }
}
