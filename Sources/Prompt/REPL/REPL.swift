import CodeCompletion

/// The loop at the prompt: reads a statement, runs it, and repeats.
///
/// It runs on the main thread and blocks it, as line editing requires; statements run on others.
package struct REPL {
  private let reader: any LineReading
  private let delegate: any REPLDelegate
  private let runner: ForegroundRunner
  private let size: () -> TerminalSize
  private let show: (String) -> Void

  /// Creates a loop.
  /// - Parameters:
  ///   - reader: the source of lines, a `LineEditor` at a terminal.
  ///   - delegate: the session.
  ///   - interrupts: the source of Ctrl-C while a statement runs.
  ///   - size: returns the size of the terminal; called at every Tab.
  ///   - show: writes text to the terminal unchanged, and flushes it.
  package init(
    reader: any LineReading, delegate: any REPLDelegate, interrupts: any InterruptSource,
    size: @escaping () -> TerminalSize, show: @escaping (String) -> Void
  ) {
    self.reader = reader
    self.delegate = delegate
    // The terminal shows `^C` and leaves the cursor after it, so a new line is needed.
    self.runner = ForegroundRunner(interrupts: interrupts) { show("\n") }
    self.size = size
    self.show = show
  }

  /// Reads and runs statements until the person exits.
  /// - Returns: the exit code.
  package func run() -> Int32 {
    if let banner = wait({ await $0.banner() }) { show(banner + "\n") }
    while true {
      switch readStatement() {
      case .interrupted:
        continue
      case .endOfInput:
        show("\n")
        return runner.interrupts.endingExitCode ?? 0
      case .line(let text):
        guard !PromptWord.isBlank(text) else { continue }
        reader.remember(text)
        if case .exit(let code) = evaluate(PromptWord.statement(for: text)) { return code }
      }
    }
  }

  /// Reads lines until they form a complete statement, and joins them.
  private func readStatement() -> LineInput {
    let prompts = wait { await $0.prompts() }
    let context = wait { await $0.completionContext() }
    var text = ""
    while true {
      let before = text
      let prompt = before.isEmpty ? prompts.primary : prompts.continuation
      let input = reader.readLine(prompt: prompt) { line, cursor in
        complete(line, at: cursor, after: before, in: context)
      }
      guard case .line(let line) = input else { return input }
      text += line
      if PromptWord.isBlank(text) || isWhole(text) { return .line(text) }
      text += "\n"
    }
  }

  private func isWhole(_ text: String) -> Bool {
    PromptWord.isAlone(text) || wait { await $0.isComplete(text) }
  }

  private func complete(
    _ line: String, at cursor: Int, after before: String, in context: CompletionContext
  ) -> CompletionEdit {
    let completions = Completer.complete(
      text: before + line, cursor: before.utf8.count + cursor, context: context)
    return CompletionMenu(size: size()).edit(
      for: completions, in: before + line, cursor: before.utf8.count + cursor)
  }

  private func evaluate(_ statement: String) -> REPLOutcome {
    let delegate = delegate
    return runner.run(
      answering: { question in
        // Input from before the question must not be taken as the answer.
        reader.discardInput()
        return reader.readLine(prompt: question)
      },
      work: { asking in await delegate.run(statement, asking: asking) })
  }

  /// Asks the session for something short that Ctrl-C does not cancel.
  private func wait<Answer: Sendable>(
    _ question: @escaping @Sendable (any REPLDelegate) async -> Answer
  ) -> Answer {
    let delegate = delegate
    return ForegroundRunner.blocking { await question(delegate) }
  }
}
