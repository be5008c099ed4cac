extension REPL {
  /// Runs what was entered.
  func perform(_ entry: PromptEntry) -> REPLOutcome {
    switch entry {
    case .statement(let statement):
      memory.lastStatement = statement
      return timed { foreground { await $0.run(statement, asking: $1) } }
    case .edit(let text): return edit(text ?? memory.lastStatement)
    case .watch(let milliseconds, let statement): watch(statement, every: milliseconds)
    case .timing(let isOn): switchTiming(to: isOn)
    case .shell(let command): runShell(command)
    case .seed: foreground { delegate, _ in await delegate.seedSandbox() }
    case .problem(let problem): show("error: \(problem)\n")
    }
    return .continue
  }

  /// Lets the person change a text in an editor, and runs what was saved.
  func edit(_ text: String) -> REPLOutcome {
    switch tools.edit(text) {
    case .unchanged:
      show("Nothing was saved; nothing runs.\n")
    case .failed(let problem):
      show("error: \(problem)\n")
    case .saved(let saved):
      guard !PromptWord.isBlank(saved) else { return .continue }
      show(saved + "\n")
      reader.remember(saved)
      let entry = PromptEntry(saved)
      guard case .edit = entry else { return perform(entry) }
    }
    return .continue
  }

  private func switchTiming(to isOn: Bool?) {
    memory.isTimed = isOn ?? !memory.isTimed
    show("Timing is \(memory.isTimed ? "on" : "off").\n")
  }

  private func timed(_ work: () -> REPLOutcome) -> REPLOutcome {
    let start = tools.now()
    let outcome = work()
    if memory.isTimed, outcome == .continue {
      show("Time: \(ElapsedTime(seconds: tools.now() - start).text)\n")
    }
    return outcome
  }

  private func runShell(_ command: String) {
    let status = tools.runShell(command)
    if status != 0 { show("Exit status \(status).\n") }
  }

  /// Repeats a read until Ctrl-C.
  private func watch(_ statement: String, every milliseconds: Int) {
    guard foreground({ delegate, _ in await delegate.canRepeat(statement) }) else { return }
    memory.lastStatement = statement
    let seconds = milliseconds.isMultiple(of: 1000)
    let interval = seconds ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    var isEnded = false
    while !isEnded {
      show((tools.clears ? "\u{1B}[H\u{1B}[2J" : "") + "Every \(interval), until Ctrl-C:\n")
      isEnded = foreground { delegate, _ in
        await delegate.repeatRun(statement)
        do {
          try await Task.sleep(for: .milliseconds(milliseconds))
          return false
        } catch {
          return true
        }
      }
    }
  }
}

/// A time as a person reads it: `42 ms`, `1.50 s`.
struct ElapsedTime {
  let seconds: Double

  var text: String {
    guard seconds >= 1 else { return "\(Int((seconds * 1000).rounded())) ms" }
    let hundredths = Int((seconds * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
  }
}
