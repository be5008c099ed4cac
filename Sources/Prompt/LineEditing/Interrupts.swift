import CLibedit

/// Ctrl-C, as a flag to look at.
package protocol InterruptSource: Sendable {
  /// Whether Ctrl-C was pressed since the last call.
  func takeInterrupt() -> Bool
}

/// The process's own Ctrl-C. Once watched, it no longer ends the process: whoever runs something
/// looks at the flag and cancels it.
package struct TerminalInterrupts: InterruptSource {
  private init() {}

  /// Begins to watch; further calls do no harm.
  package static func watch() -> TerminalInterrupts {
    cle_watch_interrupts()
    return TerminalInterrupts()
  }

  package func takeInterrupt() -> Bool { cle_take_interrupt() }
}
