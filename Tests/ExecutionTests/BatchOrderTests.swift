import JSON
import StripeWire
import Synchronization
import Testing

@testable import Execution

/// Answers the first request alone, and after it only when two are under way.
private final class PairingTransport: Transport {
  private struct State {
    var waiting: [(path: String, CheckedContinuation<Void, Never>)] = []
    var begun = 0
    var pairs: [[String]] = []
  }

  private let state = Mutex(State())

  /// The paths that were under way at once.
  var pairs: [[String]] { state.withLock(\.pairs) }

  func send(_ request: APIRequest) async throws -> APIResponse {
    await withCheckedContinuation { continuation in
      let ready = state.withLock { state -> [CheckedContinuation<Void, Never>] in
        state.waiting.append((request.path, continuation))
        state.begun += 1
        guard state.waiting.count == 2 || state.begun == 1 else { return [] }
        state.pairs.append(state.waiting.map(\.path).sorted())
        defer { state.waiting = [] }
        return state.waiting.map(\.1)
      }
      for one in ready { one.resume() }
    }
    return .ok(#"{"id":"in_0","lines":{"data":[],"has_more":false}}"#)
  }
}

@Suite struct BatchOrderTests {
  private func rows(_ parents: [String]) -> [String: JSONValue] {
    [
      "rows": .array(
        parents.map { ["id": "il_1", "parent_id": .string($0), "quantity": 1] })
    ]
  }

  @Test func `lines of several invoices are written side by side`() async throws {
    let transport = PairingTransport()
    let parents = (0...4).flatMap { ["in_\($0)", "in_\($0)"] }
    let rows = parents.map { ["parent_id": .string($0), "amount": 1] as JSONValue }
    let plan = try writePlan(
      "create lines of invoice from $rows", variables: ["rows": .array(rows)])
    // Answers must take some time for more than one to be worth while.
    let engine = makeEngine(transport, clock: TestClock(tick: 0.05), concurrency: 2)
    let (_, summary) = try await engine.written(plan)
    #expect(summary.done == 10)
    #expect(transport.pairs.map(\.count) == [1, 2, 2])
  }

  @Test func `requests of one invoice are never under way at once`() async throws {
    let transport = LingeringTransport()
    let engine = makeEngine(transport, clock: TestClock(tick: 0.05))
    let plan = try writePlan(
      "update lines of invoice from $rows",
      variables: rows(["in_1", "in_1", "in_2", "in_2", "in_1", "in_1", "in_2"]))
    let (results, _) = try await engine.written(plan)
    #expect(results.count == 7)
    #expect(transport.most == 1)
  }
}

/// Lets others run between a request and its answer, and counts those of one invoice.
private final class LingeringTransport: Transport {
  private let state = Mutex((underWay: [String: Int](), most: 0))

  /// Requests of one invoice that were under way at once.
  var most: Int { state.withLock(\.most) }

  func send(_ request: APIRequest) async throws -> APIResponse {
    let invoice = String(request.path.prefix("/v1/invoices/in_1".count))
    state.withLock { state in
      state.underWay[invoice, default: 0] += 1
      state.most = max(state.most, state.underWay[invoice, default: 0])
    }
    for _ in 0..<20 { await Task.yield() }
    state.withLock { $0.underWay[invoice, default: 0] -= 1 }
    return .ok(#"{"id":"il_1"}"#)
  }
}
