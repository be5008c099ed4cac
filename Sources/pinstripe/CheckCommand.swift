import ArgumentParser
import Console
import Diagnostics
import Prompt

/// The `check` subcommand: checks scripts without running them.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check scripts without running them.")

  @OptionGroup var options: RunOptions
  @Argument(help: ArgumentHelp("Scripts.", valueName: "file"))
  var files: [String]

  func run() throws {
    var isFine = true
    for path in files {
      let source = try ProgramText.read(path)
      let session = Session(
        settings: try options.settings(),
        variables: try options.assignments([]),
        dependencies: try World(options: options).dependencies(standardInput: nil))
      let code = Foreground.run(interrupts: TerminalInterrupts.watch()) {
        await session.check([source], arguments: ScriptArguments.mentioned(in: source)) == nil
          ? 2 : 0
      }
      isFine = isFine && code == 0
    }
    if !isFine { throw ExitCode(2) }
  }
}

/// The arguments that a script will be given when it runs.
enum ScriptArguments {
  /// The names of those that a script mentions, and of those before them: `1`, `2` …
  static func mentioned(in source: SourceText) -> [String] {
    let used = source.text.matches(of: /\$\{?([0-9]{1,2})/).compactMap { Int($0.output.1) }
    return (1...max(1, used.max() ?? 1)).map(String.init)
  }
}
