import JSON
import StripeWire
import Testing

@testable import Execution

/// Lines of invoices that are written together, as requests and as results.
@Suite struct BatchWriteTests {
  /// An invoice with lines of those ids, the answer to a batch.
  private static func invoice(_ ids: [String], hasMore: Bool = false) -> APIResponse {
    let lines = ids.map { #"{"id":"\#($0)","quantity":1}"# }.joined(separator: ",")
    return .ok(
      #"{"id":"in_1","lines":{"object":"list","data":[\#(lines)],"has_more":\#(hasMore)}}"#)
  }

  private static func refusal(_ param: String?) -> APIResponse {
    let named = param.map { #","param":"\#($0)""# } ?? ""
    return APIResponse(
      status: 400, headers: [:],
      body: Array(#"{"error":{"type":"invalid_request_error","message":"no"\#(named)}}"#.utf8))
  }

  private static func summary(done: Int, failed: Int = 0) -> WriteSummary {
    var summary = WriteSummary()
    summary.done = done
    summary.failed = failed
    return summary
  }

  private func rows(_ ids: [String], of parent: String? = nil) -> [String: JSONValue] {
    let rows = ids.map { id -> JSONValue in
      var row: JSONObject = ["id": .string(id), "quantity": 2]
      if let parent { row["parent_id"] = .string(parent) }
      return .object(row)
    }
    return ["rows": .array(rows)]
  }

  @Test func `lines of one invoice go in one request, each with a result`() async throws {
    let transport = ScriptedTransport { _, _ in Self.invoice(["il_0", "il_2", "il_1"]) }
    let plan = try writePlan(
      "update lines of invoice in_1 from $rows", variables: rows(["il_1", "il_2"]))
    let (results, summary) = try await makeEngine(transport).written(plan)
    #expect(results == ["1 il_1", "2 il_2"])
    #expect(summary == Self.summary(done: 2))
    #expect(
      transport.lines == [
        "POST /v1/invoices/in_1/update_lines "
          + "lines[0][id]=il_1&lines[0][quantity]=2&lines[1][id]=il_2&lines[1][quantity]=2"
      ])
  }

  @Test func `one line is changed at its own address`() async throws {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"il_1"}"#) }
    let plan = try writePlan("update lines of invoice in_1 from $rows", variables: rows(["il_1"]))
    _ = try await makeEngine(transport).written(plan)
    #expect(transport.lines == ["POST /v1/invoices/in_1/lines/il_1 quantity=2"])
  }

  @Test func `an object written twice is written in two requests`() async throws {
    let transport = ScriptedTransport { request, _ in
      request.path.hasSuffix("il_1") ? .ok(#"{"id":"il_1"}"#) : Self.invoice(["il_1", "il_2"])
    }
    let plan = try writePlan(
      "update lines of invoice in_1 from $rows", variables: rows(["il_1", "il_2", "il_1"]))
    let (results, _) = try await makeEngine(transport).written(plan)
    #expect(results == ["1 il_1", "2 il_2", "3 il_1"])
    #expect(
      transport.requests.map(\.path) == [
        "/v1/invoices/in_1/update_lines", "/v1/invoices/in_1/lines/il_1",
      ])
  }

  @Test func `a request holds a hundred lines, and lines of one invoice`() async throws {
    let ids = (1...230).map { "il_\($0)" }
    let transport = ScriptedTransport { request, _ in
      Self.invoice(request.parameters["lines"]?.array?.compactMap { $0["id"]?.string } ?? [])
    }
    var mixed = rows(ids, of: "in_1")["rows"]?.array ?? []
    mixed += rows(["il_a", "il_b"], of: "in_2")["rows"]?.array ?? []
    let plan = try writePlan(
      "update lines of invoice from $rows", variables: ["rows": .array(mixed)])
    let (results, _) = try await makeEngine(transport).written(plan)
    #expect(results == (ids + ["il_a", "il_b"]).enumerated().map { "\($0 + 1) \($1)" })
    let sizes = transport.requests.map {
      "\($0.path) \($0.parameters["lines"]?.array?.count ?? 0)"
    }
    #expect(
      sizes == [
        "/v1/invoices/in_1/update_lines 100", "/v1/invoices/in_1/update_lines 100",
        "/v1/invoices/in_1/update_lines 30", "/v1/invoices/in_2/update_lines 2",
      ])
  }

  @Test func `a line that is to blame fails alone, with its own parameter`() async throws {
    let transport = ScriptedTransport { request, _ in
      let ids = request.parameters["lines"]?.array?.compactMap { $0["id"]?.string } ?? []
      guard let bad = ids.firstIndex(of: "il_bad") else { return .ok(#"{"id":"x"}"#) }
      return Self.refusal("lines[\(bad)][period][end]")
    }
    let plan = try writePlan(
      "update lines of invoice in_1 from $rows", variables: rows(["il_1", "il_bad", "il_3"]))
    var params: [String?] = []
    let engine = makeEngine(transport)
    let summary = try await engine.write(try await engine.open(plan)) { result in
      if case .failed(let failure) = result.outcome {
        params.append(failure.errorObject["param"]?.string)
      }
    }
    #expect(params == ["period[end]"])
    #expect(summary == Self.summary(done: 2, failed: 1))
    #expect(
      transport.requests.map(\.path) == [
        "/v1/invoices/in_1/update_lines", "/v1/invoices/in_1/lines/il_1",
        "/v1/invoices/in_1/lines/il_3",
      ])
  }

  @Test func `where nobody is named each goes alone`() async throws {
    let transport = ScriptedTransport { request, _ in
      let isBad = request.path.hasSuffix("update_lines") || request.path.hasSuffix("il_2")
      return isBad ? Self.refusal(nil) : .ok(#"{"id":"x"}"#)
    }
    let plan = try writePlan(
      "update lines of invoice in_1 from $rows", variables: rows(["il_1", "il_2", "il_3"]))
    let (results, _) = try await makeEngine(transport).written(plan)
    #expect(results == ["1 x", "2 !no", "3 x"])
    #expect(
      transport.requests.map(\.path) == [
        "/v1/invoices/in_1/update_lines", "/v1/invoices/in_1/lines/il_1",
        "/v1/invoices/in_1/lines/il_2", "/v1/invoices/in_1/lines/il_3",
      ])
  }

  @Test func `lines are added and removed by the only way there is`() async throws {
    let transport = ScriptedTransport { _, _ in Self.invoice(["il_old", "il_1", "il_2"]) }
    let records = Records()
    let engine = makeEngine(transport, records: records)
    let add = try writePlan(
      "create lines of invoice in_1 from $rows",
      variables: ["rows": [["amount": 1, "description": nil], ["amount": 2]]])
    #expect(try await engine.written(add).results == ["1 il_1", "2 il_2"])
    let one = try writePlan("create line of invoice in_1 { amount: 5 }")
    #expect(try await engine.written(one).results == ["il_2"])
    let remove = try writePlan("delete lines il_1, il_2 of invoice in_1")
    #expect(try await engine.written(remove).results == ["1 il_1", "2 il_2"])
    let unassign = try writePlan(
      #"delete line of invoice { id: "il_3", parent_id: "in_2", behavior: "unassign" }"#)
    #expect(try await engine.written(unassign).results == ["il_3"])
    #expect(
      transport.lines == [
        "POST /v1/invoices/in_1/add_lines lines[0][amount]=1&lines[1][amount]=2",
        "POST /v1/invoices/in_1/add_lines lines[0][amount]=5",
        "POST /v1/invoices/in_1/remove_lines lines[0][id]=il_1&lines[0][behavior]=delete"
          + "&lines[1][id]=il_2&lines[1][behavior]=delete",
        "POST /v1/invoices/in_2/remove_lines lines[0][id]=il_3&lines[0][behavior]=unassign",
      ])
    #expect(records.all.map(\.ids) == [["il_1", "il_2"], ["il_2"], ["il_1", "il_2"], ["il_3"]])
    #expect(records.all.map { $0.rows?.count } == [2, nil, 2, nil])
  }

  @Test func `where the response is cut off the list is read to its end`() async throws {
    let transport = ScriptedTransport { request, number in
      guard request.method == .get else { return Self.invoice(["il_1"], hasMore: true) }
      return .page(number == 1 ? ["il_1", "il_2"] : ["il_3", "il_4"], hasMore: number == 1)
    }
    let add = try writePlan(
      "create lines of invoice in_1 from $rows",
      variables: ["rows": [["amount": 1], ["amount": 2]]])
    #expect(try await makeEngine(transport).written(add).results == ["1 il_3", "2 il_4"])
    #expect(transport.requests.map(\.method) == [.post, .get, .get])
  }

  @Test func `what is written is no failure where it cannot be read back`() async throws {
    let transport = ScriptedTransport { request, _ in
      request.method == .get ? .failed(403) : Self.invoice(["il_1"], hasMore: true)
    }
    let update = try writePlan(
      "update lines of invoice in_1 from $rows", variables: rows(["il_1", "il_2"]))
    let (results, summary) = try await makeEngine(transport).written(update)
    #expect(results == ["1 il_1", "2 il_2"])
    #expect(summary.failed == 0)
  }

  @Test func `a dry run shows the requests that would be sent`() async throws {
    let transport = ScriptedTransport { _, _ in Self.invoice([]) }
    let update = try writePlan(
      "update lines of invoice in_1 from $rows", variables: rows(["il_1", "il_2", "il_3"]))
    var shown: [String] = []
    try await makeEngine(transport).requests(of: update) { prepared in
      let prepared = try prepared.get()
      shown.append("\(prepared.request.path) \(prepared.writes.count)")
    }
    #expect(shown == ["/v1/invoices/in_1/update_lines 3"])
    #expect(transport.requests.isEmpty)
  }
}
