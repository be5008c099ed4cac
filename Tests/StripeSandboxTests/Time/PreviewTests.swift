import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Previews of invoices equal the invoices that then come.
@Suite struct PreviewTests {
  /// What a preview says of money and time.
  static func essence(_ invoice: JSONObject) -> JSONObject {
    var essence: JSONObject = [:]
    for name in [
      "amount_due", "currency", "period_end", "period_start", "starting_balance", "subtotal",
      "total", "total_discount_amounts", "total_taxes",
    ] {
      essence[name] = invoice[name]
    }
    let lines = invoice["lines"]?["data"]?.array ?? []
    let credits = invoice["total_pretax_credit_amounts"]?.array ?? []
    essence["credits"] = .array(credits.map { $0["amount"] ?? nil })
    essence["lines"] = .array(lines.compactMap(\.object).map { .object(Self.essence(ofLine: $0)) })
    return essence
  }

  private static func essence(ofLine line: JSONObject) -> JSONObject {
    var essence: JSONObject = [:]
    for name in ["amount", "description", "period", "quantity"] { essence[name] = line[name] }
    essence["price"] = line["pricing"]?["price_details"]?["price"]
    return essence
  }

  @Test(arguments: 1...24)
  func `a preview of the next period equals its invoice`(_ seed: Int) async throws {
    var dice = SeededDice(seed: UInt64(seed))
    let start = midnight(2026, 1, 1) + dice.next(365) * 86_400 + dice.next(86_400)
    let shop = try await ClockedShop(from: start)
    let interval = dice.next(2) == 0 ? "month" : "week"
    let prices = [
      try await shop.price(dice.next(10_000), interval),
      try await shop.price(dice.next(10_000), interval),
    ]
    var extra: JSONObject = [:]
    if dice.next(3) == 0 { extra["trial_period_days"] = .integer(1 + dice.next(20)) }
    if dice.next(3) == 0 {
      let coupon = try await shop.client.post(
        "/v1/coupons",
        [
          "percent_off": .integer(1 + dice.next(90)),
          "duration": dice.next(2) == 0 ? "once" : "forever",
        ])
      extra["discounts"] = [["coupon": .string(coupon.id)]]
    }
    if let taxes = try await taxes(in: shop, &dice) { extra["automatic_tax"] = taxes }
    let made = try await shop.subscribe(prices[0], extra)
    let length = interval == "month" ? 28 : 7
    for _ in 0..<dice.next(3) {
      try await shop.advance(by: dice.next(length * 86_400 / 3) + 1)
      try await change(made.id, in: shop, prices, &dice)
    }
    let running = try await shop.subscription(made.id)
    let end = running["items"]?["data"]?[0]?["current_period_end"]?.integer ?? 0
    let preview = try await shop.client.post(
      "/v1/invoices/create_preview", ["subscription": .string(made.id)])
    try await shop.advance(to: end)
    let latest = try await shop.subscription(made.id)["latest_invoice"]?.string ?? ""
    let invoice = try await shop.client.get("/v1/invoices/\(latest)")
    #expect(invoice["created"] == .integer(end))
    #expect(Self.essence(preview) == Self.essence(invoice))
  }

  /// Puts the customer where taxes are due; nil where they are not automatic.
  private func taxes(in shop: ClockedShop, _ dice: inout SeededDice) async throws -> JSONValue? {
    let states = ["CA", "MN", "NJ", "OR"]
    let choice = dice.next(states.count * 2)
    guard choice < states.count else { return nil }
    _ = try await shop.client.post(
      "/v1/customers/\(shop.customer)",
      ["address": ["country": "US", "state": .string(states[choice])]])
    return ["enabled": true]
  }

  private func change(
    _ id: String, in shop: ClockedShop, _ prices: [String], _ dice: inout SeededDice
  ) async throws {
    let item = try await shop.subscription(id)["items"]?["data"]?[0]?["id"] ?? nil
    var fields: JSONObject = ["id": item]
    if dice.next(2) == 0 { fields["price"] = .string(prices[dice.next(2)]) }
    fields["quantity"] = .integer(1 + dice.next(5))
    _ = try await shop.update(
      id,
      [
        "items": [.object(fields)],
        "proration_behavior": ["none", "create_prorations", "always_invoice"][dice.next(3)],
      ])
  }

