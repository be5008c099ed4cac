import ArgumentParser
import Console

/// The `check` subcommand: checks scripts without running them.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check scripts without running them.",
    discussion: "Exits with 2 if there is an error. With -, reads standard input.")

  @Option(help: "Form of the problems: text, or a json array on standard output.")
  var format = CheckRequest.Format.text
  @OptionGroup(title: "Statements") var variables: VariableArguments
  @OptionGroup(title: "Messages and times") var display: DisplayArguments
  /// Accepted so that a command line that runs a script checks it with one more word.
  @OptionGroup(visibility: .hidden) var account: AccountArguments
  @Argument(
    help: ArgumentHelp("Scripts, or -.", valueName: "file"),
    completion: .file(extensions: ["stripe"]))
  var files: [String]

  /// The check that the command line asks for.
  var request: CheckRequest {
    get throws {
      CheckRequest(
        files: files, format: format, assignments: variables.given,
        settings: try SessionSettings(display.given), account: account.options)
    }
  }

  func run() throws { try request.run() }
}
