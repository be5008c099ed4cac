import Analysis
import Diagnostics
import Execution
import Expressions
import JSON
import Language
import Presentation
import Prompt
import StripeCatalog

extension Session: REPLDelegate {
  package func banner() -> String? {
    guard !settings.quiet else { return nil }
    do {
      let connection = try connect()
      let version = connection.stripe?.apiVersion ?? catalog.apiVersion
      return """
        pinstripe: \(connection.shownName), \(connection.mode.words)
        chosen by \(TerminalText.sanitised("\(connection.choice.source)")); API \(version)
        `help` helps, TAB completes, Ctrl-D leaves
        """
    } catch {
      report(error)
      return nil
    }
  }

  package func prompts() -> REPLPrompts {
    let palette = palette(for: surroundings.results)
    guard let connection = try? connect() else {
      return REPLPrompts(primary: "pinstripe> ", continuation: "     ...> ")
    }
    let name = connection.shownName
    let label = connection.mode == .sandbox ? name : "\(name) \(connection.mode.promptWord)"
    let shown = connection.isLive ? palette.paint(label, .error) : label
    let width = max(0, DisplayWidth.of(label) - 3)
    return REPLPrompts(
      primary: "\(shown)> ", continuation: String(repeating: " ", count: width) + "...> ")
  }

  package func completionContext() -> CompletionContext {
    var context = CompletionContext(catalog: catalog)
    context.clauses = Dictionary(
      uniqueKeysWithValues: Verb.allCases.map { verb in
        (verb, Set(ClauseKind.taken(by: verb).map(\.words)))
      })
    context.settings = Setting.allCases.map { setting in
      .init(
        name: setting.rawValue, description: setting.expectation, values: setting.values.words)
    }
    context.functions = Function.allCases.map { .init(name: $0.rawValue) }
    context.helpTopics = HelpTexts.topics.map { .init(name: $0.name, description: $0.summary) }
    context.showTopics = ShowTopic.allCases.map { .init(name: $0.rawValue) }
    context.variables = Set(scopes.flatMap(\.keys)).sorted()
    let configuration = try? surroundings.configuration()
    context.profiles = (configuration?.profiles.map(\.name) ?? []) + ["sandbox"]
    context.recentIDs = recentIDs
    context.names = DirectoryNames.of
    return context
  }

  package func isComplete(_ text: String) -> Bool {
    !Parser.parse(SourceText(name: "prompt", text: text), mode: .prompt).isIncomplete
  }

  package func run(_ text: String, asking: @escaping Asking) async -> REPLOutcome {
    self.asking = asking
    defer { self.asking = nil }
    let source = SourceText(name: "prompt", text: text)
    let parsed = Parser.parse(source, mode: .prompt)
    guard let program = take(Compiler.compile([parsed], checkContext())) else {
      return .continue
    }
    return await run(program, of: source, into: parsed.shellCommand)
  }

  private func run(
    _ program: CheckedProgram, of source: SourceText, into command: String?
  ) async -> REPLOutcome {
    if let command {
      do {
        pipe = try surroundings.startShell(command)
      } catch {
        writeMessage("error: \(error)\n")
        return .continue
      }
    }
    defer {
      _ = pipe?.finish()
      pipe = nil
    }
    return await outcome(of: program, source)
  }

  /// At the prompt a failure ends the line that was typed, and `exit` the session.
  private func outcome(of program: CheckedProgram, _ source: SourceText) async -> REPLOutcome {
    let before = reporter.requests
    let start = surroundings.engine.elapsed()
    let code = await run(program, of: [source])
    if hasExited { return .exit(code) }
    if code == Self.interrupted { say("cancelled") }
    let requests = reporter.requests - before
    if requests > 0, surroundings.messages.isTerminal {
      let milliseconds = Int(((surroundings.engine.elapsed() - start) * 1000).rounded())
      say("(\(requests) request\(requests == 1 ? "" : "s"), \(milliseconds) ms)")
    }
    return .continue
  }
}

extension Connection {
  /// The account's name for a terminal: it comes from a file.
  fileprivate var shownName: String { TerminalText.sanitised(choice.name) }
}

extension Connection.Mode {
  fileprivate var words: String {
    switch self {
    case .sandbox: "an embedded Stripe"
    case .test: "test mode"
    case .live: "LIVE"
    case .unknown: "a key that does not tell its mode: treated as LIVE"
    }
  }

  fileprivate var promptWord: String {
    switch self {
    case .sandbox: ""
    case .test: "test"
    case .live, .unknown: "LIVE"
    }
  }
}

extension Setting.Values {
  /// The values it can take, where they are few.
  fileprivate var words: [String] {
    switch self {
    case .word(let words): words
    case .boolean: ["true", "false"]
    case .integer, .number, .text: []
    }
  }
}
