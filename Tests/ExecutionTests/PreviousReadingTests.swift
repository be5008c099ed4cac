import JSON
import StripeWire
import Testing

@testable import Execution

/// Reports of updates hold what was there before.
@Suite struct PreviousReadingTests {
  private let records = Records()

  private func engine(_ transport: ScriptedTransport, keeps: Bool = true) -> Engine {
    makeEngine(transport, records: records, keepsPrevious: keeps)
  }

  private var previous: [JSONObject?] {
    records.all.filter { $0.method == .post }.map { $0.previous?.fields }
  }

  private static let customers = ScriptedTransport { request, _ in
    let row = #"{"id":"cus_1","created":1,"name":"Ann","metadata":{}}"#
    let isList = request.method == .get && request.path == "/v1/customers"
    return isList ? .ok(#"{"data":[\#(row)],"has_more":false}"#) : .ok(row)
  }

  @Test func `an object is read before it is changed`() async throws {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"cus_1","name":"Ann"}"#) }
    _ = try await engine(transport).written(
      try writePlan(#"update customer cus_1 { name: "Bo", source: "tok_visa" }"#))
    #expect(transport.lines.first == "GET /v1/customers/cus_1")
    #expect(previous == [["name": "Ann"]])
    let line = records.all.last?.json(tracksInput: true)
    #expect(line?["previous"] == ["name": "Ann"])
    #expect(line?["not_captured"] == ["source"])
  }

  @Test func `rows of a query are not read again`() async throws {
    let transport = Self.customers
    _ = try await engine(transport).written(
      try writePlan(#"update customers where true { metadata: { vip: "yes" } }"#))
    #expect(
      transport.lines == [
        "GET /v1/customers?limit=100", "POST /v1/customers/cus_1 metadata[vip]=yes",
      ])
    #expect(previous == [["metadata": ["vip": nil]]])
  }

  @Test func `without a report nothing more is read`() async throws {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"cus_1","name":"Ann"}"#) }
    _ = try await engine(transport, keeps: false).written(
      try writePlan(#"update customer cus_1 { name: "Bo" }"#))
    #expect(transport.requests.map(\.method) == [.post])
    #expect(previous == [nil])
  }

  @Test func `what cannot be read is written all the same`() async throws {
    let transport = ScriptedTransport { request, _ in
      request.method == .get ? .failed(403) : .ok(#"{"id":"cus_1"}"#)
    }
    let (_, summary) = try await engine(transport).written(
      try writePlan(#"update customer cus_1 { name: "Bo" }"#))
    #expect(summary.done == 1)
    #expect(previous == [nil])
  }

  @Test func `creations and transactions replace nothing`() async throws {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"in_1"}"#) }
    _ = try await engine(transport).written(try writePlan(#"create customer { name: "Bo" }"#))
    _ = try await engine(transport).written(try writePlan("execute finalize invoice in_1"))
    #expect(transport.requests.map(\.method) == [.post, .post])
  }

  @Test func `lines that are changed together are read together`() async throws {
    let transport = ScriptedTransport { request, _ in
      let lines = #"[{"id":"il_1","quantity":5},{"id":"il_2","quantity":6}]"#
      let list = #"{"data":\#(lines),"has_more":false}"#
      return .ok(request.method == .get ? list : #"{"id":"in_1","lines":\#(list)}"#)
    }
    let rows: JSONValue = [["id": "il_1", "quantity": 1], ["id": "il_2", "quantity": 2]]
    _ = try await engine(transport).written(
      try writePlan("update lines of invoice in_1 from $rows", variables: ["rows": rows]))
    #expect(transport.requests.map(\.method) == [.get, .post])
    #expect(
      previous == [
        ["lines": [["id": "il_1", "quantity": 5], ["id": "il_2", "quantity": 6]]]
      ])
    let line = records.all.last?.json(tracksInput: true)
    #expect(line?["ids"] == ["il_1", "il_2"])
    #expect(line?["row"] == 1 && line?["rows"] == 2)
    _ = try await engine(transport).written(
      try writePlan("update line il_2 of invoice in_1 { quantity: 9 }"))
    #expect(previous.last == ["quantity": 6])
  }
}
