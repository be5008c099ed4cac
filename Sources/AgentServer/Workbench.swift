import AccountConfiguration
import Analysis
import Console
import Diagnostics
import JSON
import Presentation

/// Does what the tools are for, each call in a session of its own.
struct Workbench: Sendable {
  let options: AgentOptions
  let dependencies: @Sendable () throws -> SessionDependencies
  let accounts = SharedAccounts()

  private static let width = 100

  /// Returns the result of a tool; its arguments are valid.
  func result(of tool: AgentTool, _ arguments: JSONValue) async -> ToolResult {
    let source = SourceText(name: "statements", text: arguments["statements"]?.string ?? "")
    do {
      switch tool {
      case .run: return try await run(source, arguments)
      case .check: return try await check(source)
      case .explain: return try await explain(source)
      case .describe: return describe(arguments["name"]?.string ?? "")
      case .help: return help(arguments["topic"]?.string)
      }
    } catch {
      return .failed("\(error)")
    }
  }

  private func run(_ source: SourceText, _ arguments: JSONValue) async throws -> ToolResult {
    let rows = min(arguments["max_rows"]?.integer ?? options.maxRows, options.maxRows)
    let capture = Capture(
      rows: rows, bytes: options.maxBytes, isReadOnly: !options.allowsWrites)
    var settings = settings
    if arguments["dry_run"] == true {
      settings.set(.dryRun, to: true, from: "the argument `dry_run`")
    }
    let session = try session(settings, capture)
    if let code = await session.start() { return capture.result(exitCode: code) }
    return capture.result(exitCode: await session.run([source]))
  }

  private func check(_ source: SourceText) async throws -> ToolResult {
    let capture = Capture(rows: 0, bytes: 0, isReadOnly: false)
    let found = await (try session(settings, capture)).diagnostics(
      of: [source], arguments: ScriptArguments.mentioned(in: source), reporting: false)
    let isValid = !found.contains { $0.severity == .error }
    let text = found.isEmpty ? "no problems" : DiagnosticRenderer().text(found)
    return ToolResult(
      texts: [text],
      data: [
        "valid": .bool(isValid), "diagnostics": .array(found.map(DiagnosticRenderer.json)),
      ])
  }

  private func explain(_ source: SourceText) async throws -> ToolResult {
    let capture = Capture(rows: .max, bytes: options.maxBytes, isReadOnly: false)
    var settings = settings
    settings.format = nil
    let session = try session(settings, capture)
    let arguments = ScriptArguments.mentioned(in: source)
    guard let checked = await session.check([source], arguments: arguments) else {
      return capture.result(exitCode: 2)
    }
    return capture.textResult(exitCode: await session.explain(checked))
  }

  private func describe(_ name: String) -> ToolResult {
    guard let text = HelpTexts.description(of: name, width: Self.width) else {
      return .failed(
        "unknown object, field or action `\(name)`; `run` with `show objects` lists the objects")
    }
    return bounded(text)
  }

  private func help(_ topic: String?) -> ToolResult {
    guard let topic else { return bounded(HelpTexts.overview) }
    guard let text = HelpTexts.page(on: topic, width: Self.width) else {
      return .failed(HelpTexts.problem(with: topic))
    }
    return bounded(text)
  }

  private func bounded(_ text: String) -> ToolResult {
    let capture = Capture(rows: .max, bytes: options.maxBytes, isReadOnly: false)
    capture.add(text)
    return capture.textResult(exitCode: 0)
  }
}

/// The sessions of calls.
extension Workbench {
  private var settings: SessionSettings {
    var settings = options.settings
    settings.set(.format, to: "ndjson", from: "the agent server")
    settings.errorFormat = .json
    if !options.allowsWrites {
      settings.set(.readOnly, to: true, from: "the agent server, which has no --allow-writes")
    }
    return settings
  }

  private func session(_ settings: SessionSettings, _ capture: Capture) throws -> Session {
    var dependencies = try dependencies()
    // Keys are in the environment, and statements can read it.
    dependencies.environment = [:]
    dependencies.streams = capture.streams(width: Self.width)
    dependencies.accounts = accounts.sharing(dependencies.accounts)
    if !options.allowsWrites {
      dependencies.files.refuse()
      dependencies.engine.inputFiles = .refused(FileDependencies.refusal("reads"))
      dependencies.refuseDatabases(
        "the agent server fills no databases; start it with --allow-writes")
    }
    return Session(settings: settings, dependencies: dependencies)
  }
}

extension FileDependencies {
  /// Refuses to read and write files, and to start shell commands: a file may hold what is not the
  /// agent's to know.
  fileprivate mutating func refuse() {
    let problem = FileError(Self.refusal("writes"))
    read = { _ throws(FileError) in throw FileError(Self.refusal("reads")) }
    create = { _, _ throws(FileError) in throw problem }
    replace = { _, _ throws(FileError) in throw problem }
    startShell = { _ throws(FileError) in throw problem }
  }

  /// Returns why the server does not read or write files.
  fileprivate static func refusal(_ verb: String) -> String {
    "the agent server \(verb) no files; start it with --allow-writes"
  }
}
