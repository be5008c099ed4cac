import Diagnostics
import Execution
import Presentation

/// Errors, warnings and other sentences go where messages go, not to the results.
extension OutputChannel {
  private var messages: MessageWriter {
    let stream = streams.messages
    return MessageWriter(
      stream: stream, format: settings.errorFormat, palette: palette(for: stream),
      width: stream.isTerminal ? streams.width() : nil)
  }

  /// Prints a sentence, unless `quiet` is on.
  func say(_ sentence: String) {
    if !settings.quiet { note(sentence) }
  }

  /// Prints a sentence even if `quiet` is on.
  func note(_ sentence: String) { messages.write(sentence, .note) }

  /// Prints a warning.
  func warn(_ sentence: String) { messages.write(sentence, .warning) }

  /// Prints an error that no statement causes.
  func reportError(_ sentence: String) { messages.write(sentence, .error) }

  /// Prints diagnostics with the source lines that they are about.
  func report(_ diagnostics: [Diagnostic]) { messages.write(diagnostics) }

  /// Prints a failure as an error in the statement in which it occurred.
  func report(_ failure: Failure) { messages.write(failure) }

  /// A function that prints the engine's notices, unless `quiet` is on.
  var notice: @Sendable (EngineNotice) -> Void {
    guard !settings.quiet else { return { _ in } }
    let (messages, status, width) = (messages, streams.status, streams.width)
    return { notice in
      if messages.stream.isTerminal, messages.format == .text, notice.isPassing {
        status.show(TerminalText.truncated(notice.sentence, to: max(10, width() - 1)))
      } else if !notice.isRepeated {
        // The line of progress may be shown there; it comes back by itself.
        messages.write(notice.sentence, .note, clearsLine: true)
      }
    }
  }
}
