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
  @Option(
    name: .short, help: ArgumentHelp("Statements to run; may be repeated.", valueName: "statements")
  )
  var execute: [String] = []
  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("A script and its own arguments.", valueName: "file"))
  var script: [String] = []

  func run() throws {
    let isNamed = !execute.isEmpty || !script.isEmpty
    if !isNamed, !options.resume, StandardInput.isTerminal { return try prompt() }
    let program =
      try isNamed || !options.resume
      ? ProgramText(expressions: execute, script: script)
      : ProgramText(resuming: World(options: options).journals, options.journal)
    let session = try session(
      arguments: program.arguments, variables: program.variables,
      standardInput: program.readsStandardInput ? nil : StandardInput.reader)
    let sources = program.sources
    let question = options.yes ? nil : TerminalQuestion()
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
    arguments: [String], variables: [String: JSONValue] = [:], standardInput: ByteReader?
  ) throws -> Session {
    Session(
      settings: try options.settings(),
      variables: variables.merging(try options.assignments(arguments)) { $1 },
      dependencies: try World(options: options).dependencies(standardInput: standardInput))
  }

  private func prompt() throws {
    if options.journal != nil {
      throw ValidationError(
        "--journal requires -e or a file; at the prompt each bulk job has its own journal"
      )
    }
    let session = try session(arguments: [], standardInput: nil)
    let history = History(path: World(options: options).historyPath)
    guard let editor = LineEditor(history: history) else {
      throw ValidationError(
        "this terminal does not support line editing; pass statements with -e or a file")
    }
    let repl = REPL(
      reader: editor, delegate: session, interrupts: TerminalInterrupts.watch(),
      size: { TerminalSize(ofDescriptor: 1) ?? .standard },
      show: { StandardStream.output.write($0) })
    throw ExitCode(repl.run())
  }
}
