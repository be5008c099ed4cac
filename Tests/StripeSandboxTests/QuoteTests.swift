import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Quotes")
struct QuoteTests {
  let client: SandboxClient
  let customer: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.post("/v1/customers", ["source": "tok_visa"]).id
  }

  private func price(_ amount: Int, isRecurring: Bool) async throws -> JSONValue {
    var parameters: JSONObject = [
      "currency": "usd", "unit_amount": .integer(amount), "product_data": ["name": "Tea"],
    ]
    if isRecurring { parameters["recurring"] = ["interval": "month"] }
    return .string(try await client.post("/v1/prices", parameters).id)
  }

  private func quote(_ lines: JSONValue, _ extra: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = ["customer": .string(customer), "line_items": lines]
    parameters.members += extra.members
    return try await client.post("/v1/quotes", parameters)
  }

  @Test func `a quote knows what it comes to`() async throws {
    let rate = try await client.post(
      "/v1/tax_rates", ["display_name": "VAT", "inclusive": false, "percentage": 20])
    let coupon = try await client.post("/v1/coupons", ["percent_off": 50])
    let monthly = try await price(1500, isRecurring: true)
    let once = try await price(1000, isRecurring: false)
    let made = try await quote(
      [["price": monthly, "quantity": 2], ["price": once]],
      [
        "default_tax_rates": [.string(rate.id)], "discounts": [["coupon": .string(coupon.id)]],
      ])
    #expect(made["status"] == "draft")
    #expect(made["currency"] == "usd")
    #expect(made["amount_subtotal"] == 4000)
    #expect(made["amount_total"] == 2400)
    #expect(
      made["total_details"] == ["amount_discount": 2000, "amount_shipping": 0, "amount_tax": 400])
    #expect(made["computed"]?["upfront"]?["amount_total"] == 2400)
    #expect(made["computed"]?["recurring"]?["amount_total"] == 1800)
    #expect(made["computed"]?["recurring"]?["interval"] == "month")
    #expect(made["line_items"] == nil)
    let lines = try await client.rows("/v1/quotes/\(made.id)/line_items")
    #expect(lines.map { $0["quantity"] } == [2, 1])
    #expect(lines.map { $0["amount_total"] } == [1800, 600])
    #expect(try await client.get("/v1/coupons/\(coupon.id)")["times_redeemed"] == 0)
    let plain = try await client.post(
      "/v1/quotes/\(made.id)", ["default_tax_rates": "", "discounts": ""])
    #expect(plain["amount_total"] == 4000)
  }

  @Test func `an accepted quote becomes an invoice`() async throws {
    let coupon = try await client.post("/v1/coupons", ["percent_off": 50])
    let made = try await quote(
      [["price": price(1000, isRecurring: false), "quantity": 3]],
      ["discounts": [["coupon": .string(coupon.id)]]])
    let open = try await client.post("/v1/quotes/\(made.id)/finalize")
    #expect(open["status"] == "open")
    #expect(open["number"]?.string?.hasPrefix("QT-") == true)
    let late = try await client.refusal(.post, "/v1/quotes/\(made.id)", ["description": "x"])
    #expect(late.status == 400)
    let done = try await client.post("/v1/quotes/\(made.id)/accept")
    #expect(done["status"] == "accepted")
    let invoice = try await client.get("/v1/invoices/\(done["invoice"]?.string ?? "")")
    #expect(invoice["total"] == 1500)
    #expect(invoice["status"] == "draft")
    #expect(invoice["parent"]?["quote_details"]?["quote"] == .string(made.id))
    #expect(try await client.get("/v1/coupons/\(coupon.id)")["times_redeemed"] == 1)
    let events = try await client.rows("/v1/events", ["limit": 100])
      .compactMap { $0["type"]?.string }.filter { $0.hasPrefix("quote.") }
    #expect(
      events.reversed().filter { $0 != "quote.updated" } == [
        "quote.created", "quote.finalized", "quote.accepted",
      ])
  }

  @Test func `an accepted quote becomes a subscription where something recurs`() async throws {
    let made = try await quote([
      ["price": price(1500, isRecurring: true), "quantity": 10]
    ])
    _ = try await client.post("/v1/quotes/\(made.id)/finalize")
    let done = try await client.post("/v1/quotes/\(made.id)/accept")
    let id = try #require(done["subscription"]?.string)
    let subscription = try await client.get("/v1/subscriptions/\(id)")
    #expect(subscription["items"]?["data"]?[0]?["quantity"] == 10)
    #expect(try await client.refusal(.post, "/v1/quotes/\(made.id)/cancel").status == 400)
  }

  @Test func `what a quote lacks or needs time for is refused`() async throws {
    let loose = try await client.post("/v1/quotes")
    #expect(
      try await client.refusal(.post, "/v1/quotes/\(loose.id)/finalize").param == "customer")
    let empty = try await client.post("/v1/quotes", ["customer": .string(customer)])
    #expect(
      try await client.refusal(.post, "/v1/quotes/\(empty.id)/finalize").param == "line_items")
    let canceled = try await client.post("/v1/quotes/\(empty.id)/cancel")
    #expect(canceled["status"] == "canceled")
    let later = try await client.refusal(
      .post, "/v1/quotes", ["subscription_data": ["effective_date": 2_000_000_000]])
    #expect(later.message.contains("does not support"))
    let copied = try await client.refusal(
      .post, "/v1/quotes", ["from_quote": ["quote": .string(loose.id)]])
    #expect(copied.message.contains("does not support from_quote"))
    let made = try await quote([["price": price(5, isRecurring: false)]])
    _ = try await client.post("/v1/quotes/\(made.id)/finalize")
    client.time.advance(31 * 86_400)
    #expect(try await client.refusal(.post, "/v1/quotes/\(made.id)/accept").status == 400)
  }
}
