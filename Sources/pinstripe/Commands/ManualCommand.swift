import ArgumentParser

/// The `manual` subcommand: prints the manual page, for `man`.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page in roff, for man.",
    shouldDisplay: false)

  func run() { StandardStream.output.write(ManualPage.text) }
}
