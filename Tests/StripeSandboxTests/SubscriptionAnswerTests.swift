import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Subscriptions as Stripe's recorded answers have them.
@Suite struct SubscriptionAnswerTests {
  let client: SandboxClient
  let customer: String
  let monthly: String
  let more: String
  let yearly: String

  init() async throws {
    client = try SandboxClient()
    customer = try await client.payingCustomer()
    let product = try await client.post("/v1/products", ["name": "Tea", "unit_label": "user"]).id
    var prices: [String] = []
    for (amount, interval) in [(2000, "month"), (5000, "month"), (20_000, "year")] {
      prices.append(
        try await client.post(
          "/v1/prices",
          [
            "product": .string(product), "currency": "usd", "unit_amount": .integer(amount),
            "recurring": ["interval": .string(interval)],
          ]
        ).id)
    }
    (monthly, more, yearly) = (prices[0], prices[1], prices[2])
  }

  private func fields(_ extra: JSONObject = [:]) -> JSONObject {
    var fields: JSONObject = [
      "customer": .string(customer), "items": [["price": .string(monthly)]],
    ]
    for member in extra.members { fields[member.key] = member.value }
    return fields
  }

  private func subscribe(_ extra: JSONObject = [:]) async throws -> JSONObject {
    try await client.post("/v1/subscriptions", fields(extra))
  }

  private func update(_ subscription: JSONObject, _ parameters: JSONObject) async throws
    -> JSONObject
  {
    try await client.post("/v1/subscriptions/\(subscription.id)", parameters)
  }

