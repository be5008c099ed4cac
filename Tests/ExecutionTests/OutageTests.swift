import JSON
import Planning
import StripeWire
import Synchronization
import Testing

@testable import Execution

/// A Stripe that fails as told, and a job that meets it, both in virtual time.
private struct Outage {
  let time = VirtualTime()
  let notices = Notices()
  let records = Records()
  let transport: ScriptedTransport
  let engine: Engine

  static let created = APIResponse.ok(#"{"id":"cus_1"}"#)

  init(_ answering: @escaping ScriptedTransport.Answering) {
    transport = ScriptedTransport(answering)
    engine = makeEngine(
      SlowTransport(transport: transport, time: time), in: time, records: records,
      notices: notices, options: EngineOptions(concurrency: 4))
  }

  static func job(_ rows: Int) throws -> WritePlan {
    let rows: JSONValue = .array((1...rows).map { ["name": .string("n\($0)")] })
    return try writePlan("create customers from $rows", variables: ["rows": rows])
  }

  func write(_ plan: WritePlan) async throws -> (results: [String], summary: WriteSummary) {
    try await time.run { [engine] in try await engine.written(plan) }
  }

  /// What it said, as `pause/waiting` and `up`.
  var said: [String] {
    notices.all.compactMap { notice in
      switch notice {
      case .paused(let seconds, let waiting): "\(Int(seconds))/\(waiting)"
      case .resumed: "up"
      case .waiting: nil
      }
    }
  }
}

/// Jobs while Stripe is down: they pause, say so, and go on or give up.
@Suite struct OutageTests {
  @Test func `a job pauses while nothing but failures come, and then goes on`() async throws {
    let outage = Outage { _, number in (9..<30).contains(number) ? .failed(503) : Outage.created }
    let summary = try await outage.write(try Outage.job(40)).summary
    #expect([summary.done, summary.failed] == [40, 0])
    // While it paused, none but its probes were sent.
    #expect(outage.transport.requests.count == 61)
    let rows = Dictionary(grouping: outage.transport.requests) { $0.parameters["name"] }
    #expect(rows.count == 40)
    #expect(rows.values.allSatisfy { Set($0.map(\.idempotencyKey)).count == 1 })
    #expect(outage.said.prefix(3) == ["1/1", "2/8", "4/8"], "\(outage.said)")
    #expect(outage.said.last == "up")
  }

  @Test func `a connection that is refused for a while is an outage too`() async throws {
    let outage = Outage { _, number in
      guard (1..<20).contains(number) else { return Outage.created }
      throw TransportError.refused("nobody listens")
    }
    let (results, summary) = try await outage.write(try Outage.job(5))
    #expect([summary.done, summary.failed] == [5, 0], "\(results)")
    #expect(outage.said.last == "up")
  }

  @Test func `where nothing ever answered a job fails as soon as a statement does`() async throws {
    let outage = Outage { _, _ in throw TransportError.refused("nobody listens") }
    let results = try await outage.write(try Outage.job(1)).results
    #expect(outage.transport.requests.count == 3)
    #expect(results == ["1 !connection refused: nobody listens"])
    #expect(outage.said.isEmpty)
  }

  @Test func `patience ends, and whatever waits fails`() async throws {
    let outage = Outage { _, number in number == 0 ? Outage.created : .failed(503) }
    let results = try await outage.write(try Outage.job(5)).results
    #expect(results.first == "1 cus_1")
    #expect(results.count == 5)
    for result in results.dropFirst() {
      #expect(result.contains("!Stripe did not respond for 6"), "\(result)")
      #expect(result.hasSuffix("last error: the response had status 503"), "\(result)")
    }
    #expect(outage.transport.requests.count < 40)
    #expect(outage.said.suffix(2) == ["60/4", "60/4"], "\(outage.said)")
    #expect(outage.records.all.count == 5)
    #expect((600..<700).contains(outage.time.passed), "\(outage.time.passed)")
  }

  @Test func `a single statement never waits for the circuit`() async throws {
    let outage = Outage { _, number in
      guard number > 0 else { return Outage.created }
      throw TransportError.reset("gone")
    }
    let plan = try writePlan(#"create customer { name: "A" }"#)
    for _ in 0...5 { _ = try await outage.write(plan) }
    #expect(outage.transport.requests.count == 1 + 5 * 3)
    #expect(outage.said.isEmpty)
  }

  @Test func `a probe whose failure is final leaves the next try to another`() async throws {
    var final = APIResponse.failed(500)
    final.headers["stripe-should-retry"] = "false"
    let outage = Outage { [final] _, number in
      switch number {
      case 5..<20: .failed(503)
      case 20..<23: final
      default: Outage.created
      }
    }
    let (results, summary) = try await outage.write(try Outage.job(20))
    #expect([summary.done, summary.failed] == [17, 3], "\(results)")
  }

  @Test func `conflicts are no outage and use up the budget of the job`() async throws {
    let outage = Outage { _, number in number == 0 ? Outage.created : .failed(409) }
    let summary = try await outage.write(try Outage.job(101)).summary
    #expect([summary.done, summary.failed] == [1, 100])
    #expect(outage.transport.requests.count == 301)
    #expect(outage.said.isEmpty)
  }

  @Test func `a pause ends at once when the job is cancelled`() async throws {
    let isDown = Atomic(true)
    let outage = Outage { _, number in
      guard number > 0, isDown.load(ordering: .relaxed) else { return Outage.created }
      return .failed(503)
    }
    let plan = try Outage.job(9)
    let passed = try await outage.time.run { [outage] in
      let running = Task(executorPreference: outage.time) {
        try await outage.engine.written(plan)
      }
      try await outage.time.sleep(100)
      running.cancel()
      await #expect(throws: CancellationError.self) { try await running.value }
      return outage.time.passed
    }
    #expect(passed == 100)
    // Nobody waits for that outage any more, and the next job does not either.
    isDown.store(false, ordering: .relaxed)
    let pauses = outage.said
    #expect(try await outage.write(plan).summary.done == 9)
    #expect(outage.said == pauses)
  }
}
