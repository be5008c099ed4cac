import AccountConfiguration
import Diagnostics
import Execution
import Expressions
import JSON
import Planning
import Presentation
import Redaction
import StripeCatalog

/// The output of results and messages, formatted according to the current settings.
struct OutputChannel: Sendable {
  let streams: OutputStreams
  private let environment: [String: String]
  let settings: SessionSettings
  private let file: ResultFile?
  private let resources: OutputResources

  /// Creates the output of a session or an iteration.
  /// - Parameters:
  ///   - environment: the environment variables, such as `NO_COLOR`.
  ///   - file: the file that `output` names; nil for standard output.
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

  /// The current destination of results: a file, a shell command, or standard output.
  var results: OutputStream { streams.redirection ?? file?.stream ?? streams.results }

  /// Returns the format of a result: the chosen one, that of the file's extension, or the default
  /// of the stream.
  func format(isSingle: Bool) -> OutputFormat {
    let ending = streams.isPiped ? nil : file?.format
    return settings.format ?? ending
      ?? .usual(isSingle: isSingle, isTerminal: results.isTerminal)
  }

  /// Returns true if amounts are written with the decimals of their currencies, so that each row
  /// must contain its currency.
  func showsMoney(isSingle: Bool) -> Bool {
    let format = format(isSingle: isSingle)
    return format.isForPeople || (format.isDelimited && settings.money == .decimal)
  }

  /// Returns a writer for the rows of one statement, in the current format.
  /// - Parameter pager: the destination of the rows instead of the stream.
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

  /// Returns a writer for documents about which nothing else is known.
  func writer(isSingle: Bool, presenting columns: [Column]? = nil) -> any RowWriter {
    writer(ResultDescription(isSingle: isSingle, columns: columns))
  }

  /// Returns a pager for a result on a terminal; nil if none is to be used.
  func pager(isSingle: Bool) -> Pager? {
    let format = format(isSingle: isSingle)
    guard settings.usesPager, results.isTerminal, streams.redirection == nil,
      format.isForPeople || format == .json, let command = PagerCommand.text(environment),
      let startShell = resources.startShell
    else { return nil }
    return Pager(terminal: results.sink, height: streams.height()) { try startShell(command) }
  }

  /// Returns true if the number of rows is printed after the result, for a person at a terminal.
  func countsRows(isSingle: Bool) -> Bool {
    results.isTerminal && !isSingle && format(isSingle: false).isForPeople
  }

  func palette(for stream: OutputStream) -> Palette {
    settings.color.palette(isTerminal: stream.isTerminal, environment: environment)
  }

  /// Writes generated documents as rows; the members of the first one are the columns.
  /// - Throws: the error of the output.
  func show(_ documents: [JSONValue], isSingle: Bool = false) throws {
    let keys = documents.first?.object?.keys
    var writer = writer(isSingle: isSingle, presenting: keys?.map { Column(member: $0) })
    for document in documents { try writer.write(.computed(document)) }
    try finish(&writer)
  }

  /// Finishes the rows of a statement, and prints the writer's warnings.
  /// - Throws: the error of the output.
  func finish(_ writer: inout any RowWriter) throws {
    try writer.finish()
    for warning in writer.warnings { say(warning) }
  }

  /// Writes text to the results, with a line end.
  /// - Throws: the error of the output.
  func printText(_ text: String) throws {
    let stream = results
    let shown = stream.isTerminal ? TerminalText.lines(text) : text
    try stream.sink.write(Array((shown + "\n").utf8))
    try stream.sink.flush()
  }

  /// Writes a document as one line of JSON in every format, with secrets masked.
  /// - Throws: the error of the output.
  func printLine(_ document: JSONValue) throws {
    var lines = DocumentLines(results.sink)
    try lines.append(document)
    try lines.finish()
  }

  /// Returns a writer of many such lines.
  func documentLines() -> DocumentLines { DocumentLines(results.sink) }

  /// Returns a place for output that waits until it is known whether it may be shown.
  func heldOutput() -> HeldOutput { HeldOutput(makeSpace: resources.makeSpace) }

  /// Returns a progress display for a statement; nil if messages do not go to a terminal.
  /// - Parameters:
  ///   - activity: the activity to show; nil if the rows themselves show it.
  ///   - now: a clock, in seconds.
  func progress(_ activity: String? = nil, now: @escaping () -> Double) -> ProgressDisplay? {
    guard streams.messages.isTerminal, !settings.quiet, settings.errorFormat == .text else {
      return nil
    }
    return ProgressDisplay(
      stream: streams.passingMessages ?? streams.messages, width: streams.width,
      activity: activity, now: now)
  }
}

/// The properties of a result that are known before its rows.
struct ResultDescription {
  var isSingle: Bool
  /// The columns that `select` names; nil for whole rows.
  var columns: [Column]?
  /// The type of whole rows; nil if the catalog does not know it.
  var object: ObjectType?
  /// The text of the statement.
  var title: String?
}

/// The resources that output needs besides its streams.
struct OutputResources: Sendable {
  /// The local time zone of the reader.
  var zone = ClockZone.utc
  /// Space for rows that must wait.
  var makeSpace: (@Sendable () throws -> any SpillSpace)?
  var startShell: (@Sendable (String) throws(FileError) -> ShellPipe)?
}
