import AccountConfiguration
import Analysis
import Databases
import Execution
import Expressions
import StripeWire

/// The connections of a session to the outside world, which the program or a test provides.
package struct SessionDependencies: Sendable {
  /// The environment variables, by name.
  package var environment: [String: String]
  /// The streams for results and messages.
  package var streams: OutputStreams
  /// The functions that choose and open accounts.
  package var accounts: AccountDependencies
  /// The functions that open files and shell commands.
  package var files: FileDependencies
  /// Opens a database.
  /// - Throws: `DatabaseProblem` if it cannot be opened.
  package var openDatabase:
    @Sendable (_ address: ResultAddress) throws(DatabaseProblem) -> any Database = {
      address throws(DatabaseProblem) in try address.open()
    }
  /// The clock, randomness, logger and other dependencies of the engine.
  package var engine: EngineDependencies
  /// The directory of journals without a `--journal` file.
  package var journals: JournalDirectory
  /// The time zone of the system.
  package var zone: ClockZone

  /// Creates the dependencies of a session.
  package init(
    environment: [String: String], streams: OutputStreams, accounts: AccountDependencies,
    files: FileDependencies, engine: EngineDependencies, journals: JournalDirectory = .none,
    zone: ClockZone = .utc
  ) {
    self.environment = environment
    self.streams = streams
    self.accounts = accounts
    self.files = files
    self.engine = engine
    self.journals = journals
    self.zone = zone
  }

  /// Refuses to open databases.
  /// - Parameter reason: one sentence without a full stop.
  package mutating func refuseDatabases(_ reason: String) {
    openDatabase = { _ throws(DatabaseProblem) in throw DatabaseProblem(.permission, reason) }
  }
}

/// The functions that choose and open accounts.
package struct AccountDependencies: Sendable {
  /// The options that choose the account, as words of a command line.
  package var options: [String]
  /// Chooses an account: the one of the options, or that of a profile.
  /// - Throws: `AccountError` if there is no such account, or its key cannot be read.
  package var choose: @Sendable (_ profile: String?) throws(AccountError) -> AccountChoice
  /// Returns the configuration file, or nil if there is none.
  /// - Throws: `AccountError` if it cannot be read or is invalid.
  package var configuration: @Sendable () throws(AccountError) -> ConfigurationFile?
  /// Checks the profile that the options name, without reading a key.
  /// - Throws: `AccountError` if the profile does not exist.
  package var checkProfile: @Sendable () throws(AccountError) -> Void
  /// Opens an account, with a request timeout in seconds.
  /// - Throws: `ConnectionProblem` if it cannot be opened.
  package var open:
    @Sendable (_ target: AccountTarget, _ timeout: Double) throws(ConnectionProblem) ->
      OpenedTransport

  /// Creates the functions for a session.
  package init(
    options: [String] = [],
    choose: @escaping @Sendable (String?) throws(AccountError) -> AccountChoice,
    configuration: @escaping @Sendable () throws(AccountError) -> ConfigurationFile?,
    checkProfile: @escaping @Sendable () throws(AccountError) -> Void = {},
    open: @escaping @Sendable (AccountTarget, Double) throws(ConnectionProblem) -> OpenedTransport
  ) {
    self.options = options
    self.choose = choose
    self.configuration = configuration
    self.checkProfile = checkProfile
    self.open = open
  }
}

/// An open transport and the function that closes it.
package struct OpenedTransport: Sendable {
  /// Sends requests and returns responses.
  package var transport: any Transport
  /// Closes connections and releases resources.
  package var close: @Sendable () async -> Void

  /// Creates an open transport; by default, closing it does nothing.
  package init(_ transport: any Transport, close: @escaping @Sendable () async -> Void = {}) {
    self.transport = transport
    self.close = close
  }
}

/// The error of an account that cannot be opened.
package struct ConnectionProblem: Error, Sendable {
  /// The message: one sentence without a full stop.
  package let message: String

  /// Creates an error with a message.
  package init(_ message: String) {
    self.message = message
  }
}
