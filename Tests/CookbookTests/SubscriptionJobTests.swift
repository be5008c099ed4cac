import JSON
import Testing

/// Jobs about subscriptions, promotion codes and their reports.
@Suite struct SubscriptionJobTests {
  private static let subscriptions = """
    let tea = create product { name: "Tea" }
    let month = create price { product: $tea.id, currency: "usd", unit_amount: 1200,
      recurring: { interval: "month" } }
    let dearer = create price { product: $tea.id, currency: "usd", unit_amount: 1500,
      recurring: { interval: "month" } }
    let year = create price { product: $tea.id, currency: "usd", unit_amount: 12000,
      recurring: { interval: "year" } }
    let quarter = create price { product: $tea.id, currency: "eur", unit_amount: 900,
      recurring: { interval: "month", interval_count: 3 } }
    let ann = create customer { email: "ann@example.com", payment_method: pm_card_visa,
      invoice_settings: { default_payment_method: pm_card_visa } }
    let bo = create customer { email: "bo@example.com", payment_method: pm_card_visa,
      invoice_settings: { default_payment_method: pm_card_visa } }
    let s1 = create subscription { customer: $ann.id,
      items: [{ price: $month.id, quantity: 2 }, { price: $year.id }] }
    let s2 = create subscription { customer: $ann.id, items: [{ price: $month.id }] }
    let s3 = create subscription { customer: $bo.id, items: [{ price: $quarter.id, quantity: 2 }] }
    print $month.id
    print $dearer.id
    """

  private func filled(
    _ shop: Shop? = nil
  ) async throws -> (shop: Shop, prices: [String]) {
    let shop = try shop ?? Shop()
    let run = await shop.run(Self.subscriptions)
    #expect(run.code == 0, "\(run.messages)")
    return (shop, run.lines)
  }

  @Test func `revenue is by currency, and years count a twelfth`() async throws {
    let (shop, _) = try await filled()
    let run = try await shop.report("monthly-revenue.stripe")
    #expect(
      run.lines == [
        #"{"currency":"eur","subscriptions":1,"mrr":"6.00"}"#,
        #"{"currency":"usd","subscriptions":2,"mrr":"46.00"}"#,
      ])
  }

  @Test func `customers with two subscriptions are found`() async throws {
    let (shop, _) = try await filled()
    let run = try await shop.report("two-subscriptions.stripe")
    #expect(run.lines.count == 1)
    #expect(run.lines.first?.hasSuffix(#""email":"ann@example.com"},"active":2}"#) == true)
  }

  // Measured with 200 subscriptions and `--fail 500=10%,429=10%,reset=5% --fault-seed 7`:
  // 7 lines of script, 252 requests with retries (201 without faults), all 200 rows right.
  // The sandbox has no prorations, so that there are none says nothing here.
  @Test func `subscriptions move from a price to another once`() async throws {
    let (shop, prices) = try await filled()
    let first = try await shop.job("move-price.stripe", prices)
    #expect(first.code == 0, "\(first.messages)")
    #expect(first.writes.count == 2)
    #expect(await count(shop, prices[0]) == 0)
    #expect(await count(shop, prices[1]) == 2)
    let second = try await shop.job("move-price.stripe", prices)
    #expect(second.code == 0)
    #expect(second.writes == [])
  }

  @Test func `a dry run of the move lists for a person what changes, and for whom`() async throws {
    let (shop, prices) = try await filled(Shop(isTerminal: true))
    let run = try await shop.job("move-price.stripe", prices, dryRun: true)
    #expect(run.code == 0, "\(run.messages)")
    let shown = run.lines.map { $0.replacing(/si_\w+/, with: "si_1") }
    let change = [
      "update subscription_item si_1 (ann@example.com)",
      "  price: \"\(prices[0])\" → \"\(prices[1])\"",
      #"  proration_behavior: "none""#,
    ]
    #expect(shown == change + change)
    #expect(run.writes == [])
  }

  @Test func `a dry run of the move prints a document for each request`() async throws {
    let (shop, prices) = try await filled()
    let run = try await shop.job("move-price.stripe", prices, dryRun: true)
    #expect(run.code == 0, "\(run.messages)")
    let request =
      #"{"method":"POST","path":"/v1/subscription_items/si_1","parameters":{"#
      + #""price":"\#(prices[1])","proration_behavior":"none"}}"#
    #expect(run.lines.map { $0.replacing(/si_\w+/, with: "si_1") } == [request, request])
    #expect(run.writes == [])
    #expect(await count(shop, prices[0]) == 2)
  }

  @Test func `the report of the move tells of each subscription what it was and is`() async throws {
    let (shop, prices) = try await filled()
    let moved = await shop.run("query subscriptions where price = \(prices[0]) select id").lines
    let run = try await shop.job("move-price.stripe", prices, report: "moved.ndjson")
    #expect(run.code == 0, "\(run.messages)")
    let lines = try shop.written("moved.ndjson").split(separator: "\n")
      .map { try JSONValue(parsing: String($0)) }
      .filter { $0["method"]?.string == "POST" }
    #expect(
      lines.compactMap { $0["output"]?["subscription"]?.compact }.map { "{\"id\":\($0)}" } == moved)
    for line in lines {
      #expect(line["ids"] == .array([line["output"]?["id"] ?? .null]))
      #expect(line["previous"]?["price"]?["id"]?.string == prices[0])
      #expect(line["output"]?["price"]?["id"]?.string == prices[1])
      #expect(line["outcome"] == "ok")
    }
  }

  private func count(_ shop: Shop, _ price: String) async -> Int {
    await shop.run("query subscriptions where price = \(price) select id").lines.count
  }

  // Codes are redeemed by Stripe's checkout alone, which the sandbox does not have.
  @Test func `five hundred promotion codes are created once`() async throws {
    let shop = try Shop()
    let coupon = await shop.run(
      #"create coupon { id: "WELCOME10", percent_off: 10, duration: "once" }"#)
    #expect(coupon.code == 0)
    let codes = (1...500).map { "CODE\($0)\n" }.joined()
    let arguments = [try shop.file("codes.csv", "code\n" + codes), "WELCOME10"]
    let first = try await shop.job("promotion-codes.stripe", arguments)
    #expect(first.code == 0, "\(first.messages)")
    #expect(first.writes.count == 500)
    let second = try await shop.job("promotion-codes.stripe", arguments)
    #expect(second.code == 0, "\(second.messages)")
    #expect(second.writes == [])
    #expect(
      await shop.run(
        "query promotion_codes select count(), count(distinct code) as codes, max(max_redemptions)"
      ).lines == [#"{"count":500,"codes":500,"max_max_redemptions":1}"#])
    let report = try await shop.report("redeemed-codes.stripe", ["WELCOME10"])
    #expect(report.lines == [])
  }
}
