import CodeCompletion

/// The loop at the prompt: reads a statement, runs it, and repeats.
///
/// It runs on the main thread and blocks it, as line editing requires; statements run on others.
package struct REPL {
  let reader: any LineReading
  let delegate: any REPLDelegate
  let runner: ForegroundRunner
  let tools: PromptTools
  let show: (String) -> Void
  let memory = REPLMemory()
  private let size: () -> TerminalSize

  /// Creates a loop.
  /// - Parameters:
  ///   - reader: the source of lines, a `LineEditor` at a terminal.
  ///   - delegate: the session.
  ///   - interrupts: the source of Ctrl-C while a statement runs.
  ///   - tools: the programs that commands of the prompt start.
  ///   - size: returns the size of the terminal; called at every Tab.
  ///   - show: writes text to the terminal unchanged, and flushes it.
  package init(
    reader: any LineReading, delegate: any REPLDelegate, interrupts: any InterruptSource,
    tools: PromptTools = PromptTools(), size: @escaping () -> TerminalSize,
    show: @escaping (String) -> Void
  ) {
    self.reader = reader
    self.delegate = delegate
    self.tools = tools
    // The terminal shows `^C` and leaves the cursor after it, so a new line is needed.
    self.runner = ForegroundRunner(interrupts: interrupts) { show("\n") }
    self.size = size
    self.show = show
  }

  /// Reads and runs statements until the person exits.
  /// - Returns: the exit code.
  package func run() -> Int32 {
    if let banner = wait({ await $0.banner() }) { show(banner + "\n") }
    if case .exit(let code) = foreground({ await $0.startUp(asking: $1) }) { return code }
    while true {
      let outcome: REPLOutcome
      switch readStatement() {
      case .interrupted, .reopened:
        continue
      case .endOfInput:
        show("\n")
        return runner.interrupts.endingExitCode ?? 0
      case .edit(let text):
        outcome = edit(text)
      case .line(let text):
        guard !PromptWord.isBlank(text) else { continue }
        reader.remember(text)
        outcome = perform(PromptEntry(text))
      }
      if case .exit(let code) = outcome { return code }
    }
  }

  /// Reads lines until they form a complete statement, and joins them. Lines of an entry that is
  /// reopened are edited together.
  private func readStatement() -> LineInput {
    let prompts = wait { await $0.prompts() }
    let context = wait { await $0.completionContext() }
    var before = ""
    var request = LineRequest(prompt: prompts.primary)
    while true {
      let earlier = before
      let input = reader.readLine(request) { line, cursor in
        complete(line, at: cursor, after: earlier, in: context)
      }
      switch input {
      case .interrupted, .endOfInput: return input
      case .edit(let line): return .edit(earlier + line)
      case .reopened(let line):
        request = LineRequest(prompt: prompts.primary)
        request.initial = earlier + line
        before = ""
      case .line(let line):
        let text = earlier + line
        if PromptWord.isBlank(text) || isWhole(text) { return .line(text) }
        before = text + "\n"
        request = LineRequest(prompt: prompts.continuation, isContinued: true)
      }
    }
  }

  private func isWhole(_ text: String) -> Bool {
    guard !PromptWord.isAlone(text), let open = PromptEntry(text).openStatement else { return true }
    return wait { await $0.isComplete(open) }
  }

  private func complete(
    _ line: String, at cursor: Int, after before: String, in context: CompletionContext
  ) -> CompletionEdit {
    let (text, cursor) = (before + line, before.utf8.count + cursor)
    let completions = CommandCompletion.complete(text: text, cursor: cursor, context: context)
    let menu = CompletionMenu(size: size(), page: memory.page(for: text, at: cursor))
    return menu.edit(for: completions, in: text, cursor: cursor)
  }

  /// Runs work of the session that may ask questions; Ctrl-C cancels it.
  func foreground<Result: Sendable>(
    _ work: @escaping @Sendable (any REPLDelegate, @escaping Asking) async -> Result
  ) -> Result {
    let delegate = delegate
    return runner.run(
      answering: { question in
        // Input from before the question must not be taken as the answer.
        reader.discardInput()
        return reader.readLine(prompt: question)
      },
      work: { asking in await work(delegate, asking) })
  }

  /// Asks the session for something short that Ctrl-C does not cancel.
  func wait<Answer: Sendable>(
    _ question: @escaping @Sendable (any REPLDelegate) async -> Answer
  ) -> Answer {
    let delegate = delegate
    return ForegroundRunner.blocking { await question(delegate) }
  }
}
