import Analysis
import ArgumentParser
import Console
import Diagnostics
import JSON
import Presentation
import Prompt

/// The `check` subcommand: checks scripts without running them.
struct CheckCommand: ParsableCommand {
  /// The form of what a check finds.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// The lines of the script with carets below them, on standard error.
    case text
    /// One array of objects on standard output, for programs.
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check scripts without running them.",
    discussion: "Exits with 2 if there is an error. With -, reads standard input.")

  @Option(help: "Form of the problems: text, or a json array on standard output.")
  var format = Format.text
  @OptionGroup(title: "Statements") var variables: VariableArguments
  @OptionGroup(title: "Messages and times") var display: DisplayArguments
  /// Accepted so that a command line that runs a script checks it with one more word.
  @OptionGroup(visibility: .hidden) var account: AccountArguments
  @Argument(
    help: ArgumentHelp("Scripts, or -.", valueName: "file"),
    completion: .file(extensions: ["stripe"]))
  var files: [String]

  func run() throws {
    let settings = try SessionSettings(display.given)
    let world = World(account: account.options)
    var found: [Diagnostic] = []
    for path in files {
      let source = try path == "-" ? StandardInput.source() : ProgramText.read(path)
      let session = Session(
        settings: settings, variables: try variables.given.values(),
        dependencies: try world.dependencies(standardInput: nil))
      let isReported = format == .text
      found += Foreground.value {
        await session.diagnostics(
          of: [source], arguments: ScriptArguments.mentioned(in: source), reporting: isReported)
      }
    }
    if format == .json {
      let documents = found.map(DiagnosticRenderer.json)
      StandardStream.output.write(JSONValue.array(documents).compact + "\n")
    }
    if found.contains(where: { $0.severity == .error }) { throw ExitCode(2) }
  }
}
