import CodeCompletion
import Diagnostics
import Execution
import Language
import Prompt

extension Session: REPLDelegate {
  package func banner() -> String? {
    guard !state.settings.quiet else { return nil }
    do {
      return try promptWords().banner(standardVersion: services.catalog.apiVersion)
    } catch {
      output.report(error)
      return nil
    }
  }

  package func prompts() -> REPLPrompts {
    (try? promptWords())?.prompts ?? PromptWords.withoutAccount
  }

  private func promptWords() throws(Failure) -> PromptWords {
    PromptWords(
      connection: try services.account.connect(&state.settings),
      palette: output.palette(for: services.streams.results))
  }

  package func completionContext() -> CompletionContext { CompletionContext(services, state) }

  package func isComplete(_ text: String) -> Bool {
    !Parser.parse(SourceText(name: "prompt", text: text), mode: .prompt).isIncomplete
  }

  package func run(_ text: String, asking: @escaping Asking) async -> REPLOutcome {
    let (loaded, command) = loader().load(typed: text)
    output.report(loaded.diagnostics)
    guard let program = loaded.program else { return .continue }
    var services = services
    services.asking = asking
    guard let command else { return await outcome(of: program, services) }
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
  private func outcome(of loaded: LoadedProgram, _ services: RunServices) async -> REPLOutcome {
    let meter = services.meter
    let code = await run(loaded, with: services)
    if state.hasExited { return .exit(code) }
    if code == RunCode.interrupted { output.say("cancelled") }
    let count = meter.count()
    // Requests that were printed after a table are not printed again.
    if count.requests > state.effects.countedRequests, services.streams.messages.isTerminal {
      output.say(count.text)
    }
    return .continue
  }
}