  @Test func `a new one has Stripe's defaults`() async throws {
    let made = try await subscribe()
    #expect(
      made["cancellation_details"]
        == ["comment": nil, "feedback": nil, "feedback_option": nil, "reason": nil])
    #expect(
      made["trial_settings"] == [
        "end_behavior": [
          "billing_cycle_anchor": "now", "missing_payment_method": "create_invoice",
        ]
      ])
    #expect(made["billing_mode"]?["updated_at"] == .integer(client.time.now))
    #expect(made["managed_payments"] == ["enabled": false])
    #expect(made["plan"]?["id"] == .string(monthly))
    #expect(made["quantity"] == 1)
    #expect(made["items"]?["total_count"] == 1)
    let invoice = try await client.get(
      "/v1/invoices/\(made["latest_invoice"]?.string ?? "")", ["expand": ["confirmation_secret"]])
    #expect(invoice["lines"]?["data"]?[0]?["description"] == "1 user × Tea (at $20.00 / month)")
    #expect(invoice["confirmation_secret"]?["type"] == "payment_intent")
  }

  @Test func `items are listed oldest first`() async throws {
    let made = try await subscribe([
      "items": [["price": .string(monthly)], ["price": .string(more), "quantity": 2]]
    ])
    _ = try await client.post(
      "/v1/subscription_items",
      [
        "subscription": .string(made.id), "proration_behavior": "none",
        "price_data": [
          "currency": "usd", "unit_amount": 1, "recurring": ["interval": "month"],
          "product": .string(
            try await client.get("/v1/prices/\(monthly)")["product"]?.string ?? ""),
        ],
      ])
    let stored = try await client.get("/v1/subscriptions/\(made.id)")
    let shown = stored["items"]?["data"]?.array ?? []
    #expect(shown.map { $0["price"]?["unit_amount"] } == [2000, 5000, 1])
    #expect(stored["plan"]?.isNull == true)
    let listed = try await client.rows(
      "/v1/subscription_items", ["subscription": .string(made.id)])
    #expect(listed.map { $0["price"]?["unit_amount"] } == [2000, 5000, 1])
    let page = try await client.get(
      "/v1/subscription_items", ["subscription": .string(made.id)])
    #expect(page["url"] == .string("/v1/subscription_items?subscription=\(made.id)"))
  }

  @Test func `a price of another interval runs from the anchor`() async throws {
    let made = try await subscribe()
    let item = made["items"]?["data"]?[0]?["id"] ?? nil
    client.time.advance(1000)
    let moved = try await update(
      made,
      ["items": [["id": item, "plan": .string(yearly)]], "proration_behavior": "always_invoice"])
    #expect(moved["billing_cycle_anchor"] == made["billing_cycle_anchor"])
    #expect(
      moved["items"]?["data"]?[0]?["current_period_start"] == made["billing_cycle_anchor"])
    let invoice = try await client.get("/v1/invoices/\(moved["latest_invoice"]?.string ?? "")")
    #expect(invoice["status"] == "paid")
    #expect(invoice["billing_reason"] == "subscription_update")
    let rest = invoice["lines"]?["data"]?[1]
    #expect(rest?["amount"] == 19_999)
    #expect(rest?["description"]?.string?.hasPrefix("Remaining time on") == true)
  }

  @Test func `a classic subscription begins a new period with another interval`() async throws {
    let made = try await subscribe(["billing_mode": ["type": "classic"]])
    let item = made["items"]?["data"]?[0]?["id"] ?? nil
    client.time.advance(1000)
    let moved = try await update(
      made,
      ["items": [["id": item, "plan": .string(yearly)]], "proration_behavior": "none"])
    #expect(moved["items"]?["data"]?[0]?["current_period_start"] == .integer(client.time.now))
    let invoice = try await client.get("/v1/invoices/\(moved["latest_invoice"]?.string ?? "")")
    #expect(invoice["total"] == 20_000)
  }

  @Test func `the anchor can be set to now without proration`() async throws {
    let made = try await subscribe()
    client.time.advance(1000)
    let moved = try await update(
      made, ["billing_cycle_anchor": ["type": "now"], "proration_behavior": "none"])
    #expect(moved["latest_invoice"] != made["latest_invoice"])
    #expect(moved["billing_cycle_anchor"] == .integer(client.time.now))
  }

  @Test func `a default payment method is set and unset`() async throws {
    let made = try await subscribe()
    let other = try await client.post(
      "/v1/payment_methods/pm_card_mastercard/attach", ["customer": .string(customer)])
    let set = try await update(made, ["default_payment_method": .string(other.id)])
    #expect(set["default_payment_method"] == .string(other.id))
    let unset = try await update(made, ["default_payment_method": ""])
    #expect(unset["default_payment_method"]?.isNull == true)
  }

  @Test func `ending with the period says why, and no longer when it is taken back`() async throws {
    let made = try await subscribe()
    let ending = try await update(made, ["cancel_at_period_end": true])
    #expect(ending["cancellation_details"]?["reason"] == "cancellation_requested")
    #expect(ending["canceled_at"] == .integer(client.time.now))
    let back = try await update(made, ["cancel_at_period_end": false])
    #expect(back["cancellation_details"] == made["cancellation_details"])
    #expect(back["canceled_at"]?.isNull == true && back["cancel_at"]?.isNull == true)
  }

  @Test func `collection is paused as a field`() async throws {
    let paused = try await update(
      subscribe(), ["pause_collection": ["behavior": "keep_as_draft"]])
    #expect(paused["pause_collection"] == ["behavior": "keep_as_draft", "resumes_at": nil])
  }

  @Test func `a trial ends now with a period that is billed`() async throws {
    let made = try await subscribe(["trial_period_days": 14])
    #expect(made["status"] == "trialing")
    #expect(made["billing_cycle_anchor"] == made["trial_end"])
    let free = try await client.get("/v1/invoices/\(made["latest_invoice"]?.string ?? "")")
    #expect(free["lines"]?["data"]?[0]?["description"] == "Free trial for 1 user × Tea")
    client.time.advance(1000)
    let ended = try await update(made, ["trial_end": "now"])
    #expect(ended["status"] == "active")
    #expect(ended["trial_end"] == .integer(client.time.now))
    let invoice = try await client.get("/v1/invoices/\(ended["latest_invoice"]?.string ?? "")")
    #expect(invoice["total"] == 2000 && invoice["status"] == "paid")
  }

  @Test func `a trial without a payment method pauses, and waits to be paid`() async throws {
    let poor = try await client.post("/v1/customers").id
    let made = try await subscribe([
      "customer": .string(poor), "trial_period_days": 7,
      "trial_settings": ["end_behavior": ["missing_payment_method": "pause"]],
    ])
    #expect(made["pending_setup_intent"]?.string?.hasPrefix("seti_") == true)
    let paused = try await update(made, ["trial_end": "now"])
    #expect(paused["status"] == "paused")
    let resumed = try await client.post("/v1/subscriptions/\(made.id)/resume")
    #expect(resumed["status"] == "paused")
    #expect(resumed["pending_update"]?["expires_at"] == .integer(client.time.now + 82_800))
    let invoice = resumed["latest_invoice"]?.string ?? ""
    _ = try await client.post("/v1/invoices/\(invoice)/pay", ["paid_out_of_band": true])
    let running = try await client.get("/v1/subscriptions/\(made.id)")
    #expect(running["status"] == "active")
    #expect(running["pending_update"]?.isNull == true)
  }

  @Test func `a payment that needs the customer leaves no subscription where none is wanted`()
    async throws
  {
    let method = try await client.post(
      "/v1/payment_methods/pm_card_threeDSecure2Required/attach", ["customer": .string(customer)])
    let choice: JSONObject = ["default_payment_method": .string(method.id)]
    #expect(try await subscribe(choice)["status"] == "incomplete")
    let error = try await client.refusal(
      .post, "/v1/subscriptions",
      fields([
        "default_payment_method": .string(method.id), "payment_behavior": "error_if_incomplete",
      ]))
    #expect(error.status == 402)
    #expect(error.code == "subscription_payment_intent_requires_action")
  }

  @Test func `what was paid with can become the default`() async throws {
    let made = try await subscribe([
      "payment_settings": ["save_default_payment_method": "on_subscription"]
    ])
    let stored = try await client.get("/v1/customers/\(customer)")
    #expect(
      made["default_payment_method"] == stored["invoice_settings"]?["default_payment_method"])
  }

  @Test func `refusals are Stripe's`() async throws {
    let made = try await subscribe()
    _ = try await client.delete("/v1/subscriptions/\(made.id)")
    let late = try await client.refusal(
      .post, "/v1/subscriptions/\(made.id)", ["description": "after"])
    #expect(late.code == "invalid_canceled_subscription_fields")
    _ = try await update(made, ["metadata": ["k": "v"]])
    #expect(
      try await client.refusal(.post, "/v1/subscriptions/\(made.id)/resume").status == 404)
    let item = try await client.refusal(.get, "/v1/subscription_items/si_nope")
    #expect(item.message == "Invalid subscription_item id: si_nope")
    #expect(item.code == nil && item.param == nil)
    let nobody = try await client.refusal(
      .post, "/v1/subscriptions", fields(["customer": "cus_nope"]))
    #expect(nobody.status == 404 && nobody.param == "customer")
  }

  @Test(
    arguments: [
      (
        ["days_until_due": 5] as JSONObject,
        "You can only specify 'days_until_due' if invoice collection method is 'send_invoice'.",
        nil
      ),
      (
        ["payment_behavior": "pending_if_incomplete"],
        "Setting `payment_behavior` to `pending_if_incomplete` has no effect when creating a"
          + " subscription.", "payment_behavior"
      ),
      (
        ["trial_end": 4_000_000_000, "trial_from_plan": true],
        "You cannot set `trial_end` or `trial_period_days` when `trial_from_plan=true`.", nil
      ),
      (
        ["trial_end": 1000],
        "The parameter `trial_end` expects a unix timestamp representing a date and time in the"
          + " future. You specified the value `1000` which is in the past.", "trial_end"
      ),
    ] as [(JSONObject, String, String?)])
  func `a creation is refused in Stripe's words`(
    _ extra: JSONObject, _ message: String, _ param: String?
  ) async throws {
    let error = try await client.refusal(.post, "/v1/subscriptions", fields(extra))
    #expect(error.status == 400)
    #expect(error.message == message)
    #expect(error.param == param)
  }

  @Test func `a price stands once in a subscription`() async throws {
    let twice: JSONValue = [["price": .string(monthly)], ["price": .string(monthly)]]
    let error = try await client.refusal(
      .post, "/v1/subscriptions", fields(["items": twice]))
    #expect(
      error.message == "Cannot create a Subscription with multiple Subscription Items with the"
        + " same Price: \(monthly)")
    #expect(error.param == "plan")
  }

  @Test func `a sent invoice waits as a draft`() async throws {
    let made = try await subscribe(["collection_method": "send_invoice", "days_until_due": 30])
    #expect(made["status"] == "active")
    #expect(made["days_until_due"] == 30)
    let invoice = try await client.get("/v1/invoices/\(made["latest_invoice"]?.string ?? "")")
    #expect(invoice["status"] == "draft")
    #expect(invoice["due_date"] == .integer(client.time.now + 30 * 86_400))
  }
}
