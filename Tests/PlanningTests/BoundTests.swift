import Analysis
import Expressions
import JSON
import StripeCatalog
import Testing

@testable import Planning

/// Sizes and limits, and what Stripe's own limits keep out of a plan.
@Suite struct BoundTests {
  private func read(_ text: String, _ planner: Planner = Planner()) throws -> ReadPlan {
    guard case .read(let read) = try plan(text, planner: planner) else {
      throw Unplanned(message: "this is no read")
    }
    return read
  }

  private func pageSize(_ text: String, _ planner: Planner = Planner()) throws -> Int? {
    switch try read(text, planner).route {
    case .list(let step): step.pageSize
    case .search(let step): step.pageSize
    case .top(let step): step.pageSize
    case .nothing, .objects, .union, .through: nil
    }
  }

  private func query(_ text: String) throws -> String? {
    guard case .search(let step) = try read(text).route else { return nil }
    return step.query
  }

  @Test func `a page is as the statement says, else as the setting, else a hundred`() throws {
    #expect(try pageSize("query invoices") == 100)
    #expect(try pageSize("query invoices", Planner(pageSize: 20)) == 20)
    #expect(try pageSize("query invoices page size 7", Planner(pageSize: 20)) == 7)
  }

  @Test func `a page is no larger than what is wanted, where all of it counts`() throws {
    #expect(try pageSize("query invoices limit 3") == 3)
    #expect(try pageSize("query invoices limit 300") == 100)
    #expect(try pageSize("query invoices limit 3 page size 7") == 7)
    #expect(try pageSize("query invoices where amount_due > 5 limit 3") == 100)
    #expect(try pageSize("query invoices order by total limit 3") == 100)
    #expect(try pageSize("query invoices select count() limit 3") == 100)
  }

  @Test func `the most rows bound every read but those of a bulk write`() throws {
    let planner = Planner(maxRows: 10)
    #expect(try read("query invoices", planner).limit == 10)
    #expect(try read("query invoices limit 5", planner).limit == 5)
    #expect(try read("query invoices limit 50", planner).limit == 10)
    guard
      case .write(let write) = try plan(
        #"delete customers where name = "x""#, planner: planner),
      case .matching(let matching) = write.input
    else { throw Unplanned(message: "this is no bulk write") }
    #expect(matching.limit == nil)
  }

  @Test func `a size or limit computed at run time is held to its bounds`() throws {
    for (text, value) in [
      ("query invoices page size $n", 101), ("query invoices page size $n", 0),
      ("query invoices limit $n", -1),
    ] {
      #expect(throws: Unplanned.self, "\(text) with \(value)") {
        try plan(text, variables: ["n": .integer(value)])
      }
    }
    #expect(throws: Unplanned.self) { try plan("query invoices page size 101") }
  }

  @Test func `a search asks at most ten clauses and five thousand characters`() throws {
    let clauses = (1...12).map { #"metadata.k\#($0) = "v""# }
    let and = try #require(
      try query("query customers where \(clauses.joined(separator: " and "))"))
    #expect(and.split(separator: " AND ").count == 10)
    #expect(try query("query customers where \(clauses.joined(separator: " or "))") == nil)

    let long = String(repeating: "x", count: 5000)
    #expect(try query(#"query customers where name = "\#(long)""#) == nil)
    let rest = try query(#"query customers where name = "\#(long)" and metadata.a = "b""#)
    #expect(rest == #"metadata["a"]:"b""#)
  }

  @Test func `a list parameter takes at most ten values`() throws {
    let keys = (1...21).map { "\"k\($0)\"" }.joined(separator: ", ")
    let text = try plan("query prices where lookup_key in (\(keys))").node.lines()
    #expect(!text.contains { $0.contains("lookup_keys") })
  }

  @Test(arguments: [
    // What a list decides alone is not tested again.
    (#"query invoices where status = "draft" and created > 5 and created <= 9"#, nil),
    (#"query invoices where customer = cus_1"#, nil),
    (#"query customers where email = "ann@example.com""#, nil),
    (#"query prices where active = true and recurring.interval = "month""#, nil),
    // One parameter holds one equality: what stood beside it is tested.
    (#"query invoices where created = 5 and created > 9"#, "created = 5 and created > 9"),
    (
      #"query prices where active = true and lookup_key = "a" and lookup_key in ("b", "c")"#,
      #"lookup_key = "a" and lookup_key in ("b", "c")"#
    ),
    // Stripe's filters take these more loosely than `=`.
    (#"query promotion_codes where code = "SPRING""#, #"code = "SPRING""#),
    (#"query prices where active = true and currency = "USD""#, #"currency = "usd""#),
    // A search, an id and several lists decide nothing.
    (#"query customers where name = "Ann""#, #"name = "Ann""#),
    (#"query customers where id = "cus_1""#, #"id = "cus_1""#),
    (
      #"query invoices where customer in (cus_1, cus_2) via list"#,
      #"customer in ("cus_1", "cus_2")"#
    ),
  ])
  func `what a route does not decide is tested on its rows`(
    text: String, tested: String?
  ) throws {
    #expect(try read(text).filter?.sourceText == tested)
  }

  @Test func `a word that only a filter knows is refused where objects never have it`() {
    #expect(throws: Unplanned.self) {
      try plan(
        "query subscriptions where status = $word via list", variables: ["word": "all"])
    }
  }

  @Test func `a value that needs no row is computed once`() throws {
    let plan = try read("query invoices where amount_due >= 3 * 7 and total > 2 * 50")
    #expect(plan.filter?.sourceText == "amount_due >= 21 and total > 100")
  }
}
