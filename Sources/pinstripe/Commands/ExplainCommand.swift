import Analysis
import ArgumentParser
import Console
import Prompt

/// The `explain` subcommand: prints the plans of statements without sending anything.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show the plans of statements without running them.")

  @OptionGroup(title: "Statements") var statements: StatementArguments
  @OptionGroup(title: "Account") var account: AccountArguments
  @OptionGroup(title: "Results") var results: ResultArguments
  @OptionGroup(title: "Messages and times") var display: DisplayArguments
  @OptionGroup(title: "Requests") var requests: RequestArguments
  @Argument(
    help: ArgumentHelp("A script.", valueName: "file"),
    completion: .file(extensions: ["stripe"]))
  var script: [String] = []

  func run() throws {
    let program = try ProgramText(expressions: statements.expressions, script: script)
    let mentioned = program.sources.flatMap { ScriptArguments.mentioned(in: $0) }
    let session = Session(
      settings: try SessionSettings(results.given + display.given + requests.given),
      variables: try statements.variables.given.values(arguments: program.arguments),
      dependencies: try World(account: account.options).dependencies(standardInput: nil))
    let sources = program.sources
    throw ExitCode(
      Foreground.run(interrupts: TerminalInterrupts.watch()) {
        guard let checked = await session.check(sources, arguments: mentioned) else { return 2 }
        return await session.explain(checked)
      })
  }
}
