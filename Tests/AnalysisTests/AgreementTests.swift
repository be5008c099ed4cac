import Expressions
import JSON
import Testing

@testable import Analysis

/// Comparisons that no row can meet, and conditions that are none.
@Suite struct AgreementTests {
  @Test(arguments: [
    "query customers where id in (query invoices select id)",
    "delete customers where id not in (query invoices select id)",
    "query customers where id = \"in_123\"", "query invoices where customer = in_123",
    "delete invoices where customer != \"sub_123\"",
    "query charges where payment_intent in (\"pi_1\", \"ch_2\")",
    "let i = first(query invoices)\nquery customers where id = $i.id",
    "let i = get invoice in_1\ndelete customers where id = $i.default_payment_method",
    "for i in query invoices { delete customers where id != $i.id }",
    "query subscriptions where customer in (query charges select payment_intent)",
  ])
  func `ids of other objects are told from those of the field`(text: String) throws {
    let found = problems(text)
    #expect(found.count == 1)
    #expect(found.first?.contains("is the id of") == true, "\(found)")
  }

  @Test func `the field that was meant is named`() throws {
    let text = "query customers where id in (query invoices select id)"
    #expect(try #require(problems(text).first).contains("did you mean its `customer`?"))
  }

  @Test(arguments: [
    "query customers where id in (query invoices select customer)",
    "query customers where id = cus_1 or id = \"anything\"",
    // Accounts choose the ids of their products and coupons.
    "query products where id = \"in_stock\"", "query prices where product = \"pi_1\"",
    "query charges where payment_method = card_123",
    "query balance_transactions where source = ch_123",
    "query subscriptions where metadata.order = in_123",
    "let i = get invoice in_1\nquery charges where customer = $i.customer",
    "let c = get charge ch_1\nquery customers where metadata.last = $c.id",
    "let p = get price price_1\nquery subscriptions where items.data.plan.id = $p.id",
  ])
  func `ids that can be equal are compared`(text: String) {
    #expect(problems(text) == [])
  }

  @Test(arguments: [
    "query customers where id in (query invoices select total)",
    "query customers where email not in (query invoices select amount_due)",
    "let i = get invoice in_1\nquery customers where email = $i.created",
    "let i = get invoice in_1\nquery customers where delinquent = $i.total",
    "let i = get invoice in_1\nquery invoices where total = $i.auto_advance",
    "query customers where name = count(query invoices)",
  ])
  func `values of another kind are told`(text: String) throws {
    let found = try #require(problems(text).first)
    #expect(found.contains(", but this is a"), "\(found)")
  }

  @Test(arguments: [
    "query customers where email", "query customers where \"x\"", "query customers where not email",
    "query customers where delinquent and email", "query customers where delinquent or balance",
    "query customers where 1 + 1", "delete customers where created", "if 0 { print 1 }",
    "if \"false\" { print 1 }", "assert \"x\"", "assert now", "assert [true]",
    "let c = get customer cus_1\nif $c.email { print 1 }",
    "let c = get customer cus_1\nassert not $c",
  ])
  func `a condition is true or false`(text: String) throws {
    let found = problems(text)
    #expect(found.count == 1)
    #expect(found.first?.contains("a condition must be true or false") == true, "\(found)")
  }

  @Test(arguments: [
    "query customers where delinquent", "query customers where not delinquent",
    "assert true", "let c = get customer cus_1\nif $c.delinquent { print 1 }",
    "let r = request get \"/v1/x\"\nassert $r.a",
    "assert count(query customers) = 5 and not false",
  ])
  func `conditions pass`(text: String) {
    #expect(problems(text) == [])
  }

  @Test(arguments: [
    "print count(\"abc\")", "print count(5)", "print first(5)", "print last(\"abc\")",
    "let c = get customer cus_1\nprint count($c.email)",
  ])
  func `what counts elements requires a list`(text: String) throws {
    #expect(try #require(problems(text).first).contains("requires a list"))
  }

  @Test func `amounts in a variable must have their currency`() {
    let rows = "let x = query invoices select total"
    #expect(problems("\(rows)\nprint sum($x)").count == 1)
    #expect(problems("\(rows)\nprint max($x)").count == 1)
    #expect(problems("\(rows)\nprint count($x)") == [])
    #expect(problems("\(rows), currency\nprint sum($x, \"total\")") == [])
    let one = "let x = query invoices where currency = \"usd\" select total"
    #expect(problems("\(one)\nprint sum($x)") == [])
    #expect(problems("print sum(query invoices select total)") == [])
  }
}
