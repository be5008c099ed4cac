import ArgumentParser

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

  /// The run that the command line asks for.
  var request: RunRequest {
    get throws { try options.request(script: script) }
  }

  func run() throws { try request.run() }
}
