import JSON
import StripeWire
import Testing

@testable import Execution

/// Lists within a row that Stripe cut off.
@Suite struct NestedListTests {
  private let transport = ScriptedTransport { request, _ in
    if request.path.hasSuffix("/lines") {
      return .ok(#"{"data":[{"id":"il_3","amount":3.0},{"id":"il_4"}],"has_more":false}"#)
    }
    let lines =
      #"{"object":"list","data":[{"id":"il_1"},{"id":"il_2","amount":2.0}],"#
      + #""has_more":true,"url":"/v1/invoices/in_1/lines"}"#
    let row = #"{"id":"in_1","created":1,"lines":\#(lines),"number":"A"}"#
    return request.path == "/v1/invoices/in_1"
      ? .ok(row) : .ok(#"{"data":[\#(row)],"has_more":false}"#)
  }

  @Test func `are whole where the statement looks at them`() async throws {
    let rows = try await makeEngine(transport).rows(
      "query invoices select number, lines.data[2].amount")
    #expect(rows == [#"{"number":"A","lines":{"data":[null,null,{"amount":3.0}]}}"#])
    #expect(
      transport.lines.last == "GET /v1/invoices/in_1/lines?limit=100&starting_after=il_2")
  }

  @Test func `keep what Stripe wrote, and say that they are whole`() async throws {
    let rows = try await makeEngine(transport).rows(
      "query invoices where lines.data[2].amount = 3")
    #expect(
      rows == [
        #"{"id":"in_1","created":1,"lines":{"object":"list","data":[{"id":"il_1"},"#
          + #"{"id":"il_2","amount":2.0},{"id":"il_3","amount":3.0},{"id":"il_4"}],"#
          + #""has_more":false,"url":"/v1/invoices/in_1/lines"},"number":"A"}"#
      ])
  }

  @Test func `come with what is expanded of their rows`() async throws {
    let text = "query invoices select lines.data[2].subscription.status"
    _ = try await makeEngine(transport).rows(text)
    #expect(transport.lines.count == 2)
    #expect(transport.lines[0].contains("expand[0]=data.lines.data.subscription"))
    #expect(transport.lines[1].contains("expand[0]=data.subscription"))
  }

  @Test func `are left cut of rows that do not pass`() async throws {
    let rows = try await makeEngine(transport).rows(
      #"query invoices where number = "B" select lines.data[2].amount"#)
    #expect(rows == [])
    #expect(transport.lines.count == 1)
  }

  @Test func `are whole of the one that is retrieved too`() async throws {
    let rows = try await makeEngine(transport).rows(
      "retrieve invoice where lines.data[2].amount = 3 select lines.data[3].id")
    #expect(rows == [#"{"lines":{"data":[null,null,null,{"id":"il_4"}]}}"#])
  }
}
