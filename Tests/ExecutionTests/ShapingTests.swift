import JSON
import StripeWire
import Testing

@testable import Execution

/// Rows are ordered, grouped, limited and projected after they passed.
@Suite struct ShapingTests {
  private static let invoices = [
    #"{"id":"in_1","created":5,"total":30,"currency":"usd","customer":"cus_1","number":"B","#
      + #""lines":{"data":[{"amount":7.50},{"amount":2}]},"metadata":{"a.b":"x"}}"#,
    #"{"id":"in_2","created":4,"total":10,"currency":"eur","customer":"cus_2","number":null}"#,
    #"{"id":"in_3","created":3,"total":20,"currency":"usd","customer":null,"number":"A"}"#,
    #"{"id":"in_4","created":2,"total":10,"currency":"usd","customer":"cus_1","number":"10"}"#,
    #"{"id":"in_5","created":1,"total":9007199254740993,"currency":"jpy","number":"9"}"#,
  ]

  private func rows(_ clauses: String) async throws -> [String] {
    let body = #"{"data":[\#(Self.invoices.joined(separator: ","))],"has_more":false}"#
    let engine = makeEngine(ScriptedTransport { _, _ in .ok(body) })
    return try await engine.rows("query invoices " + clauses)
  }

  private func ids(_ clauses: String) async throws -> [String] {
    try await rows(clauses + " select id").map {
      try JSONValue(parsing: $0)["id"]?.string ?? "?"
    }
  }

  @Test func `a row passes on one line with its numbers as Stripe wrote them`() async throws {
    #expect(
      try await rows(#"where id ~ "in" limit 1"#) == [
        #"{"id":"in_1","created":5,"total":30,"currency":"usd","customer":"cus_1","number":"B","#
          + #""lines":{"data":[{"amount":7.50},{"amount":2}]},"metadata":{"a.b":"x"}}"#
      ])
  }

  @Test(arguments: [
    ("order by total", ["in_2", "in_4", "in_3", "in_1", "in_5"]),
    ("order by total desc", ["in_5", "in_1", "in_3", "in_2", "in_4"]),
    ("order by total, created", ["in_4", "in_2", "in_3", "in_1", "in_5"]),
    ("order by currency desc, total desc", ["in_1", "in_3", "in_4", "in_5", "in_2"]),
    ("order by number", ["in_4", "in_5", "in_3", "in_1", "in_2"]),
    ("order by number desc", ["in_1", "in_3", "in_5", "in_4", "in_2"]),
    ("order by created", ["in_5", "in_4", "in_3", "in_2", "in_1"]),
    ("order by created desc", ["in_1", "in_2", "in_3", "in_4", "in_5"]),
    ("order by total limit 2", ["in_2", "in_4"]),
    ("order by created limit 2", ["in_5", "in_4"]),
    ("limit 2", ["in_1", "in_2"]),
    (#"where currency = "usd" limit 2"#, ["in_1", "in_3"]),
    ("where customer is null", ["in_3", "in_5"]),
    (#"where customer != cus_1"#, ["in_2", "in_3", "in_5"]),
    (#"where not customer = cus_1 and total > 10"#, ["in_3", "in_5"]),
    ("where total > 9007199254740992", ["in_5"]),
    ("where lines.data[0].amount between 7 and 8", ["in_1"]),
  ])
  func `rows come in the order and number wanted`(clauses: String, ids: [String]) async throws {
    // `select` stands before `order by` and `limit`, but clauses may come in any order.
    #expect(try await self.ids(clauses) == ids)
  }

  @Test func `a selected path keeps its nesting and a missing one is null`() async throws {
    #expect(
      try await rows(
        #"select id, lines.data[0].amount, metadata["a.b"], customer as who limit 2"#)
        == [
          #"{"id":"in_1","lines":{"data":[{"amount":7.50}]},"metadata":{"a.b":"x"},"#
            + #""who":"cus_1"}"#,
          #"{"id":"in_2","lines":{"data":[{"amount":null}]},"metadata":{"a.b":null},"#
            + #""who":"cus_2"}"#,
        ])
  }

  @Test func `two paths into one object share it`() async throws {
    let engine = makeEngine(
      ScriptedTransport { _, _ in
        .ok(
          #"{"data":[{"id":"in_1","created":1,"#
            + #""customer":{"id":"cus_1","email":"a@b.c","name":"A"}}],"has_more":false}"#)
      })
    #expect(
      try await engine.rows("query invoices select customer.email, id, customer.name")
        == [#"{"customer":{"email":"a@b.c","name":"A"},"id":"in_1"}"#])
  }

  @Test func `columns are computed`() async throws {
    #expect(
      try await rows(#"select total / 4 as quarter, upper(currency) as c limit 2"#)
        == [
          #"{"quarter":7.5,"c":"USD"}"#, #"{"quarter":2.5,"c":"EUR"}"#,
        ])
  }

  @Test func `groups come as they were met and count, sum and measure`() async throws {
    #expect(
      try await rows(
        "where created > 1 select currency, count(), sum(total), avg(total), min(total), "
          + "max(number) group by currency")
        == [
          #"{"currency":"usd","count":3,"sum_total":60,"avg_total":20,"min_total":10,"#
            + #""max_number":"B"}"#,
          #"{"currency":"eur","count":1,"sum_total":10,"avg_total":10,"min_total":10,"#
            + #""max_number":null}"#,
        ])
  }

  @Test func `nulls are not counted but for whole rows`() async throws {
    #expect(
      try await rows("select count(), count(customer) as customers")
        == [#"{"count":5,"customers":3}"#])
  }

  @Test func `groups are ordered and limited`() async throws {
    #expect(
      try await rows(
        "select currency, count() as n group by currency order by n desc, currency limit 2")
        == [#"{"currency":"usd","n":3}"#, #"{"currency":"eur","n":1}"#])
    #expect(
      try await rows("select currency, sum(total) group by currency order by sum(total) limit 1")
        == [#"{"currency":"eur","sum_total":10}"#])
  }

  @Test func `several keys make a group, and null is one`() async throws {
    #expect(
      try await rows("select currency, customer, count() group by currency, customer")
        == [
          #"{"currency":"usd","customer":"cus_1","count":2}"#,
          #"{"currency":"eur","customer":"cus_2","count":1}"#,
          #"{"currency":"usd","customer":null,"count":1}"#,
          #"{"currency":"jpy","customer":null,"count":1}"#,
        ])
  }

  @Test func `all rows are one group, even when there is none`() async throws {
    #expect(
      try await rows("where total < 0 select count(), sum(total), min(total)")
        == [#"{"count":0,"sum_total":0,"min_total":null}"#])
    #expect(
      try await rows("where total < 0 select currency, count() group by currency") == [])
  }

  @Test func `large sums are exact`() async throws {
    #expect(
      try await rows(#"where currency = "jpy" select sum(total + 70)"#)
        == [#"{"sum":9007199254741063}"#])
  }

  @Test func `a sort with a limit keeps few rows and the right ones`() async throws {
    var rows: [String] = []
    for number in 0..<5000 {
      rows.append(#"{"id":"in_\#(number)","created":1,"total":\#((number * 7919) % 5000)}"#)
    }
    let body = #"{"data":[\#(rows.joined(separator: ","))],"has_more":false}"#
    let engine = makeEngine(ScriptedTransport { _, _ in .ok(body) })
    let totals = try await engine.rows("query invoices select total order by total desc limit 3")
    #expect(totals == [#"{"total":4999}"#, #"{"total":4998}"#, #"{"total":4997}"#])
  }
}
