import Diagnostics
import Execution
import Foundation
import JSON
import StripeWire
import Testing

@testable import Console

/// Journals that nobody asked for, in a directory of their own.
@Suite struct KeptJournalTests {
  private let scratch: ScratchDirectory
  private var directory: String { scratch.path }

  init() throws { scratch = try ScratchDirectory() }

  private var journals: JournalDirectory {
    JournalDirectory(
      path: directory,
      names: { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }, make: { _ in })
  }

  /// - Parameter now: tells one run's journal from another's.
  private func place(
    cutOff: Bool, key: String = "sk_test_51abcdefgh", now: Double = 1_780_272_000
  ) throws -> TestPlace {
    let journals = journals
    let transport = AnsweringTransport { request in
      if request.path == "/v1/account" {
        return AnsweringTransport.json(200, #"{"id":"acct_1"}"#)
      }
      // What a run that is killed now leaves behind.
      guard !journals.paths.isEmpty else { return AnsweringTransport.json(200, #"{"id":"none"}"#) }
      if cutOff { throw TransportError.timedOut(seconds: 1) }
      return AnsweringTransport.json(200, #"{"id":"kept"}"#)
    }
    return try TestPlace(transport, key: key, journals: journals, now: { now })
  }

  private static func job(rows: Int) -> String {
    let rows = (1...rows).map { "{ name: \"n\($0)\" }" }.joined(separator: ", ")
    return "create customers from [\(rows)]"
  }

  @Test(arguments: [(100, "none"), (101, "kept")])
  func `a job of more than a page has its journal in a file from its first write on`(
    rows: Int, id: String
  ) async throws {
    let place = try place(cutOff: false)
    #expect(await place.run("create customer { name: \"first\" }", Self.job(rows: rows)) == 0)
    #expect(place.lines.count == rows + 1)
    #expect(place.lines.dropFirst().allSatisfy { $0.contains(id) })
    #expect(journals.paths.isEmpty)
  }

  @Test func `who resumes other statements is told how they differ`() async throws {
    #expect(await (try place(cutOff: true)).run(Self.job(rows: 101)) == 5)
    let anew = try place(cutOff: false, now: 1_780_272_001)
    #expect(await anew.run(Self.job(rows: 101)) == 0)
    #expect(
      anew.messages.text.contains("warning: a previous run of these statements was interrupted."))
    var settings = SessionSettings()
    settings.resumes = true
    let other = try place(cutOff: false)
    let text = SourceText(name: "test", text: Self.job(rows: 102))
    #expect(await other.session(settings).run([text]) == 6)
    #expect(other.messages.text.contains("test:1 was `create customers"))
    let elsewhere = try place(cutOff: false, key: "sk_live_51abcdefgh")
    let same = SourceText(name: "test", text: Self.job(rows: 101))
    #expect(await elsewhere.session(settings).run([same]) == 6)
    #expect(elsewhere.messages.text.contains("it belongs to another account"))
    let again = try place(cutOff: false)
    #expect(await again.session(settings).run([same]) == 0)
    #expect(again.lines.count == 101)
  }

  private func report(of place: TestPlace, _ settings: SessionSettings, rows: Int) async throws {
    var settings = settings
    settings.set(.report, to: "report.ndjson", from: "--report")
    let session = place.session(settings)
    #expect(await session.start() == nil)
    _ = await session.run([SourceText(name: "test", text: Self.job(rows: rows))])
  }

  @Test func `the report of a resumed run is added to that of the first`() async throws {
    let place = try place(cutOff: false)
    try await report(of: place, SessionSettings(), rows: 2)
    var settings = SessionSettings()
    settings.resumes = true
    try await report(of: place, settings, rows: 101)
    let lines = place.file("report.ndjson").split(separator: "\n")
    // The account was asked for once by each.
    #expect(lines.count == 3)
    #expect(lines.last?.contains(#""account":"acct_1""#) == true)
    try await report(of: place, SessionSettings(), rows: 3)
    #expect(place.file("report.ndjson").split(separator: "\n").count == 4)
  }

  @Test func `a dry run leaves a report as it is`() async throws {
    let place = try place(cutOff: false)
    try await report(of: place, SessionSettings(), rows: 2)
    var settings = SessionSettings()
    settings.dryRun = true
    try await report(of: place, settings, rows: 3)
    #expect(place.file("report.ndjson").split(separator: "\n").count == 3)
  }

  @Test func `a job is resumed in its account alone, in test mode too`() async throws {
    let (first, rolled) = ("sk_test_51abcdefgh", "sk_test_51ijklmnop")
    // The key, the account it leads to, whether that may be asked, and what the run ends with.
    let runs: [(key: String, id: String?, code: Int32)] = [
      (first, "acct_1", 5), (rolled, "acct_2", 6), (rolled, nil, 6), (first, nil, 5),
      (rolled, "acct_1", 0),
    ]
    for (number, run) in runs.enumerated() {
      let transport = AnsweringTransport { request in
        if request.path == "/v1/account" {
          guard let id = run.id else { return AnsweringTransport.json(403, #"{"error":{}}"#) }
          return AnsweringTransport.json(200, "{\"id\":\"\(id)\"}")
        }
        if run.code == 5 { throw TransportError.timedOut(seconds: 1) }
        return AnsweringTransport.json(200, #"{"id":"cus_1"}"#)
      }
      let place = try TestPlace(transport, key: run.key, journals: journals)
      var settings = SessionSettings()
      settings.resumes = number > 0
      let text = SourceText(name: "test", text: Self.job(rows: 101))
      let code = await place.session(settings).run([text])
      #expect(code == run.code, "\(number): \(place.messages.text)")
      if code == 6 { #expect(!place.transport.lines.contains("POST /v1/customers")) }
    }
    #expect(journals.paths.isEmpty)
  }

  @Test func `without an account's name another key is refused`() async throws {
    for (number, key) in ["sk_test_51abcdefgh", "sk_test_51ijklmnop"].enumerated() {
      let transport = AnsweringTransport { request in
        guard request.path != "/v1/account" || number == 1 else {
          return AnsweringTransport.json(403, #"{"error":{}}"#)
        }
        if number == 0 { throw TransportError.timedOut(seconds: 1) }
        return AnsweringTransport.json(200, #"{"id":"acct_1"}"#)
      }
      let place = try TestPlace(transport, key: key, journals: journals)
      var settings = SessionSettings()
      settings.resumes = number > 0
      let text = SourceText(name: "test", text: Self.job(rows: 101))
      #expect(await place.session(settings).run([text]) == (number == 0 ? 5 : 6))
      guard number == 1 else { continue }
      #expect(place.messages.text.contains("begun with another key, and its account is unknown"))
    }
  }

  @Test func `a live job is not resumed with the key of another account`() async throws {
    for (id, code) in [("acct_1", 5), ("acct_2", 6), ("acct_1", 0)] as [(String, Int32)] {
      let isFirst = code == 5
      let transport = AnsweringTransport { request in
        if request.path == "/v1/account" {
          return AnsweringTransport.json(200, "{\"id\":\"\(id)\"}")
        }
        if isFirst { throw TransportError.timedOut(seconds: 1) }
        return AnsweringTransport.json(200, #"{"id":"cus_1"}"#)
      }
      let place = try TestPlace(transport, key: "sk_live_51abcdefgh", journals: journals)
      var settings = SessionSettings()
      settings.liveWrites = true
      settings.resumes = !isFirst
      let text = SourceText(name: "test", text: Self.job(rows: 101))
      #expect(await place.session(settings).run([text]) == code, "\(place.messages.text)")
      guard code == 6 else { continue }
      #expect(place.transport.lines == ["GET /v1/account"])
      #expect(
        place.messages.text.contains("the key belongs to account acct_2, the journal to acct_1"))
    }
  }
}
