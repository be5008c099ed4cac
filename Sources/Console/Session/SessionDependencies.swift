import AccountConfiguration
import Execution
import Expressions
import StripeWire

/// The outside world as a session needs it, given by whoever starts the program or tests it.
package struct SessionDependencies: Sendable {
  package var environment: [String: String]
  package var streams: OutputStreams
  package var accounts: AccountDependencies
  package var files: FileDependencies
  package var engine: EngineSurroundings
  package var journals: JournalDirectory
  /// The zone that the system's clock is set to.
  package var zone: ClockZone

  package init(
    environment: [String: String], streams: OutputStreams, accounts: AccountDependencies,
    files: FileDependencies, engine: EngineSurroundings, journals: JournalDirectory = .none,
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
}

/// How accounts are chosen and opened.
package struct AccountDependencies: Sendable {
  /// The options that choose the account, as words of a command line.
  package var options: [String]
  /// Chooses an account: the one the options name, or the profile of that name.
  package var choose: @Sendable (_ profile: String?) throws(AccountError) -> AccountChoice
  package var configuration: @Sendable () throws(AccountError) -> ConfigurationFile?
  /// Throws where the options name a profile that is not there; asks for no key.
  package var checkProfile: @Sendable () throws(AccountError) -> Void
  /// Opens an account; the timeout is in seconds.
  package var open:
    @Sendable (_ target: AccountTarget, _ timeout: Double) throws(ConnectionProblem) ->
      OpenedTransport

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
