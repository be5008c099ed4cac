import AccountConfiguration
import Analysis
import ArgumentParser
import Console
import Diagnostics
import JSON

/// The options of everything that runs statements.
struct RunOptions: ParsableArguments {
  @Option(help: "The account: a profile of the configuration.")
  var profile: String?
  @Flag(help: "Use the embedded sandbox.")
  var sandbox = false
  @Option(help: ArgumentHelp("Where the sandbox keeps its data.", valueName: "path|:memory:"))
  var sandboxData: String?
  @Option(help: ArgumentHelp("Another Stripe; without /v1.", valueName: "url"))
  var apiBase: String?
  @Option(help: ArgumentHelp("The Stripe-Version to send.", valueName: "version"))
  var apiVersion: String?
  @Option(
    name: .customLong("account"),
    help: ArgumentHelp("Act for a connected account.", valueName: "acct_…"))
  var connectedAccount: String?
  @Option(help: ArgumentHelp("The Stripe-Context that organisation keys need.", valueName: "path"))
  var context: String?
  @Flag(help: "Let statements write to a live account.")
  var liveWrites = false
  @Flag(help: "Do not ask before writes that cannot be undone.")
  var yes = false
  @Flag(help: "Print the requests of writes as NDJSON; send none.")
  var dryRun = false
  @Flag(help: "Refuse every write.")
  var readOnly = false
  @Option(help: "json, ndjson, table, csv, tsv, markdown or ids.")
  var format: String?
  @Option(help: ArgumentHelp("Write results to a file.", valueName: "file"))
  var output: String?
  @Option(help: "What a failure does: stop, continue or emit.")
  var onError: String?
  @Option(help: "Rows a page, 1 to 100.")
  var pageSize: String?
  @Option(help: "The limit of statements that name none or a larger one.")
  var maxRows: String?
  @Option(help: "A ceiling for the pace.")
  var maxRequestsPerSecond: String?
  @Option(help: "Requests under way at once, 1 to 64.")
  var concurrency: String?
  @Option(help: "Seconds a request may take.")
  var timeout: String?
  @Option(help: ArgumentHelp("Note each write before it is sent.", valueName: "file"))
  var journal: String?
  @Flag(help: "Go on with the run that a journal is of.")
  var resume = false
  @Flag(help: "Mark what is written in its metadata, so that it can be found again.")
  var markWrites = false
  @Option(help: ArgumentHelp("One JSON line for each request.", valueName: "file"))
  var report: String?
  @Option(help: "What the report keeps: input or output.")
  var track: String?
  @Option(help: "trace, debug, info, notice, warning or error.")
  var logLevel: String?
  @Option(help: ArgumentHelp("Write the log to a file.", valueName: "file"))
  var logFile: String?
  @Flag(help: "Say nothing but results and errors.")
  var quiet = false
  @Option(help: "auto, always or never.")
  var color: String?
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A variable for the statements.", valueName: "name=value"))
  var variables: [String] = []
  @OptionGroup(title: "The sandbox as slow, strict and faulty as Stripe can be")
  var faults: FaultOptions

  /// What chooses the account.
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

  /// The settings the options give.
  func settings() throws -> SessionSettings {
    var settings = SessionSettings()
    settings.liveWrites = liveWrites
    settings.journal = journal
    settings.resumes = resume
    let given: [(Setting, String, JSONValue?)] = [
      (.dryRun, "--dry-run", dryRun ? true : nil),
      (.readOnly, "--read-only", readOnly ? true : nil),
      (.markWrites, "--mark-writes", markWrites ? true : nil),
      (.quiet, "--quiet", quiet ? true : nil), (.format, "--format", text(format)),
      (.output, "--output", text(output)), (.onError, "--on-error", text(onError)),
      (.pageSize, "--page-size", text(pageSize)), (.maxRows, "--max-rows", text(maxRows)),
      (.maxRequestsPerSecond, "--max-requests-per-second", text(maxRequestsPerSecond)),
      (.concurrency, "--concurrency", text(concurrency)), (.timeout, "--timeout", text(timeout)),
      (.report, "--report", text(report)), (.track, "--track", text(track)),
      (.logLevel, "--log-level", text(logLevel)), (.color, "--color", text(color)),
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

  /// `--set name=value`, and a script's arguments as `$1`, `$2` …
  func assignments(_ arguments: [String]) throws -> [String: JSONValue] {
    var assigned: [String: JSONValue] = [:]
    for variable in variables {
      guard let equals = variable.firstIndex(of: "="), Self.isName(variable[..<equals]) else {
        throw ValidationError("--set takes name=value, and this is `\(variable)`")
      }
      assigned[String(variable[..<equals])] = .string(
        String(variable[variable.index(after: equals)...]))
    }
    for (index, argument) in arguments.enumerated() {
      assigned[String(index + 1)] = .string(argument)
    }
    return assigned
  }

  /// The options as they are typed, from the help that is made of the declarations above.
  static var names: [String] {
    RunCommand.helpMessage().split(whereSeparator: { " \n/,[]".contains($0) })
      .filter { $0.hasPrefix("--") }.map(String.init)
  }

  /// Whether a statement can name a variable so: letters, digits and underscores.
  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  private func text(_ option: String?) -> JSONValue? { option.map(JSONValue.string) }
}

extension Setting {
  /// "; did you mean `csv`?", where one of the words it takes is near.
  fileprivate func suggestion(for value: JSONValue) -> String {
    guard case .word(let words) = values, let text = value.string,
      let nearest = NearestName.of(text, among: words)
    else { return "" }
    return "; did you mean `\(nearest)`?"
  }
}