  @Test(arguments: 1...8)
  func `a preview shows the credits that then are applied`(_ seed: Int) async throws {
    var dice = SeededDice(seed: UInt64(seed) &+ 200)
    let shop = try await MeteredShop(ClockedShop(from: midnight(2026, 1, 1) + dice.next(90_000)))
    let made = try await shop.clocked.subscribe(
      shop.price,
      [
        "items": [
          ["price": .string(shop.price)],
          ["price": .string(try await shop.clocked.price(dice.next(900)))],
        ]
      ])
    let end = made["items"]?["data"]?[0]?["current_period_end"]?.integer ?? 0
    // Some are over when the period ends, or before its invoice is final, or begin only then.
    let moments = [end - 7200, end + 1800, end + 7200]
    for number in 0..<3 {
      var terms: JSONObject = ["priority": .integer(dice.next(5))]
      if dice.next(2) == 0 { terms["expires_at"] = .integer(moments[dice.next(3)]) }
      if dice.next(3) == 0 { terms["effective_at"] = .integer(end - 9000 + dice.next(12_000)) }
      try await shop.grant(1 + dice.next(400), terms)
      try await shop.use(1 + dice.next(30), identifier: "\(number)")
      try await shop.clocked.advance(by: 86_400)
    }
    try await shop.clocked.advance(to: end - 3600)
    let preview = try await shop.client.post(
      "/v1/invoices/create_preview", ["subscription": .string(made.id)])
    try await shop.clocked.advance(to: end + 3600)
    let latest = try await shop.clocked.subscription(made.id)["latest_invoice"]?.string ?? ""
    let invoice = try await shop.client.get("/v1/invoices/\(latest)")
    #expect(invoice["status"] != "draft")
    #expect(Self.essence(preview) == Self.essence(invoice))
  }

  @Test(arguments: 1...12)
  func `a preview of a change equals the invoice of the change`(_ seed: Int) async throws {
    var dice = SeededDice(seed: UInt64(seed) &+ 100)
    let shop = try await ClockedShop(from: midnight(2026, 3, 1) + dice.next(90 * 86_400))
    let price = try await shop.price(100 + dice.next(9000))
    let taxes = try await taxes(in: shop, &dice)
    let made = try await shop.subscribe(
      price, taxes.map { ["automatic_tax": $0] } ?? [:])
    try await shop.advance(by: dice.next(27 * 86_400) + 1)
    let item = made["items"]?["data"]?[0]?["id"] ?? nil
    let change: JSONObject = [
      "items": [["id": item, "quantity": .integer(2 + dice.next(4))]],
      "proration_behavior": "always_invoice", "proration_date": .integer(try await shop.now),
    ]
    let preview = try await shop.client.post(
      "/v1/invoices/create_preview",
      ["subscription": .string(made.id), "subscription_details": .object(change)])
    #expect(try await shop.invoices().count == 1)
    let changed = try await shop.update(made.id, change)
    let invoice = try await shop.client.get(
      "/v1/invoices/\(changed["latest_invoice"]?.string ?? "")")
    #expect(Self.essence(preview) == Self.essence(invoice))
  }

  @Test func `a preview of a subscription that is not made is its first invoice`() async throws {
    let shop = try await ClockedShop()
    let price = try await shop.price(1000)
    let preview = try await shop.client.post(
      "/v1/invoices/create_preview",
      [
        "customer": .string(shop.customer),
        "subscription_details": ["items": [["price": .string(price), "quantity": 3]]],
      ])
    #expect(preview["total"] == 3000)
    #expect(try await shop.invoices() == [])
    let made = try await shop.subscribe(
      price, ["items": [["price": .string(price), "quantity": 3]]])
    let invoice = try await shop.client.get("/v1/invoices/\(made["latest_invoice"]?.string ?? "")")
    #expect(Self.essence(preview) == Self.essence(invoice))
  }

  @Test func `a subscription that ends has no next invoice`() async throws {
    let shop = try await ClockedShop()
    let made = try await shop.subscribe(try await shop.price(1000))
    _ = try await shop.update(made.id, ["cancel_at_period_end": true])
    let error = try await shop.client.refusal(
      .post, "/v1/invoices/create_preview", ["subscription": .string(made.id)])
    #expect(error.status == 404)
    #expect(error.code == "invoice_upcoming_none")
  }
}

/// Numbers that look like chance and are the same for the same seed.
struct SeededDice {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func next(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }
}
