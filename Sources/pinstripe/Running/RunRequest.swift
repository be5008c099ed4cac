import AccountConfiguration
import ArgumentParser
import Console
import Diagnostics
import Execution
import JSON
import Presentation
import Prompt
import SandboxServer
import StripeSandbox

/// A run of statements as the command line asks for it, however that was read.
struct RunRequest {
  /// The statements of `-e`.
  var expressions: [String] = []
  /// A script and its arguments.
  var script: [String] = []
  /// The variables of `--set`.
  var assignments = VariableAssignments()
  var account = AccountOptions()
  var settings = SessionSettings()
  /// True if writes that cannot be undone need no confirmation.
  var isConfirmed = false
  /// True if a prompt runs the person's start-up file.
  var runsStartup = true
  /// The path of the log; nil for standard error.
  var logFile: String?
  var faults = FaultPlan()
  var billing = BillingSettings()

  /// Runs the statements, or a prompt that reads them.
  /// - Throws: `ExitCode` at the end, or `ValidationError` if the request cannot be met.
  func run() throws {
    let world = World(
      account: account, faults: faults, billing: billing, logFile: logFile,
      runsStartup: runsStartup)
    let isNamed = !expressions.isEmpty || !script.isEmpty
    if !isNamed, !settings.resumes, StandardInput.isTerminal { return try prompt(in: world) }
    let program =
      try isNamed || !settings.resumes
      ? ProgramText(expressions: expressions, script: script)
      : ProgramText(resuming: world.journals, settings.journal)
    let session = try session(
      in: world, arguments: program.arguments, variables: program.variables,
      standardInput: program.readsStandardInput ? nil : StandardInput.reader)
    let sources = program.sources
    let question = isConfirmed ? nil : TerminalQuestion()
    throw ExitCode(
      Foreground.run(
        interrupts: TerminalInterrupts.watch(),
        answering: { question?.ask($0) ?? .endOfInput },
        work: { [isAsked = question != nil] asking in
          if let failure = await session.start() { return failure }
          return await session.run(sources, confirming: isAsked ? asking : nil)
        }))
  }

  private func session(
    in world: World, arguments: [String], variables: [String: JSONValue] = [:],
    standardInput: ByteReader?
  ) throws -> Session {
    Session(
      settings: settings,
      variables: variables.merging(try assignments.values(arguments: arguments)) { $1 },
      dependencies: try world.dependencies(standardInput: standardInput))
  }

  private func prompt(in world: World) throws {
    if settings.journal != nil {
      throw ValidationError(
        "--journal requires -e or a file; at the prompt each bulk job has its own journal"
      )
    }
    let session = try session(in: world, arguments: [], standardInput: nil)
    let history = History(path: world.historyPath)
    guard let editor = LineEditor(history: history) else {
      throw ValidationError(
        "this terminal does not support line editing; pass statements with -e or a file")
    }
    let repl = REPL(
      reader: editor, delegate: session, interrupts: TerminalInterrupts.watch(),
      tools: TerminalPrograms(environment: world.environment).tools,
      size: { TerminalSize(ofDescriptor: 1) ?? .standard },
      show: { StandardStream.output.write($0) })
    throw ExitCode(repl.run())
  }
}
