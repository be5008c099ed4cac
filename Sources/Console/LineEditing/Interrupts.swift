import CLibedit

/// Ctrl-C, as a flag to look at.
public protocol InterruptSource: Sendable {
  /// Whether Ctrl-C was pressed since the last call.
  func takeInterrupt() -> Bool
}

/// The process's own Ctrl-C. Once watched, it no longer ends the process: whoever runs something
/// looks at the flag and cancels it.
public struct TerminalInterrupts: InterruptSource {
  private init() {}

  /// Begins to watch; further calls do no harm.
  public static func watch() -> TerminalInterrupts {
    cle_watch_interrupts()
    return TerminalInterrupts()
  }

  public func takeInterrupt() -> Bool { cle_take_interrupt() }
}
