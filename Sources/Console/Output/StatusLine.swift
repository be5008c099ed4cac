import Presentation
import Synchronization

/// A line on the terminal that says what is waited for: each text replaces the one before it, and
/// whatever else is written to the terminal removes it first.
package final class StatusLine: Sendable {
  /// The terminal; nil if the output is not one.
  private let sink: (any ByteSink)?
  private let isShown = Mutex(false)

  /// - Parameter stream: where messages go.
  init(on stream: OutputStream) {
    sink = stream.isTerminal ? stream.sink : nil
  }

  /// Shows a text that fits a line of the terminal.
  func show(_ text: String) {
    isShown.withLock { isShown in
      isShown = true
      write(ProgressDisplay.clearedLine + text)
    }
  }

  /// Removes the line.
  func clear() {
    isShown.withLock { isShown in
      guard isShown else { return }
      isShown = false
      write(ProgressDisplay.clearedLine)
    }
  }

  /// The same stream, which removes the line before it writes to the terminal.
  func clearing(_ stream: OutputStream) -> OutputStream {
    guard sink != nil, stream.isTerminal else { return stream }
    return OutputStream(sink: ClearingSink(sink: stream.sink, line: self), isTerminal: true)
  }

  private func write(_ text: String) {
    // A terminal that is gone is not a reason to fail.
    try? sink?.write(Array(text.utf8))
    try? sink?.flush()
  }
}

private struct ClearingSink: ByteSink {
  let sink: any ByteSink
  let line: StatusLine

  func write(_ bytes: [UInt8]) throws {
    line.clear()
    try sink.write(bytes)
  }

  func flush() throws { try sink.flush() }
}
