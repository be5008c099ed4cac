import Execution
import Expressions
import Planning
import Prompt
import StripeCatalog

/// The services that the statements of a run use: account, output, report, journal and questions.
struct RunServices: Sendable {
  let catalog: Catalog
  let dependencies: SessionDependencies
  let account: AccountConnector
  let reporter: Reporter
  var streams: OutputStreams
  /// The journal of the run's writes; nil for a run that does not write.
  var journal: JournalKeeper?
  /// Asks the person at the prompt; nil without a prompt.
  var asking: Asking?
  /// Asks for confirmation at the terminal before a script makes irreversible writes; nil if there
  /// is no terminal or no confirmation is required.
  var confirming: Asking?
  /// True if results that are longer than the screen go to a pager at the prompt.
  var usesPager = true
  /// The maximum number of concurrent iterations of a loop. More would buffer much output for
  /// little gain.
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

  /// Returns the output for information about the session and the language. At the prompt it is the
  /// terminal, since the file that `output` names is for results.
  func informing(_ state: SessionState) -> OutputChannel {
    guard asking != nil else { return output(state) }
    return OutputChannel(streams, environment: dependencies.environment, settings: state.settings)
  }

  /// Identifies the account if a journal or a report must name it before the first write.
  /// - Throws: `Failure` if a request fails, or if the account is not that of the journal.
  func nameAccount(in state: inout SessionState) async throws {
    if let journal, journal.isResumed || state.settings.journal != nil {
      try await writeGuard.checkOwner(in: &state)
    }
    try await nameReportedAccount(in: &state)
  }

  /// Identifies the account if there is a report of writes, which names it.
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
    // At the prompt, dates follow the local time zone that the person sees; a script must mean the
    // same everywhere, so its default is UTC.
    let zone = state.settings.timeZone ?? (asking == nil ? .utc : dependencies.zone)
    return state.bindings(environment: dependencies.environment, zone: zone)
  }
}
