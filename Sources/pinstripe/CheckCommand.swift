import ArgumentParser
import Console
import Diagnostics
import Expressions
import Prompt

/// Checks scripts; nothing of them is run.
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
        variables: try options.assignments(ScriptArguments.stand(in: source)),
        surroundings: try World(options: options).surroundings(standardInput: nil))
      let code = Foreground.run(interrupts: TerminalInterrupts.watch()) {
        await session.check([source]) == nil ? 2 : 0
      }
      isFine = isFine && code == 0
    }
    if !isFine { throw ExitCode(2) }
  }
}

/// Arguments that a script is checked with: it will be given them when it runs.
enum ScriptArguments {
  /// What stands for each `$1`, `$2` … that the script mentions: its own name, as plans show it.
  static func stand(in source: SourceText) -> [String] {
    let used = source.text.matches(of: /\$\{?([0-9]{1,2})/).compactMap { Int($0.output.1) }
    return (0..<(used.max() ?? 0)).map { Placeholder.text("\($0 + 1)") }
  }
}
