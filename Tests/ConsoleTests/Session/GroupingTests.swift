import JSON
import Testing

@testable import Console

/// Groups, their aggregates and what is computed of them, over five invoices' items.
@Suite struct GroupingTests {
  /// Two customers, three products with prices, and charges in two currencies.
  private static let fixture = """
    let a = create customer { name: "Ann", email: "ann@example.com" }
    let b = create customer { name: "Bo", email: "bo@example.com" }
    for n in [100, 250, 400] {
      let p = create payment_intent { amount: $n, currency: "usd", customer: $a.id }
    }
    for n in [700, 900] {
      let p = create payment_intent { amount: $n, currency: "eur", customer: $b.id }
    }
    let x = create payment_intent { amount: 50, currency: "eur", customer: $a.id }

    """

  @Test(arguments: [
    (
      "select currency, count() as n, sum(amount) as total group by currency order by total",
      [#"{"currency":"usd","n":3,"total":750}"#, #"{"currency":"eur","n":3,"total":1650}"#]
    ),
    (
      "select currency, sum(amount) / count() as mean group by currency order by mean desc",
      [#"{"currency":"eur","mean":550}"#, #"{"currency":"usd","mean":250}"#]
    ),
    (
      "select customer.name as who, count() group by customer.name having count() > 2",
      [#"{"who":"Ann","count":4}"#]
    ),
    (
      "select currency, count() as n group by currency having n > 2 and sum(amount) > 1000",
      [#"{"currency":"eur","n":3}"#]
    ),
    (
      "select upper(currency) as c, min(amount), max(amount) group by c order by c",
      [
        #"{"c":"EUR","min_amount":50,"max_amount":900}"#,
        #"{"c":"USD","min_amount":100,"max_amount":400}"#,
      ]
    ),
    (
      "where currency = \"usd\" select customer.name, customer, count() as n"
        + " group by customer, customer.name",
      [#"{"customer":{"name":"Ann","id":"cus_1"},"n":3}"#]
    ),
    (
      "select amount > 300 as big, customer.name is null or currency != \"usd\" as x limit 1",
      [#"{"big":false,"x":true}"#]
    ),
    (
      "select amount > 300 as big, count() group by big order by big",
      [#"{"big":false,"count":3}"#, #"{"big":true,"count":3}"#]
    ),
    (
      "select currency, sum(amount) > 1000 as much group by currency order by sum(amount) > 1000",
      [#"{"currency":"usd","much":false}"#, #"{"currency":"eur","much":true}"#]
    ),
    (
      "select amount, metadata.x > 1 as more, not (metadata.x > 1) as less"
        + " order by currency = \"eur\" desc, amount limit 2",
      [
        #"{"amount":50,"more":false,"less":true}"#, #"{"amount":700,"more":false,"less":true}"#,
      ]
    ),
    (
      "select count() group by amount between 200 and 700 order by count()",
      [#"{"count":3}"#, #"{"count":3}"#]
    ),
    (
      "select if(amount >= 400, \"large\", \"small\") as size, count() group by size order by size",
      [#"{"size":"large","count":3}"#, #"{"size":"small","count":3}"#]
    ),
    (
      "select count(distinct customer) as customers, count() as n",
      [#"{"customers":2,"n":6}"#]
    ),
    (
      "select currency, count(distinct customer) group by currency order by currency",
      [
        #"{"currency":"eur","count_distinct_customer":2}"#,
        #"{"currency":"usd","count_distinct_customer":1}"#,
      ]
    ),
    (
      "select distinct currency order by currency",
      [#"{"currency":"eur"}"#, #"{"currency":"usd"}"#]
    ),
    (
      "select distinct customer.name, currency order by customer.name, currency",
      [
        #"{"customer":{"name":"Ann"},"currency":"eur"}"#,
        #"{"customer":{"name":"Ann"},"currency":"usd"}"#,
        #"{"customer":{"name":"Bo"},"currency":"eur"}"#,
      ]
    ),
    ("where currency = \"usd\" select round(avg(amount) / 7, 2) as x", [#"{"x":35.71}"#]),
    (
      "select amount % 100 as rest, currency order by rest desc, currency limit 2",
      [#"{"rest":50,"currency":"eur"}"#, #"{"rest":50,"currency":"usd"}"#]
    ),
    ("select year(created) as y, count() group by year(created)", [#"{"y":2026,"count":6}"#]),
    ("where amount > 5000 select count(), sum(amount)", [#"{"count":0,"sum_amount":0}"#]),
    ("where amount > 5000 select currency, count() group by currency", []),
    (
      "where customer in (query customers where name = \"Bo\" select id) select count()",
      [#"{"count":2}"#]
    ),
  ])
  func `groups are what rows make them`(clauses: String, lines: [String]) async throws {
    let place = try TestPlace()
    let code = await place.run("\(Self.fixture)query payment_intents \(clauses)")
    #expect(code == 0, "\(place.messages.text)")
    // Ids differ from run to run.
    let found = place.lines.map { $0.replacing(/cus_\w+/, with: "cus_1") }
    #expect(found == lines)
  }

  @Test(arguments: [
    ("select id, sum(amount)", "`id` is neither grouped nor aggregated"),
    ("select currency, amount group by currency", "`amount` is neither grouped nor aggregated"),
    (
      "select currency group by currency order by amount",
      "`amount` is neither grouped nor aggregated"
    ),
    (
      "select currency, count() as n group by currency having customer = \"cus_1\"",
      "`customer` is neither grouped nor aggregated"
    ),
    ("where count() > 1", "write conditions on aggregates after `having`"),
    ("select amount order by sum(amount)", "rows are not ordered by an aggregate"),
    ("order by sum(amount)", "add `group by`, or select the aggregate"),
    ("group by currency", "`group by` requires a `select`"),
    ("having count() > 1", "`group by` requires a `select`"),
    ("select distinct currency, count() group by currency", "`select distinct` makes groups"),
    ("select sum(status)", "`sum` requires a number, but `status` is"),
    ("select count(distinct) as x", "payment_intent has no field `distinct`"),
    ("select amount + 1", "a computed column requires an alias"),
    ("select count() as n group by currency order by m", "did you mean `n`?"),
    ("select sum(amount) as s having s > 5 limit 1 via list", "`via`"),
  ])
  func `what groups do not have is refused`(clauses: String, problem: String) async throws {
    let place = try TestPlace()
    #expect(await place.run("query payment_intents \(clauses)") == (problem == "`via`" ? 0 : 2))
    guard problem != "`via`" else { return }
    #expect(place.messages.text.contains(problem), "\(place.messages.text)")
  }

  @Test func `sums of money in several currencies are refused`() async throws {
    let place = try TestPlace()
    #expect(
      await place.run("\(Self.fixture)query payment_intents select sum(amount) / count() as x")
        == 1)
    #expect(place.messages.text.contains("add `group by currency`"))
  }

  @Test func `elements of lists are computed with one by one`() async throws {
    let place = try TestPlace()
    let code = await place.run(
      """
      let c = create customer {}
      let p = create product { name: "P" }
      let m = create price { product: $p.id, currency: "usd", unit_amount: 500,
        recurring: { interval: "month" } }
      let y = create price { product: $p.id, currency: "usd", unit_amount: 2400,
        recurring: { interval: "year" } }
      let s = create subscription { customer: $c.id, collection_method: "send_invoice",
        days_until_due: 5, items: [{ price: $m.id, quantity: 3 }] }
      let t = create subscription { customer: $c.id, collection_method: "send_invoice",
        days_until_due: 5, items: [{ price: $y.id, quantity: 2 }] }
      query subscriptions select sum(items.data.quantity * items.data.price.unit_amount) as s
        order by s
      query subscriptions
        select currency, sum(items.data.quantity * items.data.price.unit_amount
          / if(items.data.price.recurring.interval = "year", 12, 1)) as mrr
        group by currency
      query subscriptions where sum(items.data.quantity) = 3 select count()
      """)
    #expect(code == 0, "\(place.messages.text)")
    #expect(
      place.lines == [
        #"{"s":1500}"#, #"{"s":4800}"#, #"{"currency":"usd","mrr":1900}"#, #"{"count":1}"#,
      ])
  }

  @Test func `two lists are not computed with each other`() async throws {
    let place = try TestPlace()
    #expect(
      await place.run("query invoices select sum(lines.data.amount * total_taxes.amount)") == 2)
    #expect(place.messages.text.contains("are two lists"), "\(place.messages.text)")
  }
}
