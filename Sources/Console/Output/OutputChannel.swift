import Diagnostics
import Execution
import Expressions
import JSON
import Planning
import Presentation
import Redaction

/// Where results and messages go, in the manner of the settings in force.
struct OutputChannel: Sendable {
  private let streams: OutputStreams
  private let environment: [String: String]
  private let settings: SessionSettings
  private let file: ResultFile?

  /// - Parameter environment: variables such as `NO_COLOR`.
  init(
    _ streams: OutputStreams, environment: [String: String], settings: SessionSettings,
    file: ResultFile? = nil
  ) {
    self.streams = streams
    self.environment = environment
    self.settings = settings
    self.file = file
  }

  /// Where results go now: a file, a shell command, or standard output.
  var results: OutputStream { streams.redirection ?? file?.stream ?? streams.results }

  /// A writer for one statement's rows in the format in force.
  func writer(isSingle: Bool, presenting columns: [Column]? = nil) -> any RowWriter {
    let stream = results
    let format =
      settings.format ?? fileFormat ?? .usual(isSingle: isSingle, isTerminal: stream.isTerminal)
    let writer = format.writer(
      into: stream.sink,
      options: OutputOptions(
        isSingle: isSingle, columns: columns, width: streams.width(),
        isTerminal: stream.isTerminal, palette: palette(for: stream)))
    return streams.counter?.counting(writer) ?? writer
  }

  /// The format that the name of the file says, where results go to it.
  private var fileFormat: OutputFormat? {
    streams.isPiped ? nil : file?.format
  }

  func palette(for stream: OutputStream) -> Palette {
    settings.color.palette(isTerminal: stream.isTerminal, environment: environment)
  }

  /// Writes documents that were made here, as rows whose columns are the first one's members.
  func show(_ documents: [JSONValue], isSingle: Bool = false) throws {
    let keys = documents.first?.object?.keys
    var writer = writer(isSingle: isSingle, presenting: keys?.map { Column(member: $0) })
    for document in documents { try writer.write(.computed(document)) }
    try finish(&writer)
  }

  /// Ends a statement's rows and says what the reader cannot see in them.
  func finish(_ writer: inout any RowWriter) throws {
    try writer.finish()
    for warning in writer.warnings { say(warning) }
  }

  /// Writes text to where results go.
  func printText(_ text: String) throws {
    let stream = results
    let shown = stream.isTerminal ? TerminalText.lines(text) : text
    try stream.sink.write(Array((shown + "\n").utf8))
    try stream.sink.flush()
  }

  /// Writes a document as one line of JSON, whatever the format; secrets in it are masked.
  func printLine(_ document: JSONValue) throws {
    var line: [UInt8] = []
    document.appendCompact(to: &line)
    SecretMask.mask(&line)
    line.append(UInt8(ascii: "\n"))
    let sink = results.sink
    try sink.write(line)
    try sink.flush()
  }

  /// A display for a statement, where there is a terminal to show it on.
  /// - Parameter now: a clock, in seconds.
  func progress(now: @escaping () -> Double) -> ProgressDisplay? {
    guard streams.messages.isTerminal, !settings.quiet else { return nil }
    return ProgressDisplay(
      stream: streams.passingMessages ?? streams.messages, width: streams.width, now: now)
  }
}

/// Messages: what a person reads, and no program.
extension OutputChannel {
  /// Says something that `quiet` silences.
  func say(_ sentence: String) {
    guard !settings.quiet else { return }
    writeMessage(TerminalText.lines(sentence) + "\n")
  }

  /// Says what the engine has to say while it works.
  var notice: @Sendable (EngineNotice) -> Void {
    guard !settings.quiet else { return { _ in } }
    let stream = streams.messages
    // The line of progress may be shown there; it comes back by itself.
    let start = stream.isTerminal ? ProgressDisplay.clearedLine : ""
    return { notice in stream.writeMessage(start + notice.sentence + "\n") }
  }

  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    let stream = streams.messages
    let renderer = DiagnosticRenderer(
      palette: palette(for: stream), width: stream.isTerminal ? streams.width() : nil)
    writeMessage(renderer.text(diagnostics))
  }

  /// A failure as a problem with the statement it happened in.
  func report(_ failure: Failure) {
    guard let place = failure.place else {
      let lines = ["error: \(failure.message)"] + failure.details.map { "  = \($0)" }
      return writeMessage(TerminalText.lines(lines.joined(separator: "\n")) + "\n")
    }
    report([
      Diagnostic(
        .failed, failure.message, at: place.span.firstLine(in: place.source), in: place.source,
        notes: failure.details)
    ])
  }

  func writeMessage(_ text: String) { streams.messages.writeMessage(text) }
}

extension OutputStream {
  fileprivate func writeMessage(_ text: String) {
    // Messages that cannot be written are no reason to fail.
    try? sink.write(Array(SecretMask.maskedText(text).utf8))
    try? sink.flush()
  }
}

extension TerminalText {
  /// Several lines, each made harmless for a terminal.
  fileprivate static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { sanitised(String($0)) }.joined(separator: "\n")
  }
}
