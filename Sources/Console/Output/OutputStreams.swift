import Presentation

/// A stream results or messages go to.
package struct OutputStream: Sendable {
  package var sink: any ByteSink
  package var isTerminal: Bool

  package init(sink: any ByteSink, isTerminal: Bool) {
    self.sink = sink
    self.isTerminal = isTerminal
  }
}

/// The streams that a session, or an iteration of a loop, writes to.
package struct OutputStreams: Sendable {
  package var results: OutputStream
  package var messages: OutputStream
  /// Columns of the terminal.
  package var width: @Sendable () -> Int
  /// Lines of the terminal.
  package var height: @Sendable () -> Int
  /// Takes the results whatever file the settings name: a shell command, or an iteration's output.
  var redirection: OutputStream?
  /// Whether that is a shell command.
  var isPiped = false
  /// Takes the line of progress, which is worth nothing later; nil where that is `messages`.
  var passingMessages: OutputStream?
  /// What is waited for, on a terminal.
  let status: StatusLine
  /// Counts the rows of results, where somebody asks for their number.
  var counter: RowCounter?
  /// Whether results go on with a file that has a header already.
  var isContinued = false

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

  /// The streams of an iteration whose output waits for its turn.
  func ordered(by output: OrderedOutput, results: OutputStream) -> OutputStreams {
    var ordered = self
    ordered.redirection = output.stream(.results, like: results)
    ordered.messages = output.stream(.messages, like: messages)
    ordered.passingMessages = OutputStream(
      sink: output.passingSink(.messages), isTerminal: messages.isTerminal)
    return ordered
  }
}

/// The file that `output` names, opened.
struct ResultFile: Sendable {
  let sink: any ByteSink
  /// What its name says of its format; nil where it says nothing.
  var format: OutputFormat?

  var stream: OutputStream { OutputStream(sink: sink, isTerminal: false) }
}
