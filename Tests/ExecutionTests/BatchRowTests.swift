import JSON
import StripeCatalog
import Testing

@testable import Execution

/// What each of several rows comes to that one request wrote.
@Suite struct BatchRowTests {
  private func rows(_ kind: OperationKind, _ ids: [String], hasMore: Bool = false) throws
    -> BatchRows
  {
    let answer: JSONValue = [
      "id": "in_1",
      "lines": [
        "data": .array(ids.map { ["id": .string($0), "quantity": 1] }), "has_more": .bool(hasMore),
      ],
    ]
    return BatchRows(
      kind: kind, typeName: "line_item", answer: RawJSON(answer), collection: "lines")
  }

  private func compact(_ rows: [RawJSON]) -> [String] { rows.map(\.compact) }

  @Test func `what was changed is found by its id`() throws {
    let rows = try rows(.update, ["il_1", "il_2", "il_3"])
    #expect(!rows.lacks(["il_3", "il_1"]))
    #expect(
      compact(rows.results(of: ["il_3", "il_1"])) == [
        #"{"id":"il_3","quantity":1}"#, #"{"id":"il_1","quantity":1}"#,
      ])
  }

  @Test func `where the response is cut off the list is read`() throws {
    let cut = try rows(.update, ["il_1"], hasMore: true)
    #expect(!cut.lacks(["il_1"]))
    #expect(cut.lacks(["il_1", "il_2"]))
    let whole = cut.read([RawJSON(["id": "il_1"]), RawJSON(["id": "il_2", "quantity": 5])])
    #expect(!whole.lacks(["il_2", "il_none"]))
    #expect(
      compact(whole.results(of: ["il_2", "il_none"])) == [
        #"{"id":"il_2","quantity":5}"#, #"{"id":"il_none","object":"line_item"}"#,
      ])
  }

  @Test func `what was added stands last, in its order`() throws {
    let rows = try rows(.create, ["il_old", "il_1", "il_2"])
    #expect(!rows.lacks([nil, nil]))
    #expect(rows.results(of: [nil, nil]).compactMap { $0["id"]?.string } == ["il_1", "il_2"])
    #expect(try self.rows(.create, ["il_1"], hasMore: true).lacks([nil]))
    #expect(
      compact(rows.results(of: [nil, nil, nil, nil])).allSatisfy {
        $0 == #"{"object":"line_item"}"#
      })
  }

  @Test func `what was removed answers as every deletion does`() throws {
    let rows = try rows(.delete, [], hasMore: true)
    #expect(!rows.lacks(["il_1"]))
    #expect(
      compact(rows.results(of: ["il_1"])) == [
        #"{"id":"il_1","object":"line_item","deleted":true}"#
      ])
  }
}
