import ArgumentParser
import Console
import Diagnostics
import Execution
import JSON
import Presentation
import Prompt

/// The `run` subcommand: runs statements from `-e`, a script, standard input or the prompt.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run statements (the default).")

  @OptionGroup var options: RunOptions
  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("A script and its own arguments.", valueName: "file"),
    completion: .file(extensions: ["stripe"]))
  var script: [String] = []

  private var expressions: [String] { options.statements.expressions }

  func run() throws {
    let world = try World(options)
    let isNamed = !expressions.isEmpty || !script.isEmpty
    if !isNamed, !options.writes.resume, StandardInput.isTerminal { return try prompt(in: world) }
    let program =
      try isNamed || !options.writes.resume
      ? ProgramText(expressions: expressions, script: script)
      : ProgramText(resuming: world.journals, options.writes.journal)
    let session = try session(
      in: world, arguments: program.arguments, variables: program.variables,
      standardInput: program.readsStandardInput ? nil : StandardInput.reader)
    let sources = program.sources
    let question = options.writes.yes ? nil : TerminalQuestion()
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
      settings: try options.settings(),
      variables: variables.merging(
        try options.statements.variables.values(arguments: arguments)
      ) { $1 },
      dependencies: try world.dependencies(standardInput: standardInput))
  }

  private func prompt(in world: World) throws {
    if options.writes.journal != nil {
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
