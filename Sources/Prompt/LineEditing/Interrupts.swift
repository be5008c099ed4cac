import CLibedit

/// A source of Ctrl-C and of signals that ask the process to end, as flags that are polled.
package protocol InterruptSource: Sendable {
  /// Returns true if Ctrl-C was pressed or an ending signal was received since the last call.
  func takeInterrupt() -> Bool
  /// The number of the signal other than Ctrl-C that asked the process to end; nil if there was
  /// none.
  var endingSignal: Int32? { get }
}

extension InterruptSource {
  /// No signal: the default for sources that report only Ctrl-C.
  package var endingSignal: Int32? { nil }

  /// The exit code after an ending signal, 128 plus its number, as shells report it.
  package var endingExitCode: Int32? { endingSignal.map { 128 + $0 } }
}

/// The Ctrl-C, SIGTERM and SIGHUP of the process. Once watched, they no longer end the process: the
/// code that runs something polls the flag and cancels it.
package struct TerminalInterrupts: InterruptSource {
  private init() {}

  /// Starts watching; further calls have no effect.
  package static func watch() -> TerminalInterrupts {
    cle_watch_interrupts()
    return TerminalInterrupts()
  }

  /// Returns true if Ctrl-C, SIGTERM or SIGHUP was received since the last call.
  package func takeInterrupt() -> Bool { cle_take_interrupt() }

  /// The number of the SIGTERM or SIGHUP that was received; nil if there was none.
  package var endingSignal: Int32? {
    let signal = cle_ending_signal()
    return signal == 0 ? nil : signal
  }
}
