import ArgumentParser
import Console
import Execution
import Prompt

/// Tells what the journal of a run says, or which journals there are.
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Show what a run did, what failed and what is in doubt; without a file, the journals."
  )

  @Option(
    help: ArgumentHelp(
      "Only writes that are done, failed, in_doubt or not_done.", valueName: "state")
  )
  var state: [JournalEntry.State] = []
  @Option(help: "json, ndjson, table, csv, tsv, markdown or ids.")
  var format: String?
  @Argument(help: "The journal's file.")
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
