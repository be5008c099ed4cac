import AccountConfiguration
import Analysis
import ArgumentParser
import Console
import Diagnostics
import JSON

/// The options of every subcommand that runs statements.
struct RunOptions: ParsableArguments {
  @Option(help: "Use the account of this configuration profile.")
  var profile: String?
  @Flag(help: "Use the embedded sandbox.")
  var sandbox = false
  @Option(help: ArgumentHelp("Sandbox data file, or :memory:.", valueName: "path|:memory:"))
  var sandboxData: String?
  @Option(help: ArgumentHelp("Base URL of a Stripe-compatible API, without /v1.", valueName: "url"))
  var apiBase: String?
  @Option(help: ArgumentHelp("Stripe-Version header.", valueName: "version"))
  var apiVersion: String?
  @Option(
    name: .customLong("account"),
    help: ArgumentHelp("Act on behalf of a connected account.", valueName: "acct_…"))
  var connectedAccount: String?
  @Option(
    help: ArgumentHelp("Stripe-Context header (required for organization keys).", valueName: "path")
  )
  var context: String?
  @Flag(help: "Allow writes to a live account.")
  var liveWrites = false
  @Flag(help: "Skip confirmation of writes that cannot be undone.")
  var yes = false
  @Flag(help: "Show the writes without sending them.")
  var dryRun = false
  @Flag(help: "Refuse all writes.")
  var readOnly = false
  @Option(
    help:
      "Output format: auto, json, ndjson, table, vertical, csv, tsv, markdown, ids, chart or html.")
  var format: String?
  @Option(
    help: ArgumentHelp(
      """
      Write results to a file, whose ending chooses the format unless --format does, or to a \
      database: sqlite:FILE or postgres://….
      """,
      valueName: "file"))
  var output: String?
  @Option(
    help: ArgumentHelp(
      """
      Read only what was created or changed since the last run into the same table of a database.
      """, valueName: "last"))
  var since: String?
  @Option(help: "On error: stop, continue, or emit the error as a result.")
  var onError: String?
  @Option(help: "Rows per page, 1 to 100.")
  var pageSize: String?
  @Option(help: "Maximum rows per statement.")
  var maxRows: String?
  @Option(help: "Maximum requests per second.")
  var maxRequestsPerSecond: String?
  @Option(help: "Maximum concurrent requests, 1 to 64.")
  var concurrency: String?
  @Option(help: "Request timeout in seconds.")
  var timeout: String?
  @Option(
    help: ArgumentHelp(
      "Record every write in FILE before sending it (enables --resume).", valueName: "file"))
  var journal: String?
  @Flag(help: "Resume the run recorded in the journal.")
  var resume = false
  @Flag(help: "Add an identifying metadata key to every object written.")
  var markWrites = false
  @Flag(help: "Send updates of objects that already have the values.")
  var forceWrites = false
  @Option(help: ArgumentHelp("Write one JSON line per request to FILE.", valueName: "file"))
  var report: String?
  @Option(help: "What the report records: input or output.")
  var track: String?
  @Option(help: "Log level: trace, debug, info, notice, warning or error.")
  var logLevel: String?
  @Option(help: ArgumentHelp("Write the log to a file.", valueName: "file"))
  var logFile: String?
  @Flag(help: "Print only results and errors.")
  var quiet = false
  @Option(
    help: ArgumentHelp(
      "Time zone of dates and periods, and of times in tables and CSV.", valueName: "name"))
  var timeZone: String?
  @Option(help: "Times in CSV and TSV: seconds or iso.")
  var dates: String?
  @Option(help: "Amounts in CSV and TSV: minor or decimal.")
  var money: String?
  @Flag(help: "Never pass long results to a pager.")
  var noPager = false
  @Option(help: "Colored output: auto, always or never.")
  var color: String?
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Set a variable; may be repeated.", valueName: "name=value"))
  var variables: [String] = []
  @OptionGroup(title: "Sandbox latency, rate limits and faults")
  var faults: FaultOptions
  @OptionGroup(title: "Sandbox collection of unpaid invoices")
  var billing: BillingOptions

