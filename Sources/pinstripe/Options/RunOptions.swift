import ArgumentParser
import Console

/// The options of the subcommand that runs statements, grouped as `--help` shows them.
struct RunOptions: ParsableArguments {
  @OptionGroup(title: "Statements") var statements: StatementArguments
  @OptionGroup(title: "Account") var account: AccountArguments
  @OptionGroup(title: "Writes") var writes: WriteArguments
  @OptionGroup(title: "Results") var results: ResultArguments
  @OptionGroup(title: "Messages and times") var display: DisplayArguments
  @OptionGroup(title: "Requests") var requests: RequestArguments
  @OptionGroup(title: "Reports and logs") var records: RecordArguments
  @OptionGroup(title: "Sandbox latency, rate limits and faults") var faults: FaultOptions
  @OptionGroup(title: "Sandbox collection of unpaid invoices") var billing: BillingOptions

  /// Returns the run that the options ask for.
  /// - Parameter script: a script and its arguments.
  /// - Throws: `ValidationError` if the value of an option is malformed.
  func request(script: [String]) throws -> RunRequest {
    RunRequest(
      expressions: statements.expressions, script: script, assignments: statements.variables.given,
      account: account.options, settings: try settings(), isConfirmed: writes.yes,
      runsStartup: !statements.noStartup, logFile: records.logFile, faults: try faults.plan(),
      billing: try billing.settings())
  }

  /// Returns the settings that the options give.
  /// - Throws: `ValidationError` if the value of an option is not one that its setting takes.
  private func settings() throws -> SessionSettings {
    var settings = try SessionSettings(
      writes.given + results.given + display.given + requests.given + records.given)
    settings.liveWrites = writes.liveWrites
    settings.journal = writes.journal
    settings.resumes = writes.resume
    settings.sinceLast = results.since != nil
    return settings
  }
}
