import CLibedit

/// Ctrl-C and signals that ask a process to end, as a flag to look at.
package protocol InterruptSource: Sendable {
  /// Whether Ctrl-C was pressed since the last call, or a signal came that asks for the end.
  func takeInterrupt() -> Bool
  /// The number of the signal other than Ctrl-C that asked the process to end; nil while none did.
  var endingSignal: Int32? { get }
}

extension InterruptSource {
  package var endingSignal: Int32? { nil }

  /// The exit code of a process that such a signal ends, as shells give it.
  package var endingExitCode: Int32? { endingSignal.map { 128 + $0 } }
}

/// The process's own Ctrl-C, SIGTERM and SIGHUP. Once watched, they no longer end the process:
/// whoever runs something looks at the flag and cancels it.
package struct TerminalInterrupts: InterruptSource {
  private init() {}

  /// Begins to watch; further calls do no harm.
  package static func watch() -> TerminalInterrupts {
    cle_watch_interrupts()
    return TerminalInterrupts()
  }

  package func takeInterrupt() -> Bool { cle_take_interrupt() }

  package var endingSignal: Int32? {
    let signal = cle_ending_signal()
    return signal == 0 ? nil : signal
  }
}
