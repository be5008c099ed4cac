import Testing

/// Jobs about invoices and payments. Each runs twice, and the second run sends no write.
@Suite struct BillingJobTests {
  private static func openInvoice(_ name: String, _ currency: String, _ amount: Int) -> String {
    """
    let \(name) = create invoice { customer: $c.id, currency: "\(currency)",
      collection_method: "send_invoice", days_until_due: 30, description: "\(name)" }
    let item_\(name) = create invoice_item { customer: $c.id, invoice: $\(name).id,
      amount: \(amount), currency: "\(currency)" }
    let open_\(name) = execute finalize invoice $\(name).id { auto_advance: false }

    """
  }

  @Test func `old open invoices are voided or marked uncollectible`() async throws {
    let shop = try Shop()
    let old =
      "let c = create customer { email: \"a@example.com\" }\n"
      + Self.openInvoice("cents", "usd", 99) + Self.openInvoice("dollars", "usd", 500)
      + Self.openInvoice("yen", "jpy", 99) + Self.openInvoice("fils", "kwd", 500)
    #expect(await shop.run(old).code == 0)
    shop.time.pass(days: 60)
    let recent =
      "let c = first(query customers)\n" + Self.openInvoice("recent", "usd", 50)
    #expect(await shop.run(recent).code == 0)

    let first = try await shop.job("close-old-invoices.stripe", ["2026-03-01"])
    #expect(first.code == 0, "\(first.messages)")
    #expect(first.writes.count == 4)
    #expect(
      await shop.run("query invoices order by description select description, status").lines == [
        #"{"description":"cents","status":"void"}"#,
        #"{"description":"dollars","status":"uncollectible"}"#,
        #"{"description":"fils","status":"void"}"#,
        #"{"description":"recent","status":"open"}"#,
        #"{"description":"yen","status":"uncollectible"}"#,
      ])
    let second = try await shop.job("close-old-invoices.stripe", ["2026-03-01"])
    #expect(second.code == 0)
    #expect(second.writes == [])
  }

  @Test func `failed payments are counted by decline code`() async throws {
    let shop = try Shop()
    let declined = [
      ("a", "usd", 5000, "InsufficientFunds"), ("a", "usd", 700, "InsufficientFunds"),
      ("b", "usd", 900, "InsufficientFunds"), ("b", "usd", 100, "LostCard"),
      ("b", "eur", 300, "LostCard"),
    ]
    let attempts = declined.map { customer, currency, amount, decline in
      """
      let p = create payment_intent { amount: \(amount), currency: "\(currency)",
        customer: $\(customer).id, payment_method: "pm_card_visa_chargeDeclined\(decline)",
        confirm: true,
        automatic_payment_methods: { enabled: true, allow_redirects: "never" } }

      """
    }
    let filled = await shop.run(
      "let a = create customer {}\nlet b = create customer {}\nset on_error = continue\n"
        + attempts.joined())
    #expect(filled.code == 3)
    let report = try await shop.report("failed-payments.stripe", ["2026-02-01"])
    #expect(
      report.lines == [
        #"{"currency":"eur","reason":"lost_card","failures":1,"customers":1,"at_risk":300}"#,
        #"{"currency":"usd","reason":"insufficient_funds","failures":3,"customers":2,"#
          + #""at_risk":6600}"#,
        #"{"currency":"usd","reason":"lost_card","failures":1,"customers":1,"at_risk":100}"#,
      ])
    #expect(try await shop.report("failed-payments.stripe", ["2026-03-01"]).lines == [])
  }

  private static let sales = """
    let tea = create product { id: "prod_tea", name: "Tea" }
    let pot = create product { id: "prod_pot", name: "Pot" }
    let t = create price { product: $tea.id, currency: "usd", unit_amount: 500,
      recurring: { interval: "month" } }
    let p = create price { product: $pot.id, currency: "usd", unit_amount: 9000,
      recurring: { interval: "month" } }
    for prices in [[$t.id], [$t.id, $p.id], [$p.id], [$t.id]] {
      let c = create customer { payment_method: pm_card_visa,
        invoice_settings: { default_payment_method: pm_card_visa } }
      let s = create subscription { customer: $c.id, items: [{ price: $prices[0] }] }
    }

    """
  private static let window = ["prod_tea", "2026-02-01", "2026-03-01"]

  @Test func `payments for a product are refunded once`() async throws {
    let shop = try Shop()
    let filled = await shop.run(Self.sales)
    #expect(filled.code == 0, "\(filled.messages)")
    let first = try await shop.job("refund-product.stripe", Self.window)
    #expect(first.code == 0, "\(first.messages)")
    #expect(first.writes == Array(repeating: "POST /v1/refunds", count: 3))
    #expect(
      await shop.run("query refunds select count(), sum(amount)").lines
        == [#"{"count":3,"sum_amount":1500}"#])
    let second = try await shop.job("refund-product.stripe", Self.window)
    #expect(second.code == 0)
    #expect(second.writes == [])
  }

  @Test(arguments: [1, 2, 3])
  func `refunds that were interrupted are resumed without a second refund`(
    writes: Int
  ) async throws {
    let shop = try Shop()
    #expect(await shop.run(Self.sales).code == 0)
    let journal = try shop.file("refund.journal")
    shop.cut(afterWrites: writes)
    let interrupted = try await shop.job("refund-product.stripe", Self.window, journal: journal)
    #expect(interrupted.code == 5)
    shop.cut(afterWrites: nil)
    let resumed = try await shop.job(
      "refund-product.stripe", Self.window, journal: journal, resumes: true)
    #expect(resumed.code == 0, "\(resumed.messages)")
    #expect(
      await shop.run("query refunds select count(), count(distinct charge) as charges").lines
        == [#"{"count":3,"charges":3}"#])
  }

  // The sandbox has no credit notes; their rows come out as the query says, from an empty list.
  @Test func `last month's invoices and refunds are rows with decimals`() async throws {
    let shop = try Shop()
    #expect(await shop.run(Self.sales).code == 0)
    #expect(try await shop.job("refund-product.stripe", Self.window).code == 0)
    shop.time.pass(days: 30)
    _ = try await shop.report("month-end.stripe", ["month.csv"], file: "month.csv")
    let file = shop.written("month.csv")
    let rows = file.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.filter { $0[0] == "kind" }.count == 1)
    let totals = rows.filter { $0[0] == "invoice" }.map { $0[7] }.sorted()
    #expect(totals == ["5.00", "5.00", "5.00", "90.00"])
    #expect(rows.filter { $0[0] == "refund" }.map { $0[7] } == ["-5.00", "-5.00", "-5.00"])
    #expect(rows.filter { $0[0] == "invoice" }.allSatisfy { $0[2] == "2026-02-01" })
  }
}
