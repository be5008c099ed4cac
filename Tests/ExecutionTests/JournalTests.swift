import Dispatch
import Foundation
import JSON
import StripeWire
import Synchronization
import Testing

@testable import Execution

@Suite struct JournalTests {
  private let scratch: ScratchDirectory
  private var path: String { scratch.file("job.journal") }

  init() throws { scratch = try ScratchDirectory() }

  private func step(_ journal: Journal) throws -> JournalStep {
    try journal.step(1, title: "create customer", place: "test:1:1")
  }

  private func states(_ journal: Journal) throws -> [String] {
    var states: [String] = []
    try journal.forEachEntry { states.append("\($0.number) \($0.state.rawValue)") }
    return states
  }

  @Test func `a write is in the journal with its key before it is sent`() async throws {
    let path = path
    let journal = try Journal.create(at: path, header())
    let step = try step(journal)
    let seen = Mutex<[String]>([])
    let transport = ScriptedTransport { request, _ in
      let other = try? Journal.read(at: path)
      try? other?.forEachEntry { entry in
        seen.withLock { $0.append("\(entry.key) \(entry.state)") }
      }
      #expect(request.idempotencyKey?.description == "job-1-1-1")
      return .ok(#"{"id":"cus_1"}"#)
    }
    let plan = try writePlan("create customers from $rows", variables: rowsNamed(1))
    _ = try await makeEngine(transport).written(plan, WriteJob(step: step))
    #expect(seen.withLock { $0 } == ["job-1-1-1 inDoubt"])
    #expect(try states(journal) == ["1 done"])
  }

  @Test func `what is done is not sent again, what is in doubt goes with its old key`() async throws
  {
    let plan = try writePlan("create customers from $rows", variables: rowsNamed(4))
    // The first run: one is done, one loses its answer, one is refused.
    do {
      let journal = try Journal.create(at: path, header())
      let transport = ScriptedTransport { request, _ in
        switch request.parameters["name"]?.string {
        case "n1": return .ok(#"{"id":"cus_1"}"#)
        case "n2": throw TransportError.timedOut(seconds: 1)
        default: return .failed(400)
        }
      }
      let engine = makeEngine(transport, retries: .never, concurrency: 1)
      let (results, _) = try await engine.written(plan, WriteJob(step: try step(journal)))
      #expect(results.first == "1 cus_1")
      #expect(try states(journal) == ["1 done", "2 unconfirmed", "3 failed", "4 failed"])
      journal.close()
    }
    let journal = try Journal.resume(at: path)
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"x"}"#) }
    let (results, summary) = try await makeEngine(transport, concurrency: 1)
      .written(plan, WriteJob(step: try step(journal)))
    #expect(results == ["1 skipped", "2 x", "3 x", "4 x"])
    #expect(summary.skipped == 1 && summary.done == 3)
    // A refusal is kept by Stripe under its key: another attempt needs another.
    #expect(
      transport.requests.map { $0.idempotencyKey?.description }
        == ["job-1-2-1", "job-1-3-2", "job-1-4-2"])
  }

  @Test func `a row that is not what was sent is refused`() async throws {
    let journal = try Journal.create(at: path, header())
    let failing = ScriptedTransport { _, _ in throw TransportError.timedOut(seconds: 1) }
    let before = try writePlan("create customers from $rows", variables: rowsNamed(1))
    _ = try await makeEngine(failing, retries: .never)
      .written(before, WriteJob(step: try step(journal)))
    let after = try writePlan(
      "create customers from $rows", variables: ["rows": [["name": "other"]]])
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"x"}"#) }
    await #expect {
      try await makeEngine(transport).written(after, WriteJob(step: try step(journal)))
    } throws: { error in
      (error as? Failure)?.message
        == #"row 1 would be sent with different values; the journal has {"name":"n1"}"#
    }
    #expect(transport.requests.isEmpty)
  }

  @Test func `matching rows are those that were found first`() async throws {
    let plan = try writePlan("delete customers where true")
    let journal = try Journal.create(at: path, header())
    let breaking = ScriptedTransport { request, _ in
      guard request.method == .get else { throw TransportError.refused("gone") }
      return .page(["cus_1", "cus_2"])
    }
    let engine = makeEngine(breaking, retries: .never, concurrency: 1)
    _ = try await engine.written(plan, WriteJob(step: try step(journal)))
    let transport = ScriptedTransport { request, _ in
      request.method == .get ? .page(["cus_9"]) : .ok(#"{"id":"x","deleted":true}"#)
    }
    _ = try await makeEngine(transport, concurrency: 1)
      .written(plan, WriteJob(step: try step(journal)))
    #expect(transport.lines == ["DELETE /v1/customers/cus_1", "DELETE /v1/customers/cus_2"])
  }

  @Test func `what was deleted by a request without an answer is deleted`() async throws {
    let plan = try writePlan("delete customers cus_1, cus_2")
    let journal = try Journal.create(at: path, header())
    let silent = ScriptedTransport { _, _ in throw TransportError.timedOut(seconds: 1) }
    _ = try await makeEngine(silent, retries: .never)
      .written(plan, WriteJob(step: try step(journal)))
    let gone = ScriptedTransport { _, _ in
      .failed(404, "resource_missing")
    }
    let (results, _) = try await makeEngine(gone)
      .written(plan, WriteJob(step: try step(journal)))
    #expect(results == ["1 cus_1", "2 cus_2"])
  }

  @Test func `a file that changed is refused before anything is sent`() async throws {
    let file = scratch.file("rows.ndjson")
    try Data(#"{"name":"a"}"#.utf8).write(to: URL(fileURLWithPath: file))
    let plan = try writePlan("create customers from \"\(file)\"")
    let journal = try Journal.create(at: path, header())
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"x"}"#) }
    _ = try await makeEngine(transport).written(plan, WriteJob(step: try step(journal)))
    try Data(#"{"name":"ab"}"#.utf8).write(to: URL(fileURLWithPath: file))
    await #expect {
      try await makeEngine(transport).written(plan, WriteJob(step: try step(journal)))
    } throws: { error in
      (error as? Failure)?.message
        == """
        the job cannot be resumed: `\(file)` had 12 bytes when the job began and now has 13
        """
    }
    #expect(transport.requests.count == 1)
  }
}

