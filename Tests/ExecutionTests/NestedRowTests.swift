import JSON
import StripeWire
import Testing

@testable import Execution

/// Lines are added and removed by requests about their invoice, and answer as lines all the same.
@Suite struct NestedRowTests {
  private static func invoice(_ ids: [String], hasMore: Bool = false) -> APIResponse {
    let lines = ids.map { #"{"id":"\#($0)"}"# }.joined(separator: ",")
    return .ok(
      #"{"id":"in_1","lines":{"object":"list","data":[\#(lines)],"has_more":\#(hasMore)}}"#)
  }

  @Test func `lines are added and removed by the only way there is`() async throws {
    let transport = ScriptedTransport { _, _ in Self.invoice(["il_old", "il_1"]) }
    let records = Records()
    let engine = makeEngine(transport, records: records)
    let add = try writePlan(
      "create lines of invoice in_1 from $rows",
      variables: ["rows": [["amount": 1, "description": nil], ["amount": 2]]])
    #expect(try await engine.written(add).results == ["1 il_1", "2 il_1"])
    let remove = try writePlan("delete lines il_1, il_2 of invoice in_1")
    #expect(try await engine.written(remove).results == ["1 il_1", "2 il_2"])
    let unassign = try writePlan(
      #"delete line of invoice { id: "il_3", parent_id: "in_2", behavior: "unassign" }"#)
    #expect(try await engine.written(unassign).results == ["il_3"])
    #expect(
      transport.lines == [
        "POST /v1/invoices/in_1/add_lines lines[0][amount]=1",
        "POST /v1/invoices/in_1/add_lines lines[0][amount]=2",
        "POST /v1/invoices/in_1/remove_lines lines[0][id]=il_1&lines[0][behavior]=delete",
        "POST /v1/invoices/in_1/remove_lines lines[0][id]=il_2&lines[0][behavior]=delete",
        "POST /v1/invoices/in_2/remove_lines lines[0][id]=il_3&lines[0][behavior]=unassign",
      ])
    #expect(records.all.map(\.ids) == [["il_1"], ["il_1"], ["il_1"], ["il_2"], ["il_3"]])
  }

  @Test func `where the answer is cut off the list is read to its end`() async throws {
    let transport = ScriptedTransport { request, number in
      guard request.method == .get else { return Self.invoice(["il_1"], hasMore: true) }
      return .page(number == 1 ? ["il_1", "il_2"] : ["il_3"], hasMore: number == 1)
    }
    let add = try writePlan("create line of invoice in_1 { amount: 1 }")
    #expect(try await makeEngine(transport).written(add).results == ["il_3"])
    #expect(transport.requests.map(\.method) == [.post, .get, .get])
  }

  @Test func `what is written is no failure where it cannot be read back`() async throws {
    let transport = ScriptedTransport { request, _ in
      request.method == .get ? .failed(403) : Self.invoice([], hasMore: true)
    }
    let add = try writePlan("create line of invoice in_1 { amount: 1 }")
    let (results, summary) = try await makeEngine(transport).written(add)
    #expect(results == ["?"])
    #expect(summary.done == 1)
  }
}
