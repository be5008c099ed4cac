import Expressions
import JSON
import Testing

@testable import Analysis

/// Values that cannot be what they are compared with, or given to, are errors before a request.
@Suite struct ValueCheckingTests {
  private func found(_ text: String, _ argument: JSONValue) -> [String] {
    problems(text, variables: ["1": .known(argument)])
  }

  @Test(arguments: [
    ("query customers where created >= $1", "01/01/2025"),
    ("query customers where not created >= $1", "foo"),
    ("query customers where created >= $1", "2026-13-45"),
    ("query customers where created >= $1", ""),
    ("query customers where created >= $1", "1795730000000"),
    ("query invoices where status = $1", "opne"),
    ("query invoices where status in (\"open\", $1)", "opne"),
    ("query invoices where status != $1", "opne"),
    ("query invoices where total > $1", "1,000"),
    ("query invoices where total between $1 and 5", "x"),
    ("query prices where active = $1", "yes"),
    ("delete customers where created < $1", "tomorrow"),
    ("update customer cus_1 { balance: $1 }", "1,000"),
    ("create price { currency: \"usd\", product: prod_1, unit_amount: $1 }", "20.00"),
    ("list invoices where created >= $1", "foo"),
  ])
  func `arguments are held against the field they meet`(text: String, argument: String) {
    #expect(found(text, .string(argument)).count == 1)
  }

  @Test(arguments: [
    ("query customers where created >= $1", "2025-01-01"),
    ("query customers where created >= $1", "1729598886"),
    ("query invoices where status = $1", "open"),
    ("query invoices where total > $1", "1000"),
    ("query prices where active = $1", "true"),
    ("update customer cus_1 { balance: $1 }", "1e3"),
  ])
  func `arguments that fit pass`(text: String, argument: String) {
    #expect(found(text, .string(argument)) == [])
  }

  @Test(arguments: [
    "amount > 20.5", "amount > 20.00", "20.50 < amount", "amount = \"20.00\"",
    "amount in (20.00, 30)", "amount between 5.00 and 10.00", "not amount <= 20.5",
  ])
  func `an amount is not compared with a price in decimals`(condition: String) throws {
    let found = try #require(problems("query charges where \(condition)").first)
    #expect(found.contains("whole number in the smallest currency unit"))
  }

  @Test(arguments: [
    "query charges where amount >= 2000.0", "query charges where amount > 2e3",
    "query charges where amount > usd 20.50", "query coupons where percent_off = 12.5",
    "query prices where unit_amount_decimal = 12.5",
    "query charges where amount > amount_refunded * 0.5",
  ])
  func `other decimals are compared`(text: String) {
    #expect(problems(text) == [])
  }

  @Test func `a loop does not run through an id`() {
    let start = "let i = get invoice in_1"
    let loop = "\nfor c in $i.customer { print $c.id }"
    #expect(problems(start + loop).count == 1)
    #expect(problems(start + " expand customer" + loop) == [])
  }

  @Test(arguments: [
    (
      #"create customer { email: "a", email: "b" }"#,
      "email: `email` is given twice"
    ),
    (#"create customer { metadata: { a: 1, a: 2 } }"#, "a: `a` is given twice"),
    (#"create customer { address: { city: "a", city: "b" } }"#, "city: `city` is given twice"),
    (#"create customer { metadata.a: 1, metadata.a: 2 }"#, "metadata: `metadata.a` is given twice"),
    (#"print { a: 1, a: 2 }"#, "a: `a` is given twice"),
    (#"print { a: { b: 1 }, a: { c: 2 } }"#, "a: `a` is given twice"),
    (#"print { a: { b: 1 }, a.b: 2 }"#, "a: `a.b` is given twice"),
    (#"print { a.b.c: 1, a: { b: { c: 2 } } }"#, "a: `a.b.c` is given twice"),
    (#"print { a: 1, a.b: 2 }"#, "a: `a` is given whole and in parts"),
    (#"print { a.b: [1], a.b.c: 2 }"#, "a: `a.b` is given whole and in parts"),
    (#"print { a: { b: 1 }, a: 2 }"#, "a: `a` is given twice"),
    (#"print { a.b: { c: 1 }, a: { b: 2 } }"#, "a: `a.b` is given whole and in parts"),
    (
      #"update customer cus_1 { metadata.b: 2, metadata: "" }"#,
      "metadata: `metadata` is given whole and in parts"
    ),
    (
      "let m = { a: 1 }\nupdate customer cus_1 { metadata: $m, metadata.b: 2 }",
      "metadata: `metadata` is given whole and in parts"
    ),
    (
      #"create customer { metadata: { a.b: 1, "a.b": 2 } }"#, "\"a.b\": `a.b` is given twice"
    ),
    ("exit 256", "256: `exit` requires a whole number from 0 to 255"),
    ("exit -1", "-1: `exit` requires a whole number from 0 to 255"),
    ("exit 1.5", "1.5: `exit` requires a whole number from 0 to 255"),
    ("print word", "word: `word` is not a value or an id | quote strings"),
    (
      "print zzz 5",
      "zzz 5: `zzz` is not a known currency | did you mean `usd` or `eur` or `gbp`?"
    ),
    (
      #"create payment_intent { amount: uds 5.00, currency: "usd" }"#,
      "uds 5.00: `uds` is not a known currency | did you mean `usd` or `ugx`?"
    ),
    (
      "query customers where created >= 1795730000000",
      "1795730000000: `created` is a time in seconds, but this is 1795730000000"
        + " | milliseconds? divide by 1000"
    ),
  ])
  func `what cannot be meant is an error`(text: String, expected: String) {
    let found = problems(text)
    #expect(found.count >= 1 && found[0].hasPrefix(String(expected.prefix(40))), "\(found)")
  }

  @Test(arguments: [
    "customers where id not in (query invoices select customer)",
    "customers where id in (query invoices where status = \"open\" select customer)",
    "invoices where customer in (query customers where email is null)",
    "invoices where customer in (query customers select id)",
  ])
  func `subqueries of one column pass`(text: String) {
    #expect(problems("query \(text)") == [])
    #expect(
      problems(
        "let rows = \(text.split(separator: "(", maxSplits: 1)[1].dropLast())\n"
          + "query \(text.split(separator: "(")[0])$rows") == [])
  }

  @Test(arguments: [
    ("query customers where id in (query invoices select customer, id)", "2 columns"),
    ("query customers where id in (query invoices)", "cannot be compared with"),
    ("let i = get invoice in_1\nquery customers where id = $i", "cannot be compared with"),
    ("let all = query customers\nquery invoices where customer = $all", "use `in`"),
  ])
  func `other subqueries say what is wrong`(text: String, reason: String) {
    let found = problems(text)
    #expect(found.count == 1 && found[0].contains(reason), "\(found)")
  }

  @Test(arguments: [
    ("query customers where created > usd 5.00", "is not an amount of money"),
    ("query charges where amount > usd 5.00 and currency = \"eur\"", "at once"),
    ("query charges where amount in (usd 5.00, eur 5.00)", "cannot be compared"),
    ("query charges where not amount > usd 5.00", "would match every other currency"),
    ("query charges where not (paid = true and amount > usd 5.00)", "every other currency"),
    ("let c = get charge ch_1\nif $c.created > usd 5.00 { print 1 }", "is not an amount"),
    ("print sum(query invoices)", "requires a field name"),
    ("print sum(query invoices select id, total)", "requires a field name"),
  ])
  func `money is compared and added up within a currency`(text: String, reason: String) {
    let found = problems(text)
    #expect(found.count == 1 && found[0].contains(reason), "\(found)")
  }
}
