import JSON
import StripeWire
import Testing

@testable import Execution

/// The engine sends again by the policy, waiting by the clock it was given.
@Suite struct RetryTests {
  private let row = APIResponse.ok(#"{"id":"cus_1"}"#)

  private func created(
    _ answers: [Result<APIResponse, TransportError>], clock: TestClock = TestClock(),
    records: Records = Records()
  ) async throws -> (transport: ScriptedTransport, results: [String]) {
    let transport = ScriptedTransport { _, number in
      try answers[min(number, answers.count - 1)].get()
    }
    let engine = makeEngine(transport, clock: clock, records: records)
    let results = try await engine.written(try writePlan(#"create customer { name: "Ann" }"#))
    return (transport, results.results)
  }

  @Test func `two server errors are waited out under one key`() async throws {
    let clock = TestClock()
    let records = Records()
    let (transport, results) = try await created(
      [.success(.failed(500)), .success(.failed(500)), .success(row)], clock: clock,
      records: records)
    #expect(results == ["cus_1"])
    #expect(clock.sleeps == [0.5, 1])
    #expect(transport.requests.map(\.idempotencyKey?.description) == ["key-1", "key-1", "key-1"])
    #expect(records.all.map(\.retries) == [2])
    #expect(records.all.map(\.status) == [200])
  }

  @Test func `a third server error stands`() async throws {
    let (transport, results) = try await created([.success(.failed(503))])
    #expect(results == ["!no luck"])
    #expect(transport.requests.count == 3)
  }

  @Test func `a connection that breaks inside an answer is tried again`() async throws {
    let (transport, results) = try await created([.failure(.reset("midway")), .success(row)])
    #expect(results == ["cus_1"])
    #expect(Set(transport.requests.map(\.idempotencyKey?.description)) == ["key-1"])
  }

  @Test func `a success that is cut off is tried again`() async throws {
    let (transport, results) = try await created([.success(.ok(#"{"id":"cus"#)), .success(row)])
    #expect(results == ["cus_1"])
    #expect(transport.requests.count == 2)
  }

  @Test func `a success that stays cut off is an error that says so`() async throws {
    let (_, results) = try await created([.success(.ok(#"{"id":"cus"#))])
    #expect(results.count == 1)
    #expect(results[0].hasPrefix("!the response is not JSON"))
  }

  @Test func `a declined card is asked once`() async throws {
    let (transport, results) = try await created([.success(.failed(402, "card_declined"))])
    #expect(results == ["!no luck"])
    #expect(transport.requests.count == 1)
  }

  @Test(arguments: [400, 401, 403, 404])
  func `what is wrong stays wrong`(status: Int) async throws {
    let (transport, _) = try await created([.success(.failed(status))])
    #expect(transport.requests.count == 1)
  }

  @Test func `limits are waited out, longer and more often than failures`() async throws {
    let clock = TestClock()
    let limited = Result<APIResponse, TransportError>.success(.failed(429, "rate_limit"))
    let (transport, results) = try await created(
      Array(repeating: limited, count: 5) + [.success(row)], clock: clock)
    #expect(results == ["cus_1"])
    #expect(transport.requests.count == 6)
    #expect(clock.now - TestClock().now >= 1)
    #expect(Set(transport.requests.map(\.idempotencyKey?.description)) == ["key-1"])
  }

  @Test func `every write has its own key and a read has none`() async throws {
    let transport = ScriptedTransport { request, _ in
      request.method == .get ? .page(["cus_1", "cus_2"]) : .ok(#"{"id":"cus_1"}"#)
    }
    let engine = makeEngine(transport, concurrency: 1)
    _ = try await engine.written(
      try writePlan(#"update customers where true { metadata: { a: "1" } }"#))
    #expect(
      transport.requests.map { $0.idempotencyKey?.description ?? "-" } == ["-", "key-1", "key-2"])
  }

  @Test func `a v1 deletion needs no key`() async throws {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"cus_1","deleted":true}"#) }
    _ = try await makeEngine(transport).written(try writePlan("delete customer cus_1"))
    #expect(transport.requests.map(\.idempotencyKey) == [nil])
  }
}
