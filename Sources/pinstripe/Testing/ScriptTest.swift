import AccountConfiguration
import Console
import Diagnostics
import Execution
import JSON
import Presentation
import SandboxServer
import StripeSandbox
import StripeWire
import Synchronization

/// Runs a script as a test: in a sandbox of its own in memory, whose time and ids are the same in
/// each run.
struct ScriptTest: Sendable {
  /// The path of the script.
  let path: String
  /// The time at which the sandbox begins, in Unix seconds.
  let start: Int
  /// The variables that exist from the start.
  let variables: [String: JSONValue]
  let world: World

  private static let maxOutputLines = 1000
  private static let maxOutputBytes = 1 << 18

  /// Runs the test; a test that cannot be run is one that fails.
  func run() async -> TestResult {
    let clock = ContinuousClock.now
    var result: TestResult
    do {
      result = await self.result(of: try ProgramText.read(path))
    } catch {
      result = TestResult(name: path, verdict: .wrong, problems: [.init("\(error)")])
    }
    result.seconds = (ContinuousClock.now - clock) / .seconds(1)
    return result
  }

  private func result(of source: SourceText) async -> TestResult {
    let output = BoundedSink(maxLines: Self.maxOutputLines, maxBytes: Self.maxOutputBytes)
    let messages = BoundedSink(maxLines: Self.maxOutputLines, maxBytes: Self.maxOutputBytes)
    do {
      let session = Session(
        settings: settings, variables: variables,
        dependencies: try world.testDependencies(
          at: start, results: output, messages: messages))
      let found = await session.diagnostics(of: [source], arguments: [], reporting: false)
      let errors = found.filter { $0.severity == .error }.map(DiagnosticRenderer.json)
      guard errors.isEmpty else {
        return TestResult(
          name: path, verdict: .wrong, problems: errors.map { problem($0, in: source) })
      }
      let code = await session.run([source])
      return result(code, output, TestMessages(messages), in: source)
    } catch {
      return TestResult(name: path, verdict: .wrong, problems: [.init("\(error)")])
    }
  }

  private func result(
    _ code: Int32, _ output: BoundedSink, _ messages: TestMessages, in source: SourceText
  ) -> TestResult {
    // `exit 0` does not undo a failure that `on_error = "continue"` passed over.
    var problems = messages.errors.map { problem($0, in: source) }
    if code != 0, problems.isEmpty {
      problems = [.init("the script ended with exit code \(code)")]
    }
    var lines = output.text.split(separator: "\n").map(String.init)
    if output.droppedLines > 0 { lines.append("… and \(output.droppedLines) more lines") }
    return TestResult(
      name: path, verdict: problems.isEmpty ? .passed : .failed, problems: problems,
      output: lines + messages.others)
  }

  /// Returns a problem from an error as the session writes it for programs.
  private func problem(_ document: JSONValue, in source: SourceText) -> TestResult.Problem {
    var facts: JSONObject = [:]
    let error = document["error"]
    for (key, value) in [
      ("code", error?["type"] ?? document["code"]), ("file", document["file"]),
      ("line", document["line"]), ("column", document["column"]), ("hint", document["hint"]),
    ] {
      if let value, value != .null { facts[key] = value }
    }
    if let text = statement(document, in: source) { facts["statement"] = .string(text) }
    for key in ["left", "right", "param", "decline_code"] {
      if let value = error?[key] { facts[key] = value }
    }
    if let notes = document["notes"]?.array, !notes.isEmpty { facts["notes"] = .array(notes) }
    return .init(document["message"]?.string ?? "failed", facts: facts)
  }

  /// Returns the line of the script that an error is in; nil if it is in another file.
  private func statement(_ document: JSONValue, in source: SourceText) -> String? {
    guard document["file"]?.string == source.name, let line = document["line"]?.integer else {
      return nil
    }
    return source.line(line).map { String($0.drop(while: \.isWhitespace)) }
  }

  /// One write at a time, so that the sandbox gives the same ids in each run.
  private var settings: SessionSettings {
    var settings = SessionSettings()
    settings.errorFormat = .json
    settings.quiet = true
    settings.concurrency = 1
    return settings
  }
}

/// The messages of a run, as `error_format = "json"` writes them.
private struct TestMessages {
  private(set) var errors: [JSONValue] = []
  /// Warnings and notes as sentences.
  private(set) var others: [String] = []

  init(_ sink: BoundedSink) {
    for line in sink.text.split(separator: "\n") {
      guard let document = try? JSONValue(parsing: String(line)) else { continue }
      let severity = document["severity"]?.string ?? ""
      if severity == "error" {
        errors.append(document)
      } else {
        others.append("\(severity): \(document["message"]?.string ?? "")")
      }
    }
  }
}

extension World {
  /// Returns the dependencies of a test. No network is used, whatever the environment names.
  /// - Parameter start: the time at which the sandbox begins, and `now`, in Unix seconds.
  /// - Throws: `ConnectionProblem` if the sandbox cannot be created.
  fileprivate func testDependencies(
    at start: Int, results: any ByteSink, messages: any ByteSink
  ) throws -> SessionDependencies {
    let dice = RepeatableDice(1)
    let sandbox = try Sandbox(
      storage: .memory, clock: { start }, randomness: { dice.roll() })
    var dependencies = try dependencies(standardInput: nil)
    dependencies.streams = OutputStreams(
      results: OutputStream(sink: results, isTerminal: false),
      messages: OutputStream(sink: messages, isTerminal: false), width: { 80 })
    dependencies.accounts = dependencies.accounts.confined(to: sandbox)
    dependencies.journals = .none
    dependencies.zone = .utc
    let keys = Atomic<Int>(0)
    dependencies.engine.now = { Double(start) }
    dependencies.engine.randomness = { 1 }
    dependencies.engine.makeIdempotencyKey = {
      IdempotencyKey("test-\(keys.add(1, ordering: .relaxed).newValue)")
    }
    return dependencies
  }
}

extension AccountDependencies {
  /// The account of a test: its sandbox, and no other.
  fileprivate func confined(to sandbox: Sandbox) -> AccountDependencies {
    let choose = choose
    return AccountDependencies(
      choose: { profile throws(AccountError) in
        guard profile == nil || profile == "sandbox" else {
          throw .unknownProfile(name: profile ?? "", known: ["sandbox"], path: nil)
        }
        return try choose(nil)
      },
      configuration: { () throws(AccountError) in nil },
      open: { _, _ throws(ConnectionProblem) in OpenedTransport(SandboxTransport(sandbox)) })
  }
}
