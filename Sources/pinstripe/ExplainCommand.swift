import ArgumentParser
import Console
import Prompt

/// The `explain` subcommand: prints the plans of statements without sending anything.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show the plans of statements without running them.")

  @OptionGroup var options: RunOptions
  @Option(name: .short, help: ArgumentHelp("Statements; may be repeated.", valueName: "statements"))
  var execute: [String] = []
  @Argument(help: ArgumentHelp("A script.", valueName: "file"))
  var script: [String] = []

  func run() throws {
    let program = try ProgramText(expressions: execute, script: script)
    let mentioned = program.sources.flatMap { ScriptArguments.mentioned(in: $0) }
    let session = Session(
      settings: try options.settings(), variables: try options.assignments(program.arguments),
      dependencies: try World(options: options).dependencies(standardInput: nil))
    let sources = program.sources
    throw ExitCode(
      Foreground.run(interrupts: TerminalInterrupts.watch()) {
        guard let checked = await session.check(sources, arguments: mentioned) else { return 2 }
        return await session.explain(checked)
      })
  }
}
