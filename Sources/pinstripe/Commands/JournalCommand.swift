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
  @OptionGroup(title: "Results") var results: ResultArguments
  @OptionGroup(title: "Messages and times") var display: DisplayArguments
  @Argument(help: "Journal file.", completion: .file())
  var file: String?

  func run() throws {
    let session = Session(
      settings: try SessionSettings(results.given + display.given),
      dependencies: try World().dependencies(standardInput: nil))
    let (file, states) = (file, Set(state))
    throw ExitCode(
      Foreground.run(interrupts: TerminalInterrupts.watch()) {
        await session.show(journal: file, states: states)
      })
  }
}

extension JournalEntry.State: ExpressibleByArgument {}
