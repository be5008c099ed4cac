import ArgumentParser
import Console
import Prompt

/// Shows the plans of statements; nothing is sent.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show what statements would request.")

  @OptionGroup var options: RunOptions
  @Option(name: .short, help: ArgumentHelp("Statements; may be repeated.", valueName: "statements"))
  var execute: [String] = []
  @Argument(help: ArgumentHelp("A script.", valueName: "file"))
  var script: [String] = []

  func run() throws {
    let program = try ProgramText(expressions: execute, script: script)
    let stand = program.sources.flatMap { ScriptArguments.stand(in: $0) }
    let arguments = program.arguments.isEmpty ? stand : program.arguments
    let session = Session(
      settings: try options.settings(), variables: try options.assignments(arguments),
      dependencies: try World(options: options).dependencies(standardInput: nil))
    let sources = program.sources
    throw ExitCode(
      Foreground.run(interrupts: TerminalInterrupts.watch()) {
        guard let checked = await session.check(sources) else { return 2 }
        return await session.explain(checked)
      })
  }
}
