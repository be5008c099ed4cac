import Presentation

/// A stream of results or messages.
package struct OutputStream: Sendable {
  /// The destination of the bytes.
  package var sink: any ByteSink
  /// True if the destination is a terminal.
  package var isTerminal: Bool

  /// Creates a stream from its destination.
  package init(sink: any ByteSink, isTerminal: Bool) {
    self.sink = sink
    self.isTerminal = isTerminal
  }
}

/// The streams that a session, or an iteration of a loop, writes to.
package struct OutputStreams: Sendable {
  /// The destination of results, usually standard output.
  package var results: OutputStream
  /// The destination of messages, usually standard error.
  package var messages: OutputStream
  /// Returns the current width of the terminal in columns.
  package var width: @Sendable () -> Int
  /// Returns the current height of the terminal in lines.
  package var height: @Sendable () -> Int
  /// The destination of results that overrides the file in the settings: a shell command, an `into`
  /// file, or an iteration's output.
  var redirection: OutputStream?
  /// True if the redirection is a shell command.
  var isPiped = false
  /// The destination of the progress line, whose text is useless later; nil for `messages`.
  var passingMessages: OutputStream?
  /// The line that shows a wait on a terminal.
  let status: StatusLine
  /// Counts the rows of results, where somebody asks for their number.
  var counter: RowCounter?
  /// True if results are appended to a file that already has a header.
  var isContinued = false

  /// Creates the streams of a session.
  /// - Parameters:
  ///   - width: returns the width of the terminal in columns.
  ///   - height: returns the height of the terminal in lines.
  package init(
    results: OutputStream, messages: OutputStream, width: @escaping @Sendable () -> Int,
    height: @escaping @Sendable () -> Int = { 24 }
  ) {
    status = StatusLine(on: messages)
    self.results = status.clearing(results)
    self.messages = status.clearing(messages)
    self.width = width
    self.height = height
  }

  /// Returns the streams of an iteration whose output waits for its turn.
  func ordered(by output: OrderedOutput, results: OutputStream) -> OutputStreams {
    var ordered = self
    ordered.redirection = output.stream(.results, like: results)
    ordered.messages = output.stream(.messages, like: messages)
    ordered.passingMessages = OutputStream(
      sink: output.passingSink(.messages), isTerminal: messages.isTerminal)
    return ordered
  }
}

/// The open file that the setting `output` names.
struct ResultFile: Sendable {
  let sink: any ByteSink
  /// The format that the extension of the file's name implies; nil if it implies none.
  var format: OutputFormat?

  var stream: OutputStream { OutputStream(sink: sink, isTerminal: false) }
}
