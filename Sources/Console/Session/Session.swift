import Analysis
import Diagnostics
import Execution
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
  let includedSources = IncludedSources()
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
  package func check(_ sources: [SourceText]) -> CheckedProgram? {
    var checked = CheckedProgram(statements: [])
    var diagnostics: [Diagnostic] = []
    includedSources.removeAll()
    var context = checkContext()
    for source in sources {
      let parsed = Parser.parse(source)
      let (program, problems) = Checker.check(parsed.program, in: context)
      // What did not parse may well be what a later statement misses: parse errors come alone.
      diagnostics +=
        parsed.diagnostics.isEmpty ? problems : parsed.diagnostics + problems.filter(\.standsAlone)
      checked.statements += program?.statements ?? []
      context.variables.formUnion(parsed.program.assignedNames)
      context.variables.formUnion(program?.statements.flatMap(\.assignedNames) ?? [])
    }
    report(diagnostics)
    return diagnostics.contains { $0.severity == .error } ? nil : checked
  }

  func checkContext() -> CheckContext {
    let readFile = surroundings.readFile
    let included = includedSources
    return CheckContext(
      catalog: catalog, variables: Set(scopes.flatMap(\.keys)),
      profiles: (try? surroundings.configuration())?.profiles.map(\.name) ?? [],
      readFile: { path, includer in
        let resolved = Self.path(path, beside: includer.name)
        guard let file = try? readFile(resolved) else { return nil }
        let source = SourceText(name: resolved, text: file.text)
        included.add(source)
        return source
      })
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

extension Diagnostic {
  /// Whether it means something even when other statements of the text could not be read.
  fileprivate var standsAlone: Bool {
    code != .unknownVariable
  }
}

extension CheckedStatement {
  /// The names that it leaves behind, those of an included file among them.
  fileprivate var assignedNames: [String] {
    switch kind {
    case .assignment(let name, _): [name]
    case .included(let statements): statements.flatMap(\.assignedNames)
    case .operation, .loop, .conditional, .assertion, .print, .use, .setting, .show, .describe,
      .explain, .testConnection, .help, .exit:
      []
    }
  }
}

extension Program {
  /// The names that `let` gives at the top level.
  fileprivate var assignedNames: [String] {
    statements.compactMap { statement in
      if case .assignment(let name, _) = statement.kind { name.text } else { nil }
    }
  }
}
