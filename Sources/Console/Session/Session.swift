import Analysis
import Diagnostics
import Execution
import Expressions
import JSON
import Language
import Logging
import Planning
import Presentation
import Prompt
import StripeCatalog
import StripeWire

/// A run of statements against one account at a time: what `-e`, scripts and the prompt share.
package actor Session {
  let catalog: Catalog
  let surroundings: SessionSurroundings
  package internal(set) var settings: SessionSettings
  /// Innermost last.
  var scopes: [[String: JSONValue]]
  var connection: Connection?
  /// What has gone wrong since the run began.
  var failures = 0
  /// Whether `exit` ended the run.
  var hasExited = false
  /// Puts questions to the person at the prompt; nil where nobody is there to answer.
  var asking: Asking?
  /// Asks whoever is at the terminal before a script does what cannot be undone; nil where nobody
  /// is, or nobody is to be asked.
  var confirming: Asking?
  var reporter: Reporter
  /// Where results go while a statement is piped into a shell command.
  var pipe: ShellPipe?
  var outputFile: (path: String, sink: any ByteSink)?
  var cachedEngine: Engine?
  var recentIDs = RecentIDs()
  /// Where the run at hand notes its writes; nil where it makes none.
  var journal: RunJournal?
  /// Unix seconds at which the run at hand began: what `now` means in all of it.
  var startedAt: Int?
  /// The texts that the program at hand includes.
  var included: [SourceText] = []
  /// What is known of the variables that texts gave.
  var shapes: [String: ValueShape] = [:]
  /// Iterations of a loop that may be under way at once; more would hold back much and gain little.
  let mostIterationsAtOnce: Int
  /// Where an iteration that runs beside others writes to; nil where nobody has to wait for a turn.
  let heldOutput: HeldOutput?

  package init(
    settings: SessionSettings, variables: [String: JSONValue] = [:],
    surroundings: SessionSurroundings, catalog: Catalog = .embedded
  ) {
    self.settings = settings
    self.surroundings = surroundings
    self.catalog = catalog
    scopes = [variables]
    reporter = Reporter()
    mostIterationsAtOnce = 16
    heldOutput = nil
  }

  /// A session for one iteration of another's loop: it shares account, engine and report, knows the
  /// same names, and what it writes waits for its turn.
  init(
    iterationOf parent: isolated Session, output: HeldOutput, mostIterationsAtOnce: Int
  ) {
    var surroundings = parent.surroundings
    surroundings.results = output.stream(.results, like: parent.results)
    surroundings.messages = output.stream(.messages, like: surroundings.messages)
    self.surroundings = surroundings
    settings = parent.settings
    catalog = parent.catalog
    scopes = parent.scopes
    connection = parent.connection
    cachedEngine = parent.cachedEngine
    reporter = parent.reporter
    asking = parent.asking
    confirming = parent.confirming
    self.mostIterationsAtOnce = mostIterationsAtOnce
    heldOutput = output
  }

  /// Checks all the texts as one program and runs it; answers with the exit code.
  /// - Parameter confirming: asks before writes that cannot be undone.
  package func run(_ sources: [SourceText], confirming: Asking? = nil) async -> Int32 {
    self.confirming = confirming
    guard let program = check(sources) else { return 2 }
    let code = await run(program, of: sources)
    await close()
    return code
  }

  /// The checked program of all the texts together, or nil after reporting what is wrong.
  /// - Parameter arguments: Names of variables that will have values when the program runs.
  package func check(_ sources: [SourceText], arguments: [String] = []) -> CheckedProgram? {
    var context = checkContext()
    for name in arguments where context.variables[name] == nil {
      context.variables[name] = VariableBinding(.text)
    }
    return take(Compiler.compile(sources, context))
  }

  /// Reports what a compilation found and remembers what it learned of variables.
  func take(_ compilation: Compilation) -> CheckedProgram? {
    report(compilation.diagnostics)
    guard let program = compilation.program else { return nil }
    included = compilation.included
    shapes = compilation.variables.mapValues(\.shape)
    return program
  }

  func checkContext() -> CheckContext {
    let readFile = surroundings.readFile
    return CheckContext(
      catalog: catalog, variables: knownVariables,
      profiles: (try? surroundings.configuration())?.profiles.map(\.name) ?? [],
      readFile: { path, includer in
        let resolved = Self.path(path, beside: includer.name)
        guard let file = try? readFile(resolved) else { return nil }
        return SourceText(name: resolved, text: file.text)
      })
  }

  /// The variables that have values, with what earlier texts taught of them.
  private var knownVariables: [String: VariableBinding] {
    scopes.reduce(into: [:]) { known, scope in
      for (name, value) in scope {
        known[name] = shapes[name].map { VariableBinding($0) } ?? .known(value)
      }
    }
  }

  /// A file that another names stands beside it.
  private static func path(_ path: String, beside includer: String) -> String {
    guard !path.hasPrefix("/"), let slash = includer.lastIndex(of: "/") else { return path }
    return includer[...slash] + path
  }

  /// Lets go of the account and of every open file.
  package func close() async {
    if let connection { await connection.opened.close() }
    connection = nil
    cachedEngine = nil
    try? outputFile?.sink.flush()
    if let problem = reporter.flush() { writeMessage("warning: \(problem)\n") }
  }
}
