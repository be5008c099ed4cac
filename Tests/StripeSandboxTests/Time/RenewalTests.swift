import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

@Suite struct RenewalTests {
  @Test func `a renewal is drafted, and charged an hour later`() async throws {
    let shop = try await ClockedShop()
    let made = try await shop.subscribe(try await shop.price(1500))
    let end = 1_772_280_000  // 2026-02-28 12:00:00 UTC
    #expect(made["items"]?["data"]?[0]?["current_period_end"] == .integer(end))
    try await shop.advance(to: end + 10)
    var invoices = try await shop.invoices()
    #expect(invoices.count == 2)
    let draft = invoices[1]
    #expect(draft["status"] == "draft")
    #expect(draft["billing_reason"] == "subscription_cycle")
    #expect(draft["period_start"] == .integer(ClockedShop.start))
    #expect(draft["period_end"] == .integer(end))
    #expect(draft["automatically_finalizes_at"] == .integer(end + 3600))
    #expect(draft["amount_due"] == 1500)
    let running = try await shop.subscription(made.id)
    #expect(running["latest_invoice"] == draft["id"])
    let item = running["items"]?["data"]?[0]
    #expect(item?["current_period_start"] == .integer(end))
    #expect(item?["current_period_end"] == .integer(midnight(2026, 3, 31) + 43_200))
    try await shop.advance(to: end + 3600)
    invoices = try await shop.invoices()
    #expect(invoices[1]["status"] == "paid")
    #expect(invoices[1]["status_transitions"]?["finalized_at"] == .integer(end + 3600))
    #expect(invoices[1]["number"]?.string?.hasSuffix("-0002") == true)
  }

