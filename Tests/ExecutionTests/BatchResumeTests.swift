import JSON
import StripeWire
import Testing

@testable import Execution

/// Rows that are written together by a run that dies, and by those that resume it.
@Suite struct BatchResumeTests {
  private static let texts = ["a", "b", "bad 1", "c", "bad 2", "d", "|", "bad 3", "e", "f"]

  /// Lines of two invoices, some of which are refused.
  private static let rows: [JSONValue] = {
    var parent = "in_1"
    return texts.compactMap { text in
      guard text != "|" else {
        parent = "in_2"
        return nil
      }
      return ["parent_id": .string(parent), "description": .string(text), "amount": 1]
    }
  }()

  private let journal: Journal
  private let server: InvoiceServer

  init() throws { try self.init(namesRows: true) }

  private init(namesRows: Bool) throws {
    journal = try Journal.inMemory(header(), home: nil)
    server = InvoiceServer(namesRows: namesRows)
  }

  /// Runs the job; nil where the run died in it.
  private func run(
    _ fate: InvoiceServer.Fate? = nil, keepsAnswers: Bool = false
  ) async throws -> [String]? {
    server.begin(fate)
    let step = try journal.step(1, title: "create invoice_line_item", place: "test:1:1")
    let plan = try writePlan(
      "create lines of invoice from $rows", variables: ["rows": .array(Self.rows)])
    do {
      return try await makeEngine(server, retries: .never)
        .written(plan, WriteJob(step: step, keepsAnswers: keepsAnswers)).results
    } catch is InvoiceServer.Death {
      return nil
    }
  }

  private static let fates = (1...12).flatMap { request in
    [false, true].map { InvoiceServer.Fate(request: request, hasArrived: $0) }
  }

  @Test(arguments: [true, false], fates)
  func `each line is added once, wherever a run dies and the one that resumes it`(
    namesRows: Bool, first: InvoiceServer.Fate
  ) async throws {
    for second in Self.fates.prefix(8) {
      let world = try BatchResumeTests(namesRows: namesRows)
      _ = try await world.run(first)
      _ = try await world.run(second)
      let results = try #require(try await world.run())
      #expect(results.count == 9)
      #expect(world.server.lines == ["in_1": ["a", "b", "c", "d"], "in_2": ["e", "f"]])
      #expect(world.server.misused == [])
      let tally = try world.journal.tally()
      #expect(tally.done == 6 && tally.failed == 3)
    }
  }

  @Test func `what is done is skipped, what was refused is tried again`() async throws {
    let results = try await run()
    let expected = [
      "1 il_a", "2 il_b", "3 !no", "4 il_c", "5 !no", "6 il_d", "7 !no", "8 il_e", "9 il_f",
    ]
    #expect(results == expected)
    #expect(server.requests == 7)
    let again = try await run()
    #expect(again == expected.map { $0.contains("!") ? $0 : "\($0.prefix(1)) skipped" })
    #expect(server.requests == 3)
  }

  @Test func `answers that are kept are given to each row`() async throws {
    let results = try await run(keepsAnswers: true)
    #expect(try await run(keepsAnswers: true) == results)
  }

  @Test func `the journal tells how many rows a request writes`() async throws {
    _ = try await run(.init(request: 2, hasArrived: true))
    var entries: [String] = []
    try journal.forEachEntry { entry in
      let rows = entry.json["rows"]?.compact ?? "-"
      entries.append("\(entry.number) \(rows) \(entry.state.rawValue) \(entry.key)")
    }
    #expect(
      entries == [
        "1 2 unconfirmed job-1-1-2", "3 - failed job-1-3-1", "4 3 not_done job-1-4-1",
      ])
    #expect(try journal.tally().sentence == "0 done, 1 failed, 2 unconfirmed, 3 not done")
  }

  @Test func `rows in doubt whose key is forgotten are reported, never sent again`() async throws {
    let clock = TestClock()
    let step = try journal.step(1, title: "create invoice_line_item", place: "test:1:1")
    let plan = try writePlan(
      "create lines of invoice in_1 from $rows",
      variables: ["rows": [["amount": 1], ["amount": 2]]])
    let silent = ScriptedTransport { _, _ in throw TransportError.timedOut(seconds: 1) }
    _ = try await makeEngine(silent, clock: clock, retries: .never)
      .written(plan, WriteJob(step: step))
    clock.sleep(2 * 86400)
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"x"}"#) }
    let (results, _) = try await makeEngine(transport, clock: clock)
      .written(plan, WriteJob(step: step, marksWrites: true))
    #expect(transport.requests.isEmpty)
    #expect(results.count == 2)
    #expect(results.allSatisfy { $0.contains("row 1 to 2 together were sent at") })
  }

  @Test func `lines that carry a mark go alone`() async throws {
    let step = try journal.step(1, title: "update invoice_line_item", place: "test:1:1")
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"x"}"#) }
    let plan = try writePlan("update lines il_1, il_2 of invoice in_1 { quantity: 2 }")
    _ = try await makeEngine(transport).written(plan, WriteJob(step: step, marksWrites: true))
    #expect(
      transport.lines == [
        "POST /v1/invoices/in_1/lines/il_1 quantity=2&metadata[pinstripe_write]=job-1-1",
        "POST /v1/invoices/in_1/lines/il_2 quantity=2&metadata[pinstripe_write]=job-1-2",
      ])
  }
}
