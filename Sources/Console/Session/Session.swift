import Analysis
import Diagnostics
import Execution
import JSON
import Prompt
import StripeCatalog

/// A session that runs statements against one account at a time, for `-e`, scripts and the prompt.
package actor Session {
  let services: RunServices
  var state: SessionState

  /// Creates a session; no account is opened yet.
  /// - Parameter variables: the values of variables that exist from the start, by name.
  package init(
    settings: SessionSettings, variables: [String: JSONValue] = [:],
    dependencies: SessionDependencies, catalog: Catalog = .embedded
  ) {
    let reporter = Reporter()
    services = RunServices(
      catalog: catalog, dependencies: dependencies,
      account: AccountConnector(dependencies, catalog: catalog, reporter: reporter),
      reporter: reporter)
    state = SessionState(
      settings: settings, variables: variables, startedAt: Int(dependencies.engine.now()))
  }

  var output: OutputChannel { services.output(state) }

  /// Checks the profile that the options name, and opens the files that they name.
  /// - Returns: nil, or the exit code after an error has been reported.
  package func start() -> Int32? {
    do {
      try services.account.checkProfile()
      try SettingChanger(services: services).startFiles(in: &state)
      return nil
    } catch {
      output.report(error)
      return error.exitCode
    }
  }

  /// Checks all texts as one program, runs it, and closes the session.
  /// - Parameter confirming: asks for confirmation of irreversible writes; nil without a terminal.
  /// - Returns: the exit code.
  package func run(_ sources: [SourceText], confirming: Asking? = nil) async -> Int32 {
    guard let loaded = check(sources) else { return 2 }
    var services = services
    services.confirming = confirming
    let code = await run(loaded, with: services)
    await close()
    return code
  }

  func run(_ loaded: LoadedProgram, with services: RunServices) async -> Int32 {
    var runner = ProgramRunner(services: services)
    var state = state
    let code = await runner.run(loaded, in: &state)
    self.state = state
    return code
  }

  /// Returns the checked program of all texts together, or nil after reporting errors.
  /// - Parameter arguments: the names of variables that will have values when the program runs.
  package func check(_ sources: [SourceText], arguments: [String] = []) -> LoadedProgram? {
    let (loaded, diagnostics) = loader(arguments: arguments).load(sources)
    output.report(diagnostics)
    return loaded
  }

  /// Returns all that a check of the texts together finds: errors and warnings.
  /// - Parameters:
  ///   - arguments: the names of variables that will have values when the program runs.
  ///   - isReported: true to print what is found, too.
  package func diagnostics(
    of sources: [SourceText], arguments: [String], reporting isReported: Bool
  ) -> [Diagnostic] {
    let found = loader(arguments: arguments).load(sources).diagnostics
    if isReported { output.report(found) }
    return found
  }

  func loader(arguments: [String] = []) -> ProgramLoader {
    let declared = arguments.map { ($0, VariableBinding(.text)) }
    return ProgramLoader(
      catalog: services.catalog, dependencies: services.dependencies,
      variables: state.knownVariables.merging(declared) { present, _ in present })
  }

  /// Prints the plans of a program.
  /// - Returns: the exit code.
  package func explain(_ loaded: LoadedProgram) -> Int32 {
    Explainer(services: services, state: state).explain(loaded.program)
  }

  /// Prints the writes that a journal contains.
  /// - Parameters:
  ///   - path: the file of the journal; nil for a list of all that can be resumed.
  ///   - states: the states to print; empty for all.
  /// - Returns: the exit code.
  package func show(journal path: String?, states: Set<JournalEntry.State>) -> Int32 {
    JournalReport(directory: services.dependencies.journals, output: output)
      .show(path, states: states)
  }

  /// Closes the account and all open files.
  package func close() async {
    await services.account.close()
    try? state.resultFile?.sink.flush()
    if let problem = services.reporter.flush() { output.warn(problem) }
  }
}
