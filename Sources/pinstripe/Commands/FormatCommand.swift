import ArgumentParser

/// The `format` subcommand: rewrites scripts in the canonical layout.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Rewrite scripts in the canonical layout.",
    discussion: "With -, reads standard input and prints the result.")

  @Flag(help: "Do not write; list files that would change and exit with 1.")
  var check = false
  @Argument(
    help: ArgumentHelp("Scripts, or -.", valueName: "file"),
    completion: .file(extensions: ["stripe"]))
  var files: [String]

  /// The formatting that the command line asks for.
  var request: FormatRequest { FormatRequest(files: files, checksOnly: check) }

  func run() throws { try request.run() }
}
