import Diagnostics
import Execution
import Expressions
import JSON
import Planning
import Presentation
import Redaction

extension Session {
  /// Where results go now: a file, a shell command, or standard output.
  var results: OutputStream {
    if let pipe { return OutputStream(sink: pipe.sink, isTerminal: false) }
    if let outputFile { return OutputStream(sink: outputFile.sink, isTerminal: false) }
    return surroundings.results
  }

  /// A writer for one statement's rows in the format in force.
  func writer(isSingle: Bool, columns: [SelectedColumn]? = nil) -> any RowWriter {
    writer(isSingle: isSingle, presenting: columns?.map(\.column))
  }

  func writer(
    isSingle: Bool, presenting columns: [Column]?
  ) -> any RowWriter {
    let stream = results
    let format = settings.format ?? .usual(isSingle: isSingle, isTerminal: stream.isTerminal)
    return format.writer(
      into: stream.sink,
      options: OutputOptions(
        isSingle: isSingle, columns: columns, width: surroundings.width(),
        isTerminal: stream.isTerminal, palette: palette(for: stream)))
  }

  func palette(for stream: OutputStream) -> Palette {
    settings.color.palette(
      isTerminal: stream.isTerminal, environment: surroundings.environment)
  }

  /// Writes documents that were made here, as rows whose columns are the first one's members.
  func show(_ documents: [JSONValue], isSingle: Bool = false) throws {
    let keys = documents.first?.object?.keys
    let columns = keys?.map { Column(member: $0) }
    var writer = writer(isSingle: isSingle, presenting: columns)
    for document in documents { try writer.write(.computed(document)) }
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

  /// Says something to the person, beside the results.
  func say(_ sentence: String) {
    guard !settings.quiet else { return }
    writeMessage(TerminalText.lines(sentence) + "\n")
  }

  /// Says what the engine has to say while it works.
  var notice: @Sendable (EngineNotice) -> Void {
    guard !settings.quiet else { return { _ in } }
    // The line of progress may stand there; it comes back by itself.
    let start = surroundings.messages.isTerminal ? ProgressDisplay.clearedLine : ""
    return { [messages = surroundings.messages] notice in
      messages.writeMessage(start + notice.sentence + "\n")
    }
  }

  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    let stream = surroundings.messages
    let renderer = DiagnosticRenderer(
      palette: palette(for: stream), width: stream.isTerminal ? surroundings.width() : nil)
    writeMessage(renderer.text(diagnostics))
  }

  func writeMessage(_ text: String) { surroundings.messages.writeMessage(text) }
}

extension OutputStream {
  fileprivate func writeMessage(_ text: String) {
    // Messages that nobody can read are no reason to fail.
    try? sink.write(Array(SecretMask.maskedText(text).utf8))
    try? sink.flush()
  }
}

extension TerminalText {
  /// Several lines, each made harmless for a terminal.
  static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { sanitised(String($0)) }.joined(separator: "\n")
  }
}
