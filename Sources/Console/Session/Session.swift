import Analysis
import Diagnostics
import Execution
import JSON
import Prompt
import StripeCatalog

/// A run of statements against one account at a time: what `-e`, scripts and the prompt share.
package actor Session {
  let services: RunServices
  var state: SessionState

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

  /// Looks for the profile that options name, and opens the files that they name.
  /// - Returns: nil, or the exit code after reporting what is wrong.
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

  /// Checks all the texts as one program and runs it; answers with the exit code.
  /// - Parameter confirming: asks before writes that cannot be undone.
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

  /// The checked program of all the texts together, or nil after reporting what is wrong.
  /// - Parameter arguments: Names of variables that will have values when the program runs.
  package func check(_ sources: [SourceText], arguments: [String] = []) -> LoadedProgram? {
    let (loaded, diagnostics) = loader(arguments: arguments).load(sources)
    output.report(diagnostics)
    return loaded
  }

  func loader(arguments: [String] = []) -> ProgramLoader {
    let declared = arguments.map { ($0, VariableBinding(.text)) }
    return ProgramLoader(
      catalog: services.catalog, dependencies: services.dependencies,
      variables: state.knownVariables.merging(declared) { present, _ in present })
  }

  /// Prints the plans of a whole program; answers with the exit code.
  package func explain(_ loaded: LoadedProgram) -> Int32 {
    Explainer(services: services, state: state).explain(loaded.program)
  }

  /// Prints what a run wrote, as its journal has it; answers with the exit code.
  /// - Parameters:
  ///   - path: the journal's file; nil for a list of all that wait to be gone on with.
  ///   - states: the writes to print; all where it is empty.
  package func show(journal path: String?, states: Set<JournalEntry.State>) -> Int32 {
    JournalReport(directory: services.dependencies.journals, output: output)
      .show(path, states: states)
  }

  /// Lets go of the account and of every open file.
  package func close() async {
    await services.account.close()
    try? state.resultFile?.sink.flush()
    if let problem = services.reporter.flush() { output.writeMessage("warning: \(problem)\n") }
  }
}