  /// The options that choose the account.
  var account: AccountOptions {
    var account = AccountOptions()
    account.profile = profile
    account.sandbox = sandbox
    account.sandboxData = sandboxData
    account.apiBase = apiBase
    account.apiVersion = apiVersion
    account.account = connectedAccount
    account.context = context
    return account
  }

  /// Returns the settings that the options give.
  /// - Throws: `ValidationError` if the value of an option is not one that its setting takes.
  func settings() throws -> SessionSettings {
    var settings = SessionSettings()
    settings.liveWrites = liveWrites
    settings.journal = journal
    settings.resumes = resume
    if let since {
      guard since == "last" else { throw ValidationError("--since takes last, got `\(since)`") }
      settings.sinceLast = true
    }
    let given: [(Setting, String, JSONValue?)] = [
      (.dryRun, "--dry-run", dryRun ? true : nil),
      (.readOnly, "--read-only", readOnly ? true : nil),
      (.markWrites, "--mark-writes", markWrites ? true : nil),
      (.forceWrites, "--force-writes", forceWrites ? true : nil),
      (.quiet, "--quiet", quiet ? true : nil), (.format, "--format", text(format)),
      (.output, "--output", text(output)), (.onError, "--on-error", text(onError)),
      (.pageSize, "--page-size", text(pageSize)), (.maxRows, "--max-rows", text(maxRows)),
      (.maxRequestsPerSecond, "--max-requests-per-second", text(maxRequestsPerSecond)),
      (.concurrency, "--concurrency", text(concurrency)), (.timeout, "--timeout", text(timeout)),
      (.report, "--report", text(report)), (.track, "--track", text(track)),
      (.logLevel, "--log-level", text(logLevel)), (.color, "--color", text(color)),
      (.timeZone, "--time-zone", text(timeZone)), (.dates, "--dates", text(dates)),
      (.money, "--money", text(money)), (.pager, "--no-pager", noPager ? "off" : nil),
    ]
    for (setting, option, value) in given {
      guard let value else { continue }
      guard settings.set(setting, to: value, from: option) else {
        throw ValidationError(
          "\(option) takes \(setting.expectation), got `\(value.string ?? value.compact)`"
            + setting.suggestion(for: value))
      }
    }
    return settings
  }

  /// Returns the variables of `--set name=value`, and a script's arguments as `$1`, `$2` …
  /// - Throws: `ValidationError` if `--set` has no `=` or an invalid name.
  func assignments(_ arguments: [String]) throws -> [String: JSONValue] {
    var assigned: [String: JSONValue] = [:]
    for variable in variables {
      guard let equals = variable.firstIndex(of: "="), Self.isName(variable[..<equals]) else {
        throw ValidationError("--set requires name=value, got `\(variable)`")
      }
      assigned[String(variable[..<equals])] = .string(
        String(variable[variable.index(after: equals)...]))
    }
    for (index, argument) in arguments.enumerated() {
      assigned[String(index + 1)] = .string(argument)
    }
    return assigned
  }

  /// The long names of all options, taken from the generated help text.
  static var names: [String] {
    RunCommand.helpMessage().split(whereSeparator: { " \n/,[]".contains($0) })
      .filter { $0.hasPrefix("--") }.map(String.init)
  }

  /// Returns true for a variable's name: letters, digits and underscores, not a digit first.
  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  private func text(_ option: String?) -> JSONValue? { option.map(JSONValue.string) }
}

extension Setting {
  /// Returns "; did you mean `csv`?" if the value resembles one of the setting's words, else "".
  fileprivate func suggestion(for value: JSONValue) -> String {
    guard case .word(let words) = values, let text = value.string,
      let nearest = NearestName.of(text, among: words)
    else { return "" }
    return "; did you mean `\(nearest)`?"
  }
}
