import JSON
import StripeWire
import Testing

@testable import Execution

@Suite struct JournalDoubtTests {
  private let scratch: ScratchDirectory

  init() throws { scratch = try ScratchDirectory() }

  /// A job of one write that lost its answer, taken up again after two days.
  private func resumed(
    marks: Bool, _ answer: @escaping ScriptedTransport.Answering
  ) async throws -> (transport: ScriptedTransport, results: [String]) {
    let journal = try Journal.create(at: scratch.file("job.journal"), header())
    let step = try journal.step(1, title: "create customer", place: "test:1:1")
    let job = WriteJob(step: step, marksWrites: marks)
    let plan = try writePlan("create customers from $rows", variables: rowsNamed(1))
    let clock = TestClock()
    let silent = ScriptedTransport { _, _ in throw TransportError.timedOut(seconds: 1) }
    _ = try await makeEngine(silent, clock: clock, retries: .never).written(plan, job)
    clock.sleep(2 * 86400)
    let transport = ScriptedTransport(answer)
    return (transport, try await makeEngine(transport, clock: clock).written(plan, job).results)
  }

  @Test func `a write whose key is forgotten is reported, never guessed`() async throws {
    let (transport, results) = try await resumed(marks: false) { _, _ in .ok(#"{"id":"x"}"#) }
    #expect(transport.requests.isEmpty)
    #expect(results.first?.contains("it is not sent again") == true)
  }

  @Test func `its mark tells that it was done`() async throws {
    let (transport, results) = try await resumed(marks: true) { _, _ in
      .ok(
        #"{"data":[{"id":"cus_7","metadata":{"pinstripe_write":"job-1-1"}}],"has_more":false}"#)
    }
    #expect(results == ["1 cus_7"])
    #expect(transport.requests.map(\.method) == [.get])
  }

  @Test func `without its mark it was not done, and is sent anew`() async throws {
    let (transport, results) = try await resumed(marks: true) { request, _ in
      request.method == .get ? .page([]) : .ok(#"{"id":"cus_8"}"#)
    }
    #expect(results == ["1 cus_8"])
    #expect(transport.requests.last?.idempotencyKey?.description == "job-1-1-2")
    #expect(
      transport.requests.last?.parameters["metadata"]?["pinstripe_write"]?.string == "job-1-1")
  }
}

@Suite struct LostAnswerTests {
  @Test func `a delete whose answer was lost is done`() async throws {
    let transport = ScriptedTransport { _, number in
      guard number > 0 else { throw TransportError.reset("gone") }
      return .failed(404, "resource_missing")
    }
    let plan = try writePlan("delete customers cus_1, cus_2")
    let (results, _) = try await makeEngine(transport, concurrency: 1).written(plan)
    // The second was never there.
    #expect(results == ["1 cus_1", "2 !no luck"])
  }

  @Test func `a write that was cut off once stays in doubt, whatever came last`() async throws {
    let scratch = try ScratchDirectory()
    let journal = try Journal.create(at: scratch.file("job.journal"), header())
    let transport = ScriptedTransport { _, number in
      if number == 0 { throw TransportError.reset("gone") }
      throw TransportError.refused("nobody there")
    }
    let step = try journal.step(1, title: "create customer", place: "test:1:1")
    let plan = try writePlan("create customers from $rows", variables: rowsNamed(1))
    _ = try await makeEngine(transport).written(plan, WriteJob(step: step))
    #expect(try journal.tally() == JournalTally(inDoubt: 1))
    let unreachable = ScriptedTransport { _, _ in throw TransportError.refused("nobody there") }
    let second = try journal.step(2, title: "create customer", place: "test:2:1")
    _ = try await makeEngine(unreachable).written(plan, WriteJob(step: second))
    #expect(try journal.tally() == JournalTally(inDoubt: 1, notDone: 1))
  }
}
