import Testing

@testable import Console

/// Fields on request, filters that are no fields and clearing, against the sandbox.
@Suite struct RequestedFieldSessionTests {
  private static let shop = """
    let c = create customer { email: "ann@example.com", name: "Ann", metadata: { a: "1" } }
    let pi = create payment_intent { amount: 2000, currency: "usd", customer: $c.id, \
    payment_method: "pm_card_visa", confirm: true, automatic_payment_methods: \
    { enabled: true, allow_redirects: "never" } }
    let r = create refund { payment_intent: $pi.id, amount: 500 }
    let p = create product { name: "P", images: ["https://example.com/a.png"], \
    metadata: { k: "v" } }
    let pr = create price { product: $p.id, currency: "usd", unit_amount: 1000, \
    recurring: { interval: "month" } }
    let tp = create price { product: $p.id, currency: "usd", billing_scheme: "tiered", \
    tiers_mode: "graduated", recurring: { interval: "month" }, \
    tiers: [{ up_to: 10, unit_amount: 100 }, { up_to: "inf", unit_amount: 50 }] }
    let co = create coupon { percent_off: 10, duration: "once", applies_to: { products: [$p.id] } }
    let pm = execute attach payment_method pm_card_visa { customer: $c.id }
    let s = create subscription { customer: $c.id, items: [{ price: $pr.id }], \
    default_payment_method: $pm.id }
    let ii = create invoice_item { customer: $c.id, amount: 300, currency: "usd" }

    """

  private func lines(_ text: String) async throws -> [String] {
    let place = try TestPlace()
    #expect(await place.run(Self.shop + text) == 0, "\(text): \(place.messages.text)")
    #expect(!place.messages.text.contains("warning"), "\(place.messages.text)")
    return place.lines
  }

  @Test(arguments: [
    (
      "query charges where refunds.data.amount = 500 select refunds.data[0].amount as a, amount",
      #"{"a":500,"amount":2000}"#
    ),
    (
      "query charges where amount_refunded > 0"
        + " select refunds.data.amount, refunds.data.amount as all",
      #"{"refunds":{"data":[{"amount":500}]},"all":[500]}"#
    ),
    ("query customers where subscriptions.data[0].id is not null select name", #"{"name":"Ann"}"#),
    (
      "query customers where subscriptions.data.items.data.price.id = $pr.id select name",
      #"{"name":"Ann"}"#
    ),
    (
      "query payment_intents where latest_charge.refunds.data.amount = 500 select amount",
      #"{"amount":2000}"#
    ),
    (
      "get price $tp.id select tiers.unit_amount, tiers[0].up_to, sum(tiers.unit_amount)",
      #"{"tiers":[{"unit_amount":100,"up_to":10},{"unit_amount":50}],"sum_tiers_unit_amount":150}"#
    ),
    (
      "query prices where tiers.unit_amount = 50 select billing_scheme",
      #"{"billing_scheme":"tiered"}"#
    ),
    ("query coupons where applies_to.products = $p.id select percent_off", #"{"percent_off":10}"#),
  ])
  func isThereWhereAPathCrossesIt(_ text: String, _ expected: String) async throws {
    #expect(try await lines(text) == [expected])
  }

  @Test func isThereWhereExpandNamesIt() async throws {
    let tiers = try await lines("get price $tp.id expand tiers")
    #expect(tiers[0].contains(#""tiers":[{"#))
    let products = try await lines("get coupon $co.id expand applies_to")
    #expect(products[0].contains(#""applies_to":{"products":["prod_"#))
    for text in ["get price $tp.id", "list prices limit 1", "get coupon $co.id"] {
      let plain = try await lines(text)
      #expect(!plain[0].contains(#""tiers":"#) && !plain[0].contains(#""applies_to":"#))
    }
  }

  @Test(arguments: [
    ("invoices where subscription = $s.id", 1), ("invoices where subscription = sub_other", 0),
    ("invoices where not subscription = sub_other", 1),
    ("invoices where parent.subscription_details.subscription = $s.id", 1),
    ("subscriptions where price = $pr.id", 1), ("subscriptions where price != $pr.id", 0),
    ("subscriptions where plan in ($pr.id, $tp.id)", 1), ("subscriptions where plan = $tp.id", 0),
    ("invoice_items where pending = true", 1), ("invoice_items where pending = false", 0),
  ])
  func aFilterNeedsNoField(_ query: String, _ count: Int) async throws {
    #expect(try await lines("query \(query) select id").count == count)
  }

  @Test(arguments: [
    ("update customer $c.id { email: null, name: null }", ["email", "name"], "null"),
    ("update customer $c.id { metadata: {} }", ["metadata"], "{}"),
    ("update product $p.id { images: [] }", ["images"], "[]"),
    ("update product $p.id { metadata: {}, description: null }", ["metadata"], "{}"),
    ("let none = []\nupdate product $p.id { images: $none }", ["images"], "[]"),
  ])
  func whatIsEmptyClears(_ text: String, _ fields: [String], _ value: String) async throws {
    let lines = try await lines(text)
    for field in fields { #expect(lines[0].contains("\"\(field)\":\(value)")) }
  }

  @Test func whatCannotBeClearedIsSaid() async throws {
    let place = try TestPlace()
    _ = await place.run(Self.shop + "update product $p.id { name: null }")
    #expect(place.messages.text.contains("Stripe does not let `name` be cleared"))
    #expect(place.messages.text.contains("parameter_invalid_empty"))
    let variable = try TestPlace()
    let code = await variable.run(
      Self.shop + "let none = []\nupdate subscription $s.id { items: $none }")
    #expect(code == 1)
    #expect(variable.messages.text.contains("`items` is empty"))
  }
}
