/// Runs work while the main thread waits, and cancels it on Ctrl-C and ending signals.
package enum Foreground {
  /// The exit code of a run that was cancelled.
  private static let interrupted: Int32 = 130

  /// Runs work that asks no questions.
  /// - Returns: the exit code of the work, or that of the signal that ended it.
  package static func run(
    interrupts: any InterruptSource, _ work: @escaping @Sendable () async -> Int32
  ) -> Int32 {
    run(interrupts: interrupts, answering: { _ in .endOfInput }, work: { _ in await work() })
  }

  /// Returns the value of work that is short, so that Ctrl-C ends the process.
  package static func value<Value: Sendable>(
    of work: @escaping @Sendable () async -> Value
  ) -> Value { ForegroundRunner.blocking(work) }

  /// Runs work that may ask questions at the terminal.
  /// - Returns: the exit code of the work, or that of the signal that ended it.
  package static func run(
    interrupts: any InterruptSource, answering answer: (String) -> LineInput,
    work: @escaping @Sendable (@escaping Asking) async -> Int32
  ) -> Int32 {
    let code = ForegroundRunner(interrupts: interrupts).run(answering: answer, work: work)
    return code == interrupted ? interrupts.endingExitCode ?? code : code
  }
}