@Suite struct JournalFileTests {
  private let scratch: ScratchDirectory

  init() throws { scratch = try ScratchDirectory() }

  @Test func `it moves from memory into a file beyond a page`() async throws {
    let home = scratch.file("home.journal")
    let journal = try Journal.inMemory(header(), home: home)
    let step = try journal.step(1, title: "create customer", place: "test:1:1")
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"x"}"#) }
    let few = try writePlan("create customers from $rows", variables: rowsNamed(100))
    _ = try await makeEngine(transport).written(few, WriteJob(step: step))
    #expect(journal.path == nil)
    let second = try journal.step(2, title: "create customer", place: "test:2:1")
    let many = try writePlan("create customers from $rows", variables: rowsNamed(101))
    _ = try await makeEngine(transport).written(many, WriteJob(step: second))
    #expect(journal.path == home)
    #expect(try journal.tally().done == 201)
    let mode = try FileManager.default.attributesOfItem(atPath: home)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    journal.remove()
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
  }

  @Test func `writes that are under way at once move it once`() throws {
    for number in 1...20 {
      let home = scratch.file("\(number).journal")
      let journal = try Journal.inMemory(header(), home: home)
      let problems = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 16) { _ in
        do {
          try journal.grow(to: 101)
        } catch {
          problems.withLock { $0.append("\(error)") }
        }
      }
      #expect(problems.withLock(\.self) == [])
      #expect(journal.path == home)
      journal.remove()
    }
  }

  @Test func `a run of many steps is worth a file as well`() throws {
    let journal = try Journal.inMemory(header(), home: scratch.file("home.journal"))
    for number in 1...101 {
      #expect(journal.path == nil)
      _ = try journal.step(number, title: "create customer", place: "test:1:1")
    }
    #expect(journal.path != nil)
  }

  @Test func `two runs cannot use one journal`() throws {
    let path = scratch.file("job.journal")
    let journal = try Journal.create(at: path, header())
    #expect(throws: JournalError.self) { try Journal.resume(at: path) }
    journal.close()
    try Journal.resume(at: path).close()
    #expect(throws: JournalError.self) { try Journal.create(at: path, header()) }
  }

  @Test func `another file is no journal`() throws {
    let path = scratch.file("notes.txt")
    try Data("notes".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: JournalError.self) { try Journal.resume(at: path) }
    #expect(throws: JournalError.self) { try Journal.read(at: scratch.file("none")) }
  }

  @Test func `nothing is left of a journal that cannot be written`() throws {
    let path = scratch.file("job.journal")
    // What SQLite needs beside it cannot be made.
    try FileManager.default.createDirectory(
      atPath: path + "-wal/x", withIntermediateDirectories: true)
    #expect(throws: JournalError.self) { try Journal.create(at: path, header()) }
    #expect(!FileManager.default.fileExists(atPath: path))
    let moving = try Journal.inMemory(header(), home: path)
    #expect(throws: JournalError.self) { try moving.keepInFile() }
    #expect(!FileManager.default.fileExists(atPath: path))
    try FileManager.default.removeItem(atPath: path + "-wal")
    try Journal.create(at: path, header()).close()
  }

  @Test func `an empty file is no journal that must be gone on with`() throws {
    let path = scratch.file("job.journal")
    try Data().write(to: URL(fileURLWithPath: path))
    let journal = try Journal.create(at: path, header())
    _ = try journal.step(1, title: "create customer", place: "test:1:1")
    journal.close()
    #expect(throws: JournalError.self) { try Journal.create(at: path, header()) }
  }

  @Test func `it tells in what a run differs`() {
    func header(_ text: String, _ variables: JSONObject, account: String = "a") -> JournalHeader {
      JournalHeader(
        id: "x", startedAt: 0, account: account,
        sources: [JournalSource(name: "s.stripe", text: text, isIncluded: false)],
        variables: variables)
    }
    let kept = header("print 1\nprint 2", ["n": "1"])
    #expect(kept.differences(from: kept).isEmpty)
    #expect(
      kept.differences(from: header("print 1\nprint 3", ["n": "2"], account: "b")) == [
        "it belongs to another account: a, not b",
        "s.stripe:2 was `print 2` and is `print 3`",
        #"$n was "1" and is "2""#,
      ])
  }
}
