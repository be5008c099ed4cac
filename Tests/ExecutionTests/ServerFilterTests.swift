import JSON
import Testing

@testable import Execution

/// What a row shows of the filters that a server was asked to apply.
@Suite struct ServerFilterTests {
  private func isKept(_ row: String, _ text: String) throws -> Bool {
    let filter = try #require(try filter(text))
    return filter.contradicted(by: try RawJSON(parsing: row)) == nil
  }

  private func filter(_ text: String) throws -> ServerFilter? {
    guard case .list(let step) = try readPlan(text).route else { return nil }
    return ServerFilter(step)
  }

  @Test(arguments: [
    (#"{"status":"draft"}"#, #"query invoices where status = "draft""#),
    (#"{"status":"dr\u0061ft"}"#, #"query invoices where status = "draft""#),
    (#"{"customer":"cus_1"}"#, "query charges where customer = cus_1"),
    (#"{"customer":{"id":"cus_1"}}"#, "query charges where customer = cus_1 expand customer"),
    (#"{"customer":"cus_1"}"#, "query charges where customer.id = cus_1"),
    (#"{"active":true}"#, "query products where active = true"),
    (#"{"invoice":null}"#, "query invoice_items where pending = true"),
    (#"{"invoice":"in_1"}"#, "query invoice_items where pending = false"),
    (#"{"code":"SUMMER"}"#, #"list promotion_codes where code = "summer""#),
    (#"{"created":5}"#, "query charges where created = 5"),
    (#"{"due_date":5}"#, "query invoices where due_date < 6"),
    // What older versions of the API have elsewhere is not contradicted.
    (#"{"subscription":"sub_1"}"#, "query invoices where subscription = sub_1"),
    (#"{"parent":{}}"#, "query invoices where subscription = sub_1"),
    // The list within the row was cut off.
    (
      #"{"items":{"data":[{"price":{"id":"price_2"}}],"has_more":true}}"#,
      "query subscriptions where price = price_1"
    ),
    (
      #"{"items":{"data":[{"price":{"id":"price_2"}},{"price":{"id":"price_1"}}]}}"#,
      "query subscriptions where price = price_1"
    ),
  ])
  func isWithin(_ row: String, _ text: String) throws {
    #expect(try isKept(row, text))
  }

  @Test(arguments: [
    (#"{"status":"open"}"#, #"query invoices where status = "draft""#),
    (#"{"status":null}"#, #"query invoices where status = "draft""#),
    (#"{"customer":null}"#, "query charges where customer = cus_1"),
    (#"{"customer":{"id":"cus_2"}}"#, "query charges where customer = cus_1 expand customer"),
    (#"{"customer":"cus_2"}"#, "query charges where customer.id = cus_1"),
    (#"{"active":false}"#, "query products where active = true"),
    (#"{"invoice":"in_1"}"#, "query invoice_items where pending = true"),
    (#"{"invoice":null}"#, "query invoice_items where pending = false"),
    (#"{"invoice":"in_1"}"#, "list invoice_items where pending = true"),
    (#"{"code":"WINTER"}"#, #"list promotion_codes where code = "summer""#),
    (#"{"created":6}"#, "query charges where created = 5"),
    (#"{"due_date":6}"#, "query invoices where due_date < 6"),
    (#"{"parent":null}"#, "query invoices where subscription = sub_1"),
    (#"{"parent":null}"#, "list invoices where subscription = sub_1"),
    (
      #"{"items":{"data":[{"price":{"id":"price_2"}}],"has_more":false}}"#,
      "query subscriptions where price = price_1"
    ),
  ])
  func isContradicted(_ row: String, _ text: String) throws {
    #expect(try !isKept(row, text))
  }

  /// Filters that rows do not show, and filters that every row is tested for anyway.
  @Test(arguments: [
    "query charges", "query charges where amount > 5", "query charges where created > 5",
    "query balance_transactions where payout = po_1",
    "list balance_transactions where payout = po_1",
    #"query invoices where status = "draft" via search"#,
    #"list subscriptions where status = "all""#, #"list subscriptions where status = "ended""#,
    #"list events where type = "charge.*""#,
  ])
  func hasNothingToHold(_ text: String) throws {
    #expect(try filter(text) == nil)
  }

  /// A page that is as it was asked for costs no further request, and no larger one.
  @Test func asksARightServerForNoMore() async throws {
    let shop = ScriptedTransport { _, _ in
      .ok(#"{"data":[{"id":"in_1","created":5,"status":"draft"}],"has_more":true}"#)
    }
    _ = try await makeEngine(shop).rows(#"query invoices where status = "draft" limit 1"#)
    #expect(shop.lines == ["GET /v1/invoices?status=draft&limit=1"])
  }

  /// A row that changed while the server looked for it is no reason to fail.
  @Test func dropsARowThatChangedMeanwhile() async throws {
    let shop = ScriptedTransport { _, _ in
      let row = { (id: String, status: String) in
        #"{"id":"\#(id)","created":5,"status":"\#(status)"}"#
      }
      let rows = [row("in_1", "draft"), row("in_2", "open"), row("in_3", "draft")]
      return .ok(#"{"data":[\#(rows.joined(separator: ","))],"has_more":false}"#)
    }
    let ids = try await makeEngine(shop).ids(#"query invoices where status = "draft""#)
    #expect(ids == ["in_1", "in_3"])
  }

  /// Where all rows are others, the server may have left out those that were asked for.
  @Test(arguments: ["query", "list"])
  func failsByNameWhereAllRowsAreOthers(verb: String) async throws {
    let shop = ScriptedTransport { _, _ in
      .ok(#"{"data":[{"id":"in_1","created":5,"status":"open"}],"has_more":false}"#)
    }
    let failure = await #expect(throws: Failure.self) {
      try await makeEngine(shop).ids(#"\#(verb) invoices where status = "draft""#)
    }
    #expect(failure?.message.contains(#"`status = "draft"`"#) == true)
  }
}
