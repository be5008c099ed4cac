import AccountConfiguration
import Execution
import StripeCatalog
import Synchronization

/// Chooses and opens the current account when it is first needed, and keeps the engine for it. A
/// session and the iterations of its loops share one connector.
final class AccountConnector: Sendable {
  private struct Memory {
    var connection: Connection?
    var engine: (options: EngineSettings, engine: Engine)?
    /// Replaced transports, which are closed together with the current one.
    var retired: [OpenedTransport] = []

    /// All open transports.
    var transports: [OpenedTransport] { retired + (connection.map { [$0.opened] } ?? []) }
  }

  private let memory = Mutex(Memory())
  private let dependencies: SessionDependencies
  private let catalog: Catalog
  private let reporter: Reporter

  init(_ dependencies: SessionDependencies, catalog: Catalog, reporter: Reporter) {
    self.dependencies = dependencies
    self.catalog = catalog
    self.reporter = reporter
  }

  /// Returns the current account, and applies the settings of its profile.
  /// - Throws: `Failure`: exit code 2 if no account can be chosen or opened, 6 if it is refused.
  func connect(_ settings: inout SessionSettings) throws(Failure) -> Connection {
    guard let connection = memory.withLock(\.connection) else {
      return try open(
        try choose(nil, adopting: &settings), by: dependencies.accounts.options,
        timeout: settings.timeout)
    }
    let choice = connection.choice
    if settings.adoptedAccount != choice.name {
      settings.adopt(choice.settings, named: choice.name)
    }
    // The timeout of a transport cannot be changed.
    guard connection.timeout != settings.timeout, connection.canReopen else { return connection }
    var reopened = try open(choice, by: connection.options, timeout: settings.timeout)
    (reopened.account, reopened.writesConfirmed) = (connection.account, connection.writesConfirmed)
    memory.withLock { [reopened] in
      $0.retired.append(connection.opened)
      $0.connection = reopened
    }
    return reopened
  }

  /// Checks that the profile named by the options exists, before anything runs.
  /// - Throws: `Failure` if the profile does not exist or the configuration file is invalid.
  func checkProfile() throws(Failure) {
    do { try dependencies.accounts.checkProfile() } catch { throw Failure(choosing: error) }
  }

  /// Switches to another account, as `use acme` does, and closes the previous one. If the other
  /// account cannot be opened, the previous one stays in use.
  /// - Throws: `Failure` if the account cannot be chosen or opened.
  func use(profile: String, adopting settings: inout SessionSettings) async throws(Failure) {
    let choice = try choose(profile, adopting: &settings)
    let replaced = memory.withLock(\.transports)
    _ = try open(choice, by: ["--profile", profile], timeout: settings.timeout)
    // Further requests belong to another account, whose id is unknown until Stripe is asked.
    reporter.name(account: nil)
    memory.withLock { $0.retired = [] }
    for transport in replaced { await transport.close() }
  }

  /// Closes all transports.
  func close() async {
    let opened = memory.withLock { memory in
      defer { memory = Memory() }
      return memory.transports
    }
    for transport in opened { await transport.close() }
  }

  private func choose(
    _ profile: String?, adopting settings: inout SessionSettings
  ) throws(Failure) -> AccountChoice {
    do {
      let choice = try dependencies.accounts.choose(profile)
      settings.adopt(choice.settings, named: choice.name)
      let output = output(settings)
      for note in choice.notes { output.say(note) }
      return choice
    } catch {
      throw Failure(choosing: error)
    }
  }

  private func open(
    _ choice: AccountChoice, by options: [String], timeout: Double
  ) throws(Failure) -> Connection {
    do {
      let opened = try dependencies.accounts.open(choice.target, timeout)
      let connection = Connection(
        choice: choice, options: options, opened: opened, timeout: timeout)
      memory.withLock {
        $0.connection = connection
        $0.engine = nil
      }
      return connection
    } catch {
      throw Failure.outside(.input(error.message))
    }
  }

  private func output(_ settings: SessionSettings) -> OutputChannel {
    OutputChannel(
      dependencies.streams, environment: dependencies.environment, settings: settings)
  }
}

extension AccountConnector {
  /// Returns the engine for the current account and settings.
  /// - Throws: `Failure` if no account can be chosen or opened.
  func engine(_ settings: inout SessionSettings) throws(Failure) -> Engine {
    let connection = try connect(&settings)
    if let engine = engineInForce(settings) { return engine }
    let manner = EngineSettings(settings)
    var dependencies = dependencies.engine
    dependencies.log.logLevel = manner.logLevel
    dependencies.record = { [reporter] in reporter.record($0) }
    dependencies.notice = { [reporter, notice = output(settings).notice] told in
      if told.isPassing { reporter.noteWait() }
      notice(told)
    }
    let engine = Engine(
      transport: connection.opened.transport,
      options: manner.options(for: connection, standardVersion: catalog.apiVersion),
      dependencies: dependencies)
    memory.withLock { $0.engine = (manner, engine) }
    return engine
  }

  /// Returns the engine of earlier statements; nil if changed settings require a new one.
  func engineInForce(_ settings: SessionSettings) -> Engine? {
    memory.withLock { memory in
      memory.engine.flatMap { $0.options == EngineSettings(settings) ? $0.engine : nil }
    }
  }

  /// Records that a person confirmed writes by typing the name of the account.
  func confirmWrites() {
    memory.withLock { $0.connection?.writesConfirmed = true }
  }

  /// Returns the identity of the current account. Stripe is asked once per connection, before the
  /// first operation that cannot be undone.
  ///
  /// A key without permission to read the account causes a warning; the balance then shows whether
  /// the account is live.
  /// - Throws: `Failure`: exit code 4 if the key is refused, 6 if Stripe names another account than
  ///   the options or the profile.
  func confirmedAccount(_ settings: inout SessionSettings) async throws -> ConfirmedAccount {
    let connection = try connect(&settings)
    if let account = connection.account { return account }
    let question = AccountQuestion(
      engine: try engine(&settings), connection: connection, output: output(settings))
    let account = try await question.answer()
    memory.withLock { $0.connection?.account = account }
    reporter.name(account: account.id)
    return account
  }
}

extension Failure {
  /// Converts the reason why no account could be chosen.
  fileprivate init(choosing error: AccountError) {
    self = .outside(error.exitCode == 6 ? .refused("\(error)") : .input("\(error)"))
  }
}
