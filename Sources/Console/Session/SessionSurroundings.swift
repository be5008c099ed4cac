import AccountConfiguration
import Execution
import JSON
import Logging
import Presentation
import StripeWire

/// A stream results or messages go to.
package struct OutputStream: Sendable {
  package var sink: any ByteSink
  package var isTerminal: Bool

  package init(sink: any ByteSink, isTerminal: Bool) {
    self.sink = sink
    self.isTerminal = isTerminal
  }
}

/// A transport that was opened, and how to let go of it.
package struct OpenedTransport: Sendable {
  package var transport: any Transport
  package var close: @Sendable () async -> Void

  package init(_ transport: any Transport, close: @escaping @Sendable () async -> Void = {}) {
    self.transport = transport
    self.close = close
  }
}

/// Why no transport could be opened.
package struct ConnectionProblem: Error, Sendable {
  /// One sentence without a full stop.
  package let message: String

  package init(_ message: String) {
    self.message = message
  }
}

/// The outside world as a session needs it, given by whoever starts the program or tests it.
package struct SessionSurroundings: Sendable {
  package var environment: [String: String]
  package var results: OutputStream
  package var messages: OutputStream
  /// Columns of the terminal.
  package var width: @Sendable () -> Int
  /// For `from stdin`; nil where the statements themselves come from there.
  package var standardInput: ByteReader?
  package var engine: EngineSurroundings
  /// Chooses an account: the one the options name, or the profile of that name.
  package var chooseAccount: @Sendable (_ profile: String?) throws(AccountError) -> AccountChoice
  package var configuration: @Sendable () throws(AccountError) -> ConfigurationFile?
  package var open:
    @Sendable (_ target: AccountTarget, _ timeout: Double) throws(ConnectionProblem) ->
      OpenedTransport
  /// Opens a file for writing, emptied or at its end.
  package var createFile:
    @Sendable (_ path: String, _ appends: Bool) throws(FileError) -> any ByteSink
  package var readFile: @Sendable (_ path: String) throws(FileError) -> FileText?
  /// Starts a shell command and gives its standard input; closing waits for its end.
  package var startShell: @Sendable (_ command: String) throws(FileError) -> ShellPipe
  package var historyPath: String?
  package var journals: JournalDirectory

  package init(
    environment: [String: String], results: OutputStream, messages: OutputStream,
    width: @escaping @Sendable () -> Int, standardInput: ByteReader?, engine: EngineSurroundings,
    chooseAccount: @escaping @Sendable (String?) throws(AccountError) -> AccountChoice,
    configuration: @escaping @Sendable () throws(AccountError) -> ConfigurationFile?,
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
package struct ShellPipe: Sendable {
  package var sink: any ByteSink
  /// Closes the input and waits for the command's exit code.
  package var finish: @Sendable () -> Int32

  package init(sink: any ByteSink, finish: @escaping @Sendable () -> Int32) {
    self.sink = sink
    self.finish = finish
  }
}

/// The reader of the output has gone; there is nobody left to write for.
package struct ClosedOutput: Error, Sendable {
  package init() {}
}
