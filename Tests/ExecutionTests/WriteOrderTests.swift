import JSON
import StripeWire
import Synchronization
import Testing

@testable import Execution

/// Answers the first request alone, and of each batch after it the last request first.
private final class ReversingTransport: Transport {
  private let width: Int
  private let state = Mutex((waiting: [CheckedContinuation<Void, Never>](), most: 0, begun: 0))

  /// - Parameter width: how many requests must be under way before any is answered.
  init(width: Int) {
    self.width = width
  }

  var begun: Int { state.withLock(\.begun) }
  var most: Int { state.withLock(\.most) }

  func send(_ request: APIRequest) async throws -> APIResponse {
    await withCheckedContinuation { continuation in
      let ready = state.withLock { state -> [CheckedContinuation<Void, Never>] in
        state.waiting.append(continuation)
        state.begun += 1
        state.most = max(state.most, state.waiting.count)
        guard state.waiting.count == width || state.begun == 1 else { return [] }
        defer { state.waiting = [] }
        return state.waiting
      }
      for one in ready.reversed() { one.resume() }
    }
    return .ok(#"{"id":"\#(request.parameters["name"]?.string ?? "?")"}"#)
  }
}

@Suite struct WriteOrderTests {
  private func named(_ names: [String]) -> [String: JSONValue] {
    ["rows": .array(names.map { ["name": .string($0)] })]
  }

  @Test func `results come in the order of the inputs, whatever is done first`() async throws {
    let transport = ReversingTransport(width: 4)
    let names = (1...13).map { "cus_\($0)" }
    let plan = try writePlan("create customers from $rows", variables: named(names))
    // Answers must take some time for more than one to be worth while.
    let engine = makeEngine(transport, clock: TestClock(tick: 0.05))
    let (results, summary) = try await engine.written(plan)
    #expect(results == names.enumerated().map { "\($0 + 1) \($1)" })
    #expect(summary.done == 13 && summary.failed == 0)
    #expect(transport.most == 4)
  }

  @Test func `one at a time when so told`() async throws {
    let transport = ReversingTransport(width: 1)
    let plan = try writePlan("create customers from $rows", variables: named(["a", "b", "c"]))
    let (results, _) = try await makeEngine(transport, concurrency: 1).written(plan)
    #expect(results == ["1 a", "2 b", "3 c"])
    #expect(transport.most == 1)
  }

  @Test func `an unknown id fails alone`() async throws {
    let transport = ScriptedTransport { request, _ in
      request.path.hasSuffix("cus_2")
        ? .failed(404) : .ok(#"{"id":"\#(request.path.dropFirst("/v1/customers/".count))"}"#)
    }
    let (results, summary) = try await makeEngine(transport).written(
      try writePlan("delete customers cus_1, cus_2, cus_3"))
    #expect(results == ["1 cus_1", "2 !no luck", "3 cus_3"])
    #expect(summary.done == 2 && summary.failed == 1)
  }

  @Test func `a job that stops at a failure sends nothing after its batch`() async throws {
    let transport = ScriptedTransport { _, _ in .failed(400) }
    let names = (1...9).map(String.init)
    let plan = try writePlan("create customers from $rows", variables: named(names))
    let (results, summary) = try await makeEngine(transport, concurrency: 1)
      .written(plan, WriteJob(stopsAtFailure: true))
    #expect(results == ["1 !no luck"])
    #expect(summary.wasStopped)
    #expect(transport.requests.count == 1)
  }

  @Test func `all matching ids are found before the first is written`() async throws {
    let transport = ScriptedTransport { request, number in
      guard request.method == .get else { return .ok(#"{"id":"x"}"#) }
      return .page(["\(number)a", "\(number)b"], hasMore: number < 2, from: 1000 - number * 9)
    }
    let (_, summary) = try await makeEngine(transport).written(
      try writePlan("delete customers where true"))
    #expect(summary.done == 6)
    let methods = transport.requests.map(\.method)
    #expect(methods == [.get, .get, .get] + Array(repeating: .delete, count: 6))
  }

  @Test func `a limit bounds what is written`() async throws {
    let transport = ScriptedTransport { request, _ in
      request.method == .get
        ? .page(["a", "b", "c"], hasMore: true) : .ok(#"{"id":"x"}"#)
    }
    let (results, _) = try await makeEngine(transport).written(
      try writePlan("delete customers where true limit 2"))
    #expect(results.count == 2)
    #expect(
      transport.lines.dropFirst().sorted() == ["DELETE /v1/customers/a", "DELETE /v1/customers/b"])
  }

  @Test func `a body template sees the matching row`() async throws {
    let transport = ScriptedTransport { request, _ in
      request.method == .get
        ? .ok(
          #"{"data":[{"id":"cus_1","created":1,"name":"Ann","email":"a@b.c"}],"has_more":false}"#)
        : .ok(#"{"id":"x"}"#)
    }
    _ = try await makeEngine(transport).written(
      try writePlan(#"update customers where true { description: "${$row.name} <${$row.email}>" }"#)
    )
    #expect(transport.requests.last?.path == "/v1/customers/cus_1")
    #expect(transport.requests.last?.parameters == ["description": "Ann <a@b.c>"])
  }

  @Test func `what is made has nothing to clear, what is changed has`() async throws {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"x"}"#) }
    let row: JSONValue = ["id": "cus_1", "tier": "gold", "name": nil, "po": nil]
    let rows: [String: JSONValue] = ["rows": [row]]
    let body = "{ name: $row.name, metadata: { tier: $row.tier, po: $row.po } }"
    let engine = makeEngine(transport)
    _ = try await engine.written(
      try writePlan("create customers from $rows \(body)", variables: rows))
    _ = try await engine.written(
      try writePlan("update customers from $rows \(body)", variables: rows))
    #expect(
      transport.lines == [
        "POST /v1/customers metadata[tier]=gold",
        "POST /v1/customers/cus_1 name=&metadata[tier]=gold&metadata[po]=",
      ])
  }

  @Test func `a row that is no object is no empty customer`() async throws {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"x"}"#) }
    let plan = try writePlan("create customers from $rows", variables: ["rows": [3, "cus_1"]])
    let (results, _) = try await makeEngine(transport).written(plan)
    #expect(
      results == [
        "1 !a row must be an object, got 3", #"2 !a row must be an object, got "cus_1""#,
      ])
    #expect(transport.requests.isEmpty)
  }

  @Test func `a list of ids says what to act on`() async throws {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"x"}"#) }
    let plan = try writePlan(
      "execute finalize invoices from $rows", variables: ["rows": ["in_1", ["id": "in_2"]]])
    _ = try await makeEngine(transport, concurrency: 1).written(plan)
    #expect(
      transport.lines == ["POST /v1/invoices/in_1/finalize", "POST /v1/invoices/in_2/finalize"])
  }

  @Test func `a dry run makes the requests and sends none but reads`() async throws {
    let transport = ScriptedTransport { _, _ in .page(["cus_1", "cus_2"]) }
    var lines: [String] = []
    try await makeEngine(transport).requests(
      of: try writePlan(#"update customers where true { metadata: { a: null } }"#)
    ) { prepared in
      let write = try prepared.get()
      let values = JSONValue.object(write.request.parameters).compact
      lines.append("\(write.request.method.rawValue) \(write.request.path) \(values)")
    }
    #expect(
      lines == [
        #"POST /v1/customers/cus_1 {"metadata":{"a":null}}"#,
        #"POST /v1/customers/cus_2 {"metadata":{"a":null}}"#,
      ])
    #expect(transport.requests.map(\.method) == [.get])
  }
}
