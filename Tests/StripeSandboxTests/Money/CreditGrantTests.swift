import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Credits for what customers use, and what they used.
@Suite struct CreditGrantTests {
  let metered: MeteredShop

  private var shop: ClockedShop { metered.clocked }
  private var client: SandboxClient { metered.client }

  init() async throws {
    metered = try await MeteredShop(ClockedShop())
  }

  private func left() async throws -> Int {
    let summary = try await client.get(
      "/v1/billing/credit_balance_summary",
      [
        "customer": .string(shop.customer),
        "filter": [
          "type": "applicability_scope", "applicability_scope": ["price_type": "metered"],
        ],
      ])
    return summary["balances"]?.array?.first?["available_balance"]?["monetary"]?["value"]?
      .integer ?? 0
  }

  /// The invoice of a month in which so many calls were made.
  private func bill(_ calls: Int, days: Int = 32) async throws -> JSONObject {
    _ = try await shop.subscribe(metered.price)
    try await metered.use(calls, identifier: "a")
    try await shop.advance(by: days * 86_400)
    return try #require(try await shop.invoices().last)
  }

  @Test func `credits pay before taxes and balances`() async throws {
    let first = try await metered.grant(300, ["priority": 1])
    let second = try await metered.grant(1000)
    let invoice = try await bill(70)
    #expect(invoice["subtotal"] == 700 && invoice["total"] == 0 && invoice["status"] == "paid")
    let credits = invoice["total_pretax_credit_amounts"]?.array ?? []
    #expect(credits.map { $0["amount"] } == [300, 400])
    #expect(credits.allSatisfy { $0["type"] == "credit_balance_transaction" })
    #expect(
      invoice["lines"]?["data"]?.array?.first?["pretax_credit_amounts"]?.array == credits)
    #expect(try await left() == 600)
    let entries = try await client.rows(
      "/v1/billing/credit_balance_transactions",
      ["customer": .string(shop.customer), "credit_grant": .string(second.id)])
    #expect(entries.map { $0["type"] } == ["debit", "credit"])
    #expect(entries.first?["debit"]?["type"] == "credits_applied")
    #expect(entries.first?["debit"]?["credits_applied"]?["invoice"] == .string(invoice.id))
    #expect(entries.last?["credit"]?["type"] == "credits_granted")
    let used = try await client.rows(
      "/v1/billing/credit_balance_transactions",
      ["customer": .string(shop.customer), "credit_grant": .string(first.id)])
    #expect(used.count == 2)
  }

  @Test func `credits are for the prices that they name`() async throws {
    let other = try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 10, "product_data": ["name": "Other"],
        "recurring": [
          "interval": "month", "usage_type": "metered", "meter": .string(metered.meter),
        ],
      ]
    ).id
    _ = try await metered.grant(
      5000, ["applicability_config": ["scope": ["prices": [["id": .string(other)]]]]])
    #expect(try await bill(70)["total"] == 700)
    let plain = try await shop.price(500)
    let error = try await client.refusal(
      .post, "/v1/billing/credit_grants",
      [
        "customer": .string(shop.customer),
        "amount": ["type": "monetary", "monetary": ["currency": "usd", "value": 1]],
        "applicability_config": ["scope": ["prices": [["id": .string(plain)]]]],
      ])
    #expect(error.param == "applicability_config[scope][prices][0][id]")
  }

  @Test func `credits expire, and are not effective before their time`() async throws {
    let now = try await shop.now
    let early = try await metered.grant(500, ["expires_at": .integer(now + 86_400)])
    _ = try await metered.grant(500, ["effective_at": .integer(now + 90 * 86_400)])
    #expect(try await left() == 500)
    #expect(try await bill(70)["total"] == 700)
    #expect(try await left() == 0)
    let entries = try await client.rows(
      "/v1/billing/credit_balance_transactions",
      ["customer": .string(shop.customer), "credit_grant": .string(early.id)])
    #expect(entries.first?["debit"]?["type"] == "credits_expired")
    #expect(entries.first?["created"] == .integer(now + 86_400))
  }

  @Test func `a grant is ended once`() async throws {
    let first = try await metered.grant(500)
    let ended = try await client.post("/v1/billing/credit_grants/\(first.id)/expire")
    #expect(ended["expires_at"] == .integer(try await shop.now))
    let second = try await metered.grant(500)
    let voided = try await client.post("/v1/billing/credit_grants/\(second.id)/void")
    #expect(voided["voided_at"]?.integer != nil)
    #expect(try await left() == 0)
    let again = try await client.refusal(.post, "/v1/billing/credit_grants/\(second.id)/void")
    #expect(again.message == "This credit grant is voided.")
  }

  @Test func `what a void invoice used comes back`() async throws {
    _ = try await metered.grant(300)
    _ = try await client.post(
      "/v1/customers/\(shop.customer)", ["invoice_settings": ["default_payment_method": ""]])
    let subscription = try await shop.subscribe(
      metered.price, ["collection_method": "send_invoice", "days_until_due": 30])
    try await metered.use(70, identifier: "a")
    try await shop.advance(by: 32 * 86_400)
    let invoice = try #require(try await shop.invoices().last)
    #expect(invoice["subscription"] == nil && !subscription.id.isEmpty)
    #expect(invoice["amount_due"] == 400 && invoice["status"] == "open")
    #expect(try await left() == 0)
    _ = try await client.post("/v1/invoices/\(invoice.id)/void")
    #expect(try await left() == 300)
  }

  @Test func `an event that was taken back is not billed`() async throws {
    try await metered.use(5, identifier: "b")
    let adjustment = try await client.post(
      "/v1/billing/meter_event_adjustments",
      ["event_name": "calls", "type": "cancel", "cancel": ["identifier": "b"]])
    #expect(adjustment["status"] == "complete")
    #expect(try await bill(70)["total"] == 700)
    let error = try await client.refusal(
      .post, "/v1/billing/meter_event_adjustments",
      ["event_name": "calls", "type": "cancel", "cancel": ["identifier": "nope"]])
    #expect(error.param == "cancel[identifier]")
  }

  @Test func `usage is summed up by the hour and the day`() async throws {
    let day = try await shop.now / 86_400 * 86_400
    try await metered.use(5, identifier: "b")
    try await shop.advance(by: 3600)
    try await metered.use(7, identifier: "c")
    let query: JSONObject = [
      "customer": .string(shop.customer), "start_time": .integer(day),
      "end_time": .integer(day + 86_400),
    ]
    let path = "/v1/billing/meters/\(metered.meter)/event_summaries"
    #expect(try await client.rows(path, query).map { $0["aggregated_value"] } == [12])
    var hourly = query
    hourly["value_grouping_window"] = "hour"
    let rows = try await client.rows(path, hourly)
    #expect(rows.map { $0["aggregated_value"] } == [7, 5])
    var crooked = query
    crooked["start_time"] = .integer(day + 1)
    #expect(try await client.refusal(.get, path, crooked).param == "start_time")
  }

  @Test func `events of API v2 are billed too`() async throws {
    _ = try await client.post(
      "/v2/billing/meter_events",
      [
        "event_name": "calls",
        "payload": ["stripe_customer_id": .string(shop.customer), "value": "30"],
      ])
    let day = try await shop.now / 86_400 * 86_400
    let rows = try await client.rows(
      "/v1/billing/meters/\(metered.meter)/event_summaries",
      [
        "customer": .string(shop.customer), "start_time": .integer(day - 86_400),
        "end_time": .integer(day + 365 * 86_400),
      ])
    #expect(rows.first?["aggregated_value"] == 30)
  }
}