  @Test func `a year of months has twelve renewals on the last days`() async throws {
    let shop = try await ClockedShop()
    _ = try await shop.subscribe(try await shop.price(1000))
    try await shop.advance(to: midnight(2027, 2, 1))
    let invoices = try await shop.invoices()
    #expect(invoices.count == 13)
    #expect(invoices.dropLast().allSatisfy { $0["status"] == "paid" })
    let days = invoices.map { CivilDate(day: ($0["created"]?.integer ?? 0) / 86_400).words }
    #expect(
      days == [
        "31 Jan 2026", "28 Feb 2026", "31 Mar 2026", "30 Apr 2026", "31 May 2026", "30 Jun 2026",
        "31 Jul 2026", "31 Aug 2026", "30 Sep 2026", "31 Oct 2026", "30 Nov 2026", "31 Dec 2026",
        "31 Jan 2027",
      ])
  }

  @Test func `a trial ends with a first payment`() async throws {
    let shop = try await ClockedShop()
    let made = try await shop.subscribe(try await shop.price(1000), ["trial_period_days": 14])
    #expect(made["status"] == "trialing")
    try await shop.advance(by: 14 * 86_400 + 3600)
    let running = try await shop.subscription(made.id)
    #expect(running["status"] == "active")
    let invoices = try await shop.invoices()
    #expect(invoices.map { $0["amount_paid"] } == [0, 1000])
    #expect(invoices[1]["billing_reason"] == "subscription_cycle")
    let names = try await shop.client.eventNames()
    #expect(names.filter { $0 == "customer.subscription.trial_will_end" }.count == 1)
    #expect(names.filter { $0 == "invoice.upcoming" }.count == 1)
  }

  @Test(arguments: [("cancel", "canceled"), ("pause", "paused"), ("create_invoice", "past_due")])
  func `a trial that nobody can pay for ends as is set`(_ setting: String, _ status: String)
    async throws
  {
    let shop = try await ClockedShop()
    let customer = try await shop.client.post(
      "/v1/customers", ["test_clock": .string(shop.clock)])
    let made = try await shop.client.post(
      "/v1/subscriptions",
      [
        "customer": .string(customer.id),
        "items": [["price": .string(try await shop.price(1000))]],
        "trial_period_days": 7,
        "trial_settings": ["end_behavior": ["missing_payment_method": .string(setting)]],
      ])
    try await shop.advance(by: 7 * 86_400 + 3600)
    #expect(try await shop.subscription(made.id)["status"] == .string(status))
  }

  @Test func `a subscription ends with its period`() async throws {
    let shop = try await ClockedShop()
    let made = try await shop.subscribe(try await shop.price(1000))
    _ = try await shop.update(made.id, ["cancel_at_period_end": true])
    try await shop.advance(to: midnight(2026, 3, 1))
    let ended = try await shop.subscription(made.id)
    #expect(ended["status"] == "canceled")
    #expect(ended["ended_at"] == .integer(1_772_280_000))
    #expect(ended["canceled_at"] == .integer(ClockedShop.start))
    #expect(try await shop.invoices().count == 1)
    #expect(try await shop.client.eventNames().contains("customer.subscription.deleted"))
  }

  @Test func `a sent invoice is due after its days`() async throws {
    let shop = try await ClockedShop()
    let made = try await shop.subscribe(
      try await shop.price(1000), ["collection_method": "send_invoice", "days_until_due": 10])
    try await shop.advance(by: 3600)
    let open = try #require(try await shop.invoices().first)
    #expect(open["status"] == "open")
    #expect(open["due_date"] == .integer(ClockedShop.start + 10 * 86_400))
    #expect(try await shop.client.eventNames().contains("invoice.sent"))
    try await shop.advance(by: 10 * 86_400)
    #expect(try await shop.subscription(made.id)["status"] == "past_due")
    #expect(try await shop.client.eventNames().contains("invoice.overdue"))
    _ = try await shop.client.post("/v1/invoices/\(open.id)/pay", ["paid_out_of_band": true])
    #expect(try await shop.subscription(made.id)["status"] == "active")
  }

  @Test func `collection can pause and goes on by itself`() async throws {
    for (behavior, status) in [
      ("keep_as_draft", "draft"), ("void", "void"), ("mark_uncollectible", "uncollectible"),
    ] {
      let shop = try await ClockedShop()
      let made = try await shop.subscribe(try await shop.price(1000, "week"))
      _ = try await shop.update(
        made.id,
        [
          "pause_collection": [
            "behavior": .string(behavior), "resumes_at": .integer(ClockedShop.start + 10 * 86_400),
          ]
        ])
      try await shop.advance(to: ClockedShop.start + 8 * 86_400)
      #expect(try await shop.invoices()[1]["status"] == .string(status))
      try await shop.advance(to: ClockedShop.start + 14 * 86_400 + 3600)
      #expect(try await shop.subscription(made.id)["pause_collection"] == .null)
      #expect(try await shop.invoices()[2]["status"] == "paid")
    }
  }

  @Test func `a first invoice that nobody pays expires with its subscription`() async throws {
    let shop = try await ClockedShop(card: "pm_card_chargeCustomerFail")
    let made = try await shop.subscribe(try await shop.price(1000))
    #expect(made["status"] == "incomplete")
    try await shop.advance(by: 23 * 3600)
    #expect(try await shop.subscription(made.id)["status"] == "incomplete_expired")
    #expect(try await shop.invoices().map { $0["status"] } == ["void"])
  }

  @Test func `the wall clock renews as well, also what was missed`() async throws {
    let client = try SandboxClient()
    let customer = try await client.payingCustomer()
    let made = try await client.post(
      "/v1/subscriptions",
      [
        "customer": .string(customer),
        "items": [["price": .string(try await client.monthlyPrice(1000))]],
      ])
    client.time.advance(100 * 86_400)
    let invoices = try await client.rows("/v1/invoices", ["subscription": .string(made.id)])
    #expect(invoices.map { $0["status"] } == ["paid", "paid", "paid", "paid"])
    let ends = BillingCycle(
      anchor: made["billing_cycle_anchor"]?.integer ?? 0, period: BillingPeriod([:]))
    #expect(
      invoices.map { $0["created"] } == (0...3).reversed().map { .integer(ends.boundary($0)) })
    let events = try await client.rows("/v1/events", ["type": "invoice.paid"])
    #expect(events.count == 1)
  }
}
