import Execution
import JSON
import Logging
import Presentation
import StripeWire

/// A stream results or messages go to.
public struct OutputStream: Sendable {
  public var sink: any ByteSink
  public var isTerminal: Bool

  public init(sink: any ByteSink, isTerminal: Bool) {
    self.sink = sink
    self.isTerminal = isTerminal
  }
}

/// A transport that was opened, and how to let go of it.
public struct OpenedTransport: Sendable {
  public var transport: any Transport
  public var close: @Sendable () async -> Void

  public init(_ transport: any Transport, close: @escaping @Sendable () async -> Void = {}) {
    self.transport = transport
    self.close = close
  }
}

/// Why no transport could be opened.
public struct ConnectionProblem: Error, Sendable {
  /// One sentence without a full stop.
  public let message: String

  public init(_ message: String) {
    self.message = message
  }
}

/// The outside world as a session needs it, given by whoever starts the program or tests it.
public struct SessionSurroundings: Sendable {
  public var environment: [String: String]
  public var results: OutputStream
  public var messages: OutputStream
  /// Columns of the terminal.
  public var width: @Sendable () -> Int
  /// For `from stdin`; nil where the statements themselves come from there.
  public var standardInput: ByteReader?
  public var engine: EngineSurroundings
  /// Chooses an account: the one the options name, or the profile of that name.
  public var chooseAccount: @Sendable (_ profile: String?) throws(AccountError) -> AccountChoice
  public var configuration: @Sendable () throws(AccountError) -> Configuration?
  public var open:
    @Sendable (_ target: AccountTarget, _ timeout: Double) throws(ConnectionProblem) ->
      OpenedTransport
  /// Opens a file for writing, emptied or at its end.
  public var createFile:
    @Sendable (_ path: String, _ appends: Bool) throws(FileError) -> any ByteSink
  public var readFile: @Sendable (_ path: String) throws(FileError) -> FileText?
  /// Starts a shell command and gives its standard input; closing waits for its end.
  public var startShell: @Sendable (_ command: String) throws(FileError) -> ShellPipe
  public var historyPath: String?
  public var journals: JournalDirectory

  public init(
    environment: [String: String], results: OutputStream, messages: OutputStream,
    width: @escaping @Sendable () -> Int, standardInput: ByteReader?, engine: EngineSurroundings,
    chooseAccount: @escaping @Sendable (String?) throws(AccountError) -> AccountChoice,
    configuration: @escaping @Sendable () throws(AccountError) -> Configuration?,
    open: @escaping @Sendable (AccountTarget, Double) throws(ConnectionProblem) -> OpenedTransport,
    createFile: @escaping @Sendable (String, Bool) throws(FileError) -> any ByteSink,
    readFile: @escaping @Sendable (String) throws(FileError) -> FileText?,
    startShell: @escaping @Sendable (String) throws(FileError) -> ShellPipe,
    historyPath: String?, journals: JournalDirectory = .none
  ) {
    self.environment = environment
    self.results = results
    self.messages = messages
    self.width = width
    self.standardInput = standardInput
    self.engine = engine
    self.chooseAccount = chooseAccount
    self.configuration = configuration
    self.open = open
    self.createFile = createFile
    self.readFile = readFile
    self.startShell = startShell
    self.historyPath = historyPath
    self.journals = journals
  }
}

/// The input of a shell command that is running.
public struct ShellPipe: Sendable {
  public var sink: any ByteSink
  /// Closes the input and waits for the command's exit code.
  public var finish: @Sendable () -> Int32

  public init(sink: any ByteSink, finish: @escaping @Sendable () -> Int32) {
    self.sink = sink
    self.finish = finish
  }
}

/// The reader of the output has gone; there is nobody left to write for.
public struct ClosedOutput: Error, Sendable {
  public init() {}
}
