import ArgumentParser
import Console
import Execution
import Prompt

/// The `journal` subcommand: shows what the journal of a run contains, or lists the journals.
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Show which writes succeeded, failed or are unconfirmed; without FILE, list journals."
  )

  @Option(
    help: ArgumentHelp(
      "Show only writes that are done, failed, unconfirmed or not_done.", valueName: "state")
  )
  var state: [JournalEntry.State] = []
  @Option(help: "Output format: json, ndjson, table, csv, tsv, markdown or ids.")
  var format: String?
  @Argument(help: "Journal file.")
  var file: String?

  func run() throws {
    var options = try RunOptions.parse([])
    options.format = format
    let session = Session(
      settings: try options.settings(),
      dependencies: try World(options: options).dependencies(standardInput: nil))
    let (file, states) = (file, Set(state))
    throw ExitCode(
      Foreground.run(interrupts: TerminalInterrupts.watch()) {
        await session.show(journal: file, states: states)
      })
  }
}

extension JournalEntry.State: ExpressibleByArgument {}
