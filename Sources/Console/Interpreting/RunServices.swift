import Execution
import Expressions
import Planning
import Prompt
import StripeCatalog

/// The collaborators of a run: who connects, writes, notes and asks on behalf of its statements.
struct RunServices: Sendable {
  let catalog: Catalog
  let dependencies: SessionDependencies
  let account: AccountConnector
  let reporter: Reporter
  var streams: OutputStreams
  /// Where the run notes its writes; nil where it makes none.
  var journal: JournalKeeper?
  /// Puts questions to the person at the prompt; nil where there is none to answer.
  var asking: Asking?
  /// Asks whoever is at the terminal before a script does what cannot be undone; nil where there is
  /// none to answer, or none to be asked.
  var confirming: Asking?
  /// Iterations of a loop that may be under way at once; more would hold back much and gain little.
  var maxConcurrentIterations = 16

  init(
    catalog: Catalog, dependencies: SessionDependencies, account: AccountConnector,
    reporter: Reporter
  ) {
    self.catalog = catalog
    self.dependencies = dependencies
    self.account = account
    self.reporter = reporter
    streams = dependencies.streams
  }

  func output(_ state: SessionState) -> OutputChannel {
    OutputChannel(
      streams, environment: dependencies.environment, settings: state.settings,
      file: state.resultFile, resources: resources)
  }

  private var resources: OutputResources {
    let directory = dependencies.engine.temporaryDirectory
    return OutputResources(
      zone: dependencies.zone, makeSpace: { try TemporaryFile(in: directory) },
      startShell: dependencies.files.startShell)
  }

  /// Where answers about the session and the language go: at the prompt to the person who asked, as
  /// a file that `output` names is for results.
  func informing(_ state: SessionState) -> OutputChannel {
    guard asking != nil else { return output(state) }
    return OutputChannel(streams, environment: dependencies.environment, settings: state.settings)
  }

  /// Asks whose account it is where a journal or a report of writes must say it before the first.
  func nameAccount(in state: inout SessionState) async throws {
    if let journal, journal.isResumed || state.settings.journal != nil {
      try await writeGuard.checkOwner(in: &state)
    }
    try await nameReportedAccount(in: &state)
  }

  /// Asks whose account it is where a report of writes is kept, so that the report names it.
  private func nameReportedAccount(in state: inout SessionState) async throws {
    guard state.settings.report != nil, !state.settings.dryRun,
      try account.connect(&state.settings).stripe != nil
    else { return }
    try journal?.note(try await account.confirmedAccount(&state.settings))
  }

  var writeGuard: WriteGuard {
    WriteGuard(account: account, journal: journal, asking: asking, confirming: confirming)
  }

  func bindings(_ state: SessionState) -> Bindings {
    // Who types sees local times, and means local days; a script means the same everywhere.
    let zone = state.settings.timeZone ?? (asking == nil ? .utc : dependencies.zone)
    return state.bindings(environment: dependencies.environment, zone: zone)
  }
}
