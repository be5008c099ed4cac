import Testing

/// The job that reconciles payouts.
@Suite struct PayoutJobTests {
  /// An invoice, a refunded payment, a dispute and a top-up, all in one payout.
  private static let month = """
    let ann = create customer { name: "Ann", payment_method: "pm_card_visa",
      invoice_settings: { default_payment_method: "pm_card_visa" } }
    let i = create invoice { customer: $ann.id, number: "TEA-1" }
    let line = create invoice_item { customer: $ann.id, invoice: $i.id, amount: 5000,
      currency: "usd" }
    let paid = execute pay invoice $i.id
    let p = create payment_intent { amount: 3000, currency: "usd", confirm: true,
      customer: $ann.id, payment_method: "pm_card_visa",
      automatic_payment_methods: { enabled: true, allow_redirects: "never" } }
    let r = create refund { payment_intent: $p.id, amount: 700 }
    let d = create payment_intent { amount: 2000, currency: "usd", confirm: true,
      payment_method: "pm_card_createDispute",
      automatic_payment_methods: { enabled: true, allow_redirects: "never" } }
    let c = create customer { name: "Cy", source: "tok_visa" }
    let old = create charge { amount: 1000, currency: "usd", customer: $c.id }
    let t = create topup { amount: 900, currency: "usd" }
    let s = update balance_settings { payments: { payouts: { schedule: { interval: "weekly",
      weekly_payout_days: ["monday"] } } } }

    """

  @Test func `a payout is reconciled to the cent`() async throws {
    let shop = try Shop()
    let filled = await shop.run(Self.month)
    #expect(filled.code == 0, "\(filled.messages)")
    shop.time.pass(days: 9)
    let payout = await shop.run(
      "let p = first(query payouts where automatic = true)\nprint $p.id")
    let id = try #require(payout.lines.first)
    let report = try await shop.report("reconcile-payout.stripe", [id])
    let shapes = report.lines.map { line in
      line.replacing(/"(txn|tu|du|re|ch|po)_[A-Za-z0-9]+"/) { "\($0.output.1)" }
    }
    #expect(
      shapes == [
        #"{"unmatched":txn,"type":"topup","source":tu,"net":900}"#,
        #"{"source":ch,"charge":ch,"customer":"Cy","net":941}"#,
        #"{"source":du,"charge":ch,"invoice":null,"customer":null,"net":-3500}"#,
        #"{"source":ch,"charge":ch,"invoice":null,"customer":null,"net":1912}"#,
        #"{"source":re,"charge":ch,"invoice":null,"customer":"Ann","net":-700}"#,
        #"{"source":ch,"charge":ch,"invoice":null,"customer":"Ann","net":2883}"#,
        #"{"source":ch,"charge":ch,"invoice":"TEA-1","customer":"Ann","net":4825}"#,
        #"{"payout":po,"amount":7261,"sum":7261,"currency":"usd"}"#,
      ])
  }

  @Test func `a payout made by hand is not reconciled`() async throws {
    let shop = try Shop()
    let filled = await shop.run(
      """
      let p = create payment_intent { amount: 3000, currency: "usd", confirm: true,
        payment_method: "pm_card_bypassPending",
        automatic_payment_methods: { enabled: true, allow_redirects: "never" } }
      let o = create payout { amount: 1000, currency: "usd" }
      print $o.id
      """)
    let id = try #require(filled.lines.last)
    let run = try await shop.job("reconcile-payout.stripe", [id])
    #expect(run.code != 0 && run.lines.isEmpty && run.messages.contains("was made by hand"))
  }
}
