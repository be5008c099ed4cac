/// Work that the main thread waits for, and that Ctrl-C and signals cancel.
package enum Foreground {
  /// What a run that was cancelled answers with.
  private static let interrupted: Int32 = 130

  /// Runs work that asks nobody anything; answers with its exit code, or that of the signal that
  /// ended it.
  package static func run(
    interrupts: any InterruptSource, _ work: @escaping @Sendable () async -> Int32
  ) -> Int32 {
    run(interrupts: interrupts, answering: { _ in .endOfInput }, work: { _ in await work() })
  }

  /// Runs work that may put questions to whoever is at the terminal.
  package static func run(
    interrupts: any InterruptSource, answering answer: (String) -> LineInput,
    work: @escaping @Sendable (@escaping Asking) async -> Int32
  ) -> Int32 {
    let code = ForegroundRunner(interrupts: interrupts).run(answering: answer, work: work)
    return code == interrupted ? interrupts.endingExitCode ?? code : code
  }
}
