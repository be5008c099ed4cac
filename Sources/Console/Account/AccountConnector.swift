import AccountConfiguration
import Execution
import StripeCatalog
import Synchronization

/// Chooses and opens the account in force, at first need, and keeps the engine that talks to it.
/// A session and the iterations of its loops share one.
final class AccountConnector: Sendable {
  private struct Memory {
    var connection: Connection?
    var engine: (options: EngineManner, engine: Engine)?
    /// Transports that were replaced, to be closed with the last one.
    var retired: [OpenedTransport] = []

    /// All that are open.
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

  /// The account in force; the settings take what its profile chose.
  /// - Throws: `Failure`: exit code 2 where none can be chosen or opened, 6 where it is refused.
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
    // A transport keeps its timeout for life.
    guard connection.timeout != settings.timeout, connection.canReopen else { return connection }
    var reopened = try open(choice, by: connection.options, timeout: settings.timeout)
    (reopened.account, reopened.writesConfirmed) = (connection.account, connection.writesConfirmed)
    memory.withLock { [reopened] in
      $0.retired.append(connection.opened)
      $0.connection = reopened
    }
    return reopened
  }

  /// Looks for the profile that the options name, before anything runs.
  func checkProfile() throws(Failure) {
    do { try dependencies.accounts.checkProfile() } catch { throw Failure(choosing: error) }
  }

  /// `use acme`: takes another account and lets go of the one in force, which stays where the other
  /// cannot be opened.
  func use(profile: String, adopting settings: inout SessionSettings) async throws(Failure) {
    let choice = try choose(profile, adopting: &settings)
    let replaced = memory.withLock(\.transports)
    _ = try open(choice, by: ["--profile", profile], timeout: settings.timeout)
    // What follows is of another account, unnamed until it is asked for.
    reporter.name(account: nil)
    memory.withLock { $0.retired = [] }
    for transport in replaced { await transport.close() }
  }

  /// Lets go of the account.
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
  /// The engine for the account and the settings in force.
  func engine(_ settings: inout SessionSettings) throws(Failure) -> Engine {
    let connection = try connect(&settings)
    if let engine = engineInForce(settings) { return engine }
    let manner = EngineManner(settings)
    var surroundings = dependencies.engine
    surroundings.log.logLevel = manner.logLevel
    surroundings.record = { [reporter] in reporter.record($0) }
    surroundings.notice = { [reporter, notice = output(settings).notice] told in
      if told.isPassing { reporter.noteWait() }
      notice(told)
    }
    let engine = Engine(
      transport: connection.opened.transport,
      options: manner.options(for: connection, standardVersion: catalog.apiVersion),
      surroundings: surroundings)
    memory.withLock { $0.engine = (manner, engine) }
    return engine
  }

  /// The engine that earlier statements talked through; nil where the next one gets another.
  func engineInForce(_ settings: SessionSettings) -> Engine? {
    memory.withLock { memory in
      memory.engine.flatMap { $0.options == EngineManner(settings) ? $0.engine : nil }
    }
  }

  /// Remembers that a person typed the account's name, and so meant it.
  func confirmWrites() {
    memory.withLock { $0.connection?.writesConfirmed = true }
  }

  /// The account in force, asked for once for each connection, before the first thing that cannot
  /// be undone.
  ///
  /// A key that may not read the account is no reason to stop: that is said, and the balance asked
  /// whether it is live.
  /// - Throws: `Failure`: exit code 4 where the key is refused, 6 where Stripe names another
  ///   account than the options or the profile.
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
  /// Why no account could be chosen.
  fileprivate init(choosing error: AccountError) {
    self = .outside(error.exitCode == 6 ? .refused("\(error)") : .input("\(error)"))
  }
}
