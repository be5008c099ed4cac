import AccountConfiguration
import Diagnostics
import Execution
import Expressions
import JSON
import Planning
import Presentation
import Redaction
import StripeCatalog

/// Where results and messages go, in the manner of the settings in force.
struct OutputChannel: Sendable {
  private let streams: OutputStreams
  private let environment: [String: String]
  private let settings: SessionSettings
  private let file: ResultFile?
  private let resources: OutputResources

  /// - Parameter environment: variables such as `NO_COLOR`.
  init(
    _ streams: OutputStreams, environment: [String: String], settings: SessionSettings,
    file: ResultFile? = nil, resources: OutputResources = OutputResources()
  ) {
    self.streams = streams
    self.environment = environment
    self.settings = settings
    self.file = file
    self.resources = resources
  }

  /// Where results go now: a file, a shell command, or standard output.
  var results: OutputStream { streams.redirection ?? file?.stream ?? streams.results }

  /// The format in force for a result: the one that was chosen, that of the file's ending, or what
  /// suits the stream.
  func format(isSingle: Bool) -> OutputFormat {
    let ending = streams.isPiped ? nil : file?.format
    return settings.format ?? ending
      ?? .usual(isSingle: isSingle, isTerminal: results.isTerminal)
  }

  /// Whether amounts are written with the decimals of their currencies, which rows must tell then.
  func showsMoney(isSingle: Bool) -> Bool {
    let format = format(isSingle: isSingle)
    return format.isForPeople || (format.isDelimited && settings.money == .decimal)
  }

  /// A writer for one statement's rows in the format in force.
  /// - Parameter pager: takes the rows instead of the stream.
  func writer(_ result: ResultDescription, through pager: Pager? = nil) -> any RowWriter {
    let stream = results
    let format = format(isSingle: result.isSingle)
    var options = OutputOptions(
      isSingle: result.isSingle, columns: result.columns,
      width: stream.isTerminal ? streams.width() : nil, isTerminal: stream.isTerminal,
      palette: palette(for: stream))
    options.object = result.object
    options.title = result.title
    options.zone = settings.timeZone ?? (format.isForPeople ? resources.zone : .utc)
    (options.dates, options.money) = (settings.dates, settings.money)
    options.makeSpace = resources.makeSpace
    options.isContinued = streams.isContinued
    let writer = format.writer(into: pager ?? stream.sink, options: options)
    return streams.counter?.counting(writer) ?? writer
  }

  /// A writer for documents of which nothing more is known.
  func writer(isSingle: Bool, presenting columns: [Column]? = nil) -> any RowWriter {
    writer(ResultDescription(isSingle: isSingle, columns: columns))
  }

  /// A pager for a result that a person reads at a terminal; nil where none is to be used.
  func pager(isSingle: Bool) -> Pager? {
    let format = format(isSingle: isSingle)
    guard settings.usesPager, results.isTerminal, streams.redirection == nil,
      format.isForPeople || format == .json, let command = PagerCommand.text(environment),
      let startShell = resources.startShell
    else { return nil }
    return Pager(terminal: results.sink, height: streams.height()) { try startShell(command) }
  }

  /// Whether a person at a terminal is told how many rows a result had.
  func countsRows(isSingle: Bool) -> Bool {
    results.isTerminal && !isSingle && format(isSingle: false).isForPeople
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
  /// - Parameters:
  ///   - activity: what is being done; nil where the rows themselves show it.
  ///   - now: a clock, in seconds.
  func progress(_ activity: String? = nil, now: @escaping () -> Double) -> ProgressDisplay? {
    guard streams.messages.isTerminal, !settings.quiet else { return nil }
    return ProgressDisplay(
      stream: streams.passingMessages ?? streams.messages, width: streams.width,
      activity: activity, now: now)
  }
}

/// What is known of a result before its rows come.
struct ResultDescription {
  var isSingle: Bool
  /// Those that a `select` names.
  var columns: [Column]?
  /// What rows are that are shown whole.
  var object: ObjectType?
  /// The statement's text.
  var title: String?
}

/// What output takes from outside beside its streams.
struct OutputResources: Sendable {
  /// The zone of whoever reads.
  var zone = ClockZone.utc
  /// Space for rows that must wait.
  var makeSpace: (@Sendable () throws -> any SpillSpace)?
  var startShell: (@Sendable (String) throws(FileError) -> ShellPipe)?
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
    let (stream, status, width) = (streams.messages, streams.status, streams.width)
    // The line of progress may be shown there; it comes back by itself.
    let start = stream.isTerminal ? ProgressDisplay.clearedLine : ""
    return { notice in
      if stream.isTerminal, notice.isPassing {
        status.show(TerminalText.truncated(notice.sentence, to: max(10, width() - 1)))
      } else if !notice.isRepeated {
        stream.writeMessage(start + notice.sentence + "\n")
      }
    }
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
      let lines = ["error: \(failure.messageWithRow)"] + failure.details.map { "  = \($0)" }
      return writeMessage(TerminalText.lines(lines.joined(separator: "\n")) + "\n")
    }
    report([
      Diagnostic(
        .failed, failure.messageWithRow, at: place.span.firstLine(in: place.source),
        in: place.source,
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
