import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite("Subscriptions")
struct SubscriptionLifecycleTests {
  let client: SandboxClient
  let price: String

  init() async throws {
    client = try SandboxClient()
    price = try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 1500, "product_data": ["name": "Tea"],
        "recurring": ["interval": "month"],
      ]
    ).id
  }

  private func customer(_ method: String? = "pm_card_visa") async throws -> String {
    var parameters: JSONObject = [:]
    if let method {
      parameters["payment_method"] = .string(method)
      parameters["invoice_settings"] = ["default_payment_method": .string(method)]
    }
    return try await client.post("/v1/customers", parameters).id
  }

  private func fields(_ customer: String, _ extra: JSONObject = [:]) -> JSONObject {
    var parameters: JSONObject = [
      "customer": .string(customer), "items": [["price": .string(price), "quantity": 2]],
    ]
    for member in extra.members { parameters[member.key] = member.value }
    return parameters
  }

  @Test("begin active with a paid invoice")
  func active() async throws {
    let made = try await client.post("/v1/subscriptions", fields(customer()))
    #expect(made["status"] == "active")
    #expect(made["currency"] == "usd")
    let item = made["items"]?["data"]?[0]
    #expect(item?["quantity"] == 2)
    #expect(item?["price"]?["id"] == .string(price))
    #expect(item?["plan"]?["interval"] == "month")
    let invoice = try await client.get("/v1/invoices/\(made["latest_invoice"]?.string ?? "")")
    #expect(invoice["status"] == "paid")
    #expect(invoice["total"] == 3000)
    #expect(invoice["billing_reason"] == "subscription_create")
    #expect(
      invoice["parent"]?["subscription_details"]?["subscription"] == .string(made.id))
    #expect(invoice["lines"]?["data"]?[0]?["description"] == "2 × Tea (at $15.00 / month)")
  }

  @Test("stay incomplete when the card says no, until the invoice is paid")
  func incomplete() async throws {
    let owner = try await customer("pm_card_chargeCustomerFail")
    let made = try await client.post("/v1/subscriptions", fields(owner))
    #expect(made["status"] == "incomplete")
    let invoice = made["latest_invoice"]?.string ?? ""
    #expect(try await client.get("/v1/invoices/\(invoice)")["status"] == "open")
    _ = try await client.post("/v1/invoices/\(invoice)/pay", ["paid_out_of_band": true])
    #expect(try await client.get("/v1/subscriptions/\(made.id)")["status"] == "active")
  }

  @Test("are not made where a refusal is not wanted")
  func errorIfIncomplete() async throws {
    let owner = try await customer("pm_card_chargeCustomerFail")
    let error = try await client.refusal(
      .post, "/v1/subscriptions", fields(owner, ["payment_behavior": "error_if_incomplete"]))
    #expect(error.status == 402)
    #expect(try await client.rows("/v1/subscriptions").isEmpty)
    #expect(try await client.rows("/v1/invoices").isEmpty)
  }

  @Test("want a way to be paid, unless they may wait for it")
  func methodMissing() async throws {
    let owner = try await customer(nil)
    #expect(try await client.refusal(.post, "/v1/subscriptions", fields(owner)).status == 400)
    let waiting = try await client.post(
      "/v1/subscriptions", fields(owner, ["payment_behavior": "default_incomplete"]))
    #expect(waiting["status"] == "incomplete")
    let sent = try await client.post(
      "/v1/subscriptions",
      fields(owner, ["collection_method": "send_invoice", "days_until_due": 7]))
    #expect(sent["status"] == "active")
  }

  @Test("begin with a trial that costs nothing")
  func trial() async throws {
    let made = try await client.post(
      "/v1/subscriptions", fields(customer(nil), ["trial_period_days": 14]))
    #expect(made["status"] == "trialing")
    #expect(made["trial_end"] == .integer(client.time.now + 14 * 86_400))
    let invoice = try await client.get("/v1/invoices/\(made["latest_invoice"]?.string ?? "")")
    #expect(invoice["status"] == "paid")
    #expect(invoice["total"] == 0)
  }

  @Test("bill what is pending with their first invoice")
  func pending() async throws {
    let owner = try await customer()
    _ = try await client.post(
      "/v1/invoiceitems", ["customer": .string(owner), "amount": 250, "currency": "usd"])
    let made = try await client.post("/v1/subscriptions", fields(owner))
    let invoice = try await client.get("/v1/invoices/\(made["latest_invoice"]?.string ?? "")")
    #expect(invoice["total"] == 3250)
    #expect(try await client.rows("/v1/invoiceitems", ["pending": true]).isEmpty)
  }

  @Test("take recurring prices only")
  func oneTime() async throws {
    let once = try await client.post(
      "/v1/prices", ["currency": "usd", "unit_amount": 5, "product_data": ["name": "Cup"]])
    let error = try await client.refusal(
      .post, "/v1/subscriptions",
      ["customer": .string(customer()), "items": [["price": .string(once.id)]]])
    #expect(error.param == "items[0][price]")
    #expect(error.message.contains("type=recurring"))
  }

  @Test("change their items, in place and at the items' address")
  func items() async throws {
    let made = try await client.post("/v1/subscriptions", fields(customer()))
    let item = try #require(made["items"]?["data"]?[0]?["id"]?.string)
    let more = try await client.post(
      "/v1/subscriptions/\(made.id)",
      ["items": [["id": .string(item), "quantity": 5]], "proration_behavior": "none"])
    #expect(more["items"]?["data"]?[0]?["quantity"] == 5)
    _ = try await client.post(
      "/v1/subscription_items/\(item)", ["quantity": 6, "proration_behavior": "none"])
    let stored = try await client.get("/v1/subscriptions/\(made.id)")
    #expect(stored["items"]?["data"]?[0]?["quantity"] == 6)
    #expect(try await client.refusal(.delete, "/v1/subscription_items/\(item)").status == 400)
  }

  @Test("end now, or with the period")
  func ended() async throws {
    let made = try await client.post("/v1/subscriptions", fields(customer()))
    let ending = try await client.post(
      "/v1/subscriptions/\(made.id)", ["cancel_at_period_end": true])
    #expect(ending["status"] == "active")
    #expect(ending["cancel_at"] == made["items"]?["data"]?[0]?["current_period_end"])
    let canceled = try await client.delete("/v1/subscriptions/\(made.id)")
    #expect(canceled["status"] == "canceled")
    #expect(canceled["canceled_at"] == .integer(client.time.now))
    #expect(try await client.get("/v1/subscriptions/\(made.id)")["status"] == "canceled")
    #expect(try await client.refusal(.delete, "/v1/subscriptions/\(made.id)").status == 404)
  }

  @Test("are found by their prices")
  func filtered() async throws {
    let made = try await client.post("/v1/subscriptions", fields(customer()))
    #expect(
      try await client.rows("/v1/subscriptions", ["price": .string(price)]).map(\.id) == [made.id])
    #expect(try await client.rows("/v1/subscriptions", ["price": "price_none"]).isEmpty)
  }

  @Test("end with their customer")
  func customerDeleted() async throws {
    let owner = try await customer()
    let made = try await client.post("/v1/subscriptions", fields(owner))
    _ = try await client.delete("/v1/customers/\(owner)")
    #expect(try await client.get("/v1/subscriptions/\(made.id)")["status"] == "canceled")
  }

  @Test(
    "periods keep to the calendar",
    arguments: [
      // 2026-01-31, 2028-01-31, 2026-12-15 at noon; a month each, then a year, then two weeks.
      ("month", 1, 1_769_860_800, 1_772_280_000), ("month", 1, 1_832_932_800, 1_835_438_400),
      ("month", 1, 1_797_336_000, 1_800_014_400), ("year", 1, 1_769_860_800, 1_801_396_800),
      ("week", 2, 1_769_860_800, 1_771_070_400), ("day", 3, 1_769_860_800, 1_770_120_000),
    ])
  func periods(interval: String, count: Int, start: Int, end: Int) {
    let price: JSONObject = [
      "recurring": ["interval": .string(interval), "interval_count": .integer(count)]
    ]
    #expect(BillingPeriod(price).end(after: start) == end)
  }

  @Test("dates of the calendar go both ways")
  func dates() {
    for day in stride(from: -800_000, through: 800_000, by: 97) {
      #expect(CivilDate(day: day).day == day)
    }
  }
}
