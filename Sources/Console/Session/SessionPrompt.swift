import CodeCompletion
import Diagnostics
import Execution
import Language
import Prompt

extension Session: REPLDelegate {
  package func banner() -> String? {
    guard !state.settings.quiet else { return nil }
    do {
      let words = try promptWords()
      let banner = words.banner(standardVersion: services.catalog.apiVersion)
      return words.isEmptySandbox ? banner + "\n" + PromptWords.emptySandbox : banner
    } catch {
      output.report(error)
      return nil
    }
  }

  package func prompts() -> REPLPrompts {
    (try? promptWords())?.prompts ?? PromptWords.withoutAccount
  }

  func promptWords() throws(Failure) -> PromptWords {
    PromptWords(
      connection: try services.account.connect(&state.settings),
      palette: output.palette(for: services.streams.results))
  }

  package func completionContext() -> CompletionContext { CompletionContext(services, state) }

  /// Returns false if the text ends inside a statement, or if a `where` in the next line would
  /// complete it; in that case a blank line or `;` ends it.
  package func isComplete(_ text: String) -> Bool {
    let parsed = Parser.parse(SourceText(name: "prompt", text: text), mode: .prompt)
    guard !parsed.isIncomplete else { return false }
    return !parsed.canTakeCondition || Self.isEnded(text) || !lacksCondition(text)
  }

  /// Returns true if a text ends with `;` or a blank line.
  private static func isEnded(_ text: String) -> Bool {
    let lastLine = text.reversed().prefix { !$0.isNewline }
    guard let last = lastLine.first(where: { !$0.isWhitespace }) else { return true }
    return last == ";"
  }

  private func lacksCondition(_ text: String) -> Bool {
    let errors = loader().load(typed: text).outcome.diagnostics.filter { $0.severity == .error }
    return !errors.isEmpty && errors.allSatisfy { $0.code == .missingCondition }
  }

  package func run(_ text: String, asking: @escaping Asking) async -> REPLOutcome {
    let (loaded, command) = loader().load(typed: text)
    output.report(loaded.diagnostics.map(\.atPrompt))
    guard let program = loaded.program else { return .continue }
    var services = services
    services.asking = asking
    return await run(program, through: command, services)
  }

  /// Runs a program, and passes its results to a shell command, if one is given.
  func run(
    _ program: LoadedProgram, through command: String?, _ services: RunServices
  ) async -> REPLOutcome {
    guard let command else { return await outcome(of: program, services) }
    var services = services
    do {
      let pipe = try services.dependencies.files.startShell(command)
      defer { _ = pipe.finish() }
      services.streams.redirection = OutputStream(sink: pipe.sink, isTerminal: false)
      services.streams.isPiped = true
      return await outcome(of: program, services)
    } catch {
      output.reportError("\(error)")
      return .continue
    }
  }

  /// Runs what was typed. At the prompt a failure ends only that input, and `exit` the session.
  func outcome(of loaded: LoadedProgram, _ services: RunServices) async -> REPLOutcome {
    let meter = services.meter
    let code = await run(loaded, with: services)
    state.keepLastResult()
    if state.hasExited { return .exit(code) }
    if code == RunCode.interrupted { output.say("cancelled") }
    let count = meter.count()
    // Requests that were printed after a table are not printed again.
    if count.requests > state.effects.countedRequests, services.streams.messages.isTerminal {
      output.say(count.text)
    }
    if state.effects.lastResult == .null, (try? promptWords())?.isEmptySandbox == true {
      output.say(PromptWords.emptySandbox)
    }
    return .continue
  }
}

extension Diagnostic {
  /// The diagnostic as a person at the prompt reads it, who may continue the line before.
  fileprivate var atPrompt: Diagnostic {
    guard code == .unknownVerb, span.start == 0,
      let word = source.text.split(whereSeparator: { !$0.isLetter }).first,
      Keyword(word: String(word))?.continuesStatement == true
    else { return self }
    var told = self
    told.hint = "end the line before with `\\` to continue its statement, or press Alt-Enter"
    return told
  }
}

extension ParseResult {
  /// True if a `where` in the next line would be one of the text's last statement. Only then the
  /// text is checked before it runs: a check may read a file of rows to its end.
  fileprivate var canTakeCondition: Bool {
    guard diagnostics.isEmpty, shellCommand == nil,
      case .operation(let operation)? = program.statements.last?.kind
    else { return false }
    return operation.clauses.condition == nil && operation.clauses.from == nil
  }
}
