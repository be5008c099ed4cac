import AccountConfiguration
import Analysis
import Expressions
import JSON
import Presentation

/// The reaction to a failed statement, or a failed row of a bulk write.
package enum ErrorPolicy: String, Sendable, Hashable, CaseIterable {
  /// The run ends.
  case stop
  /// The failure is reported and the run continues.
  case `continue`
  /// The failure becomes an output document and the run continues.
  case emit
}

/// The form of errors and messages on standard error.
package enum ErrorFormat: String, Sendable, Hashable, CaseIterable {
  /// Sentences, with the lines of the script that they are about.
  case text
  /// One JSON object per line.
  case json
}

/// The settings of a session, and the source of each value.
package struct SessionSettings: Sendable {
  /// The number of rows per page, 1 to 100.
  package var pageSize = 100
  /// The reaction to failures.
  package var onError = ErrorPolicy.stop
  /// The format of results; nil for the default of the output.
  package var format: OutputFormat?
  /// The file that results are written to; nil for standard output.
  package var output: String?
  /// The maximum number of rows per statement; nil for no limit.
  package var maxRows: Int?
  /// True to show writes instead of sending them.
  package var dryRun = false
  /// True to refuse all writes.
  package var readOnly = false
  /// True to allow writes to a live account without the confirmation at the prompt.
  package var liveWrites = false
  /// The maximum number of concurrent requests, 1 to 64.
  package var concurrency = 32
  /// The maximum number of requests per second; nil for the account's own limits.
  package var maxRequestsPerSecond: Double?
  /// The request timeout in seconds.
  package var timeout = 80.0
  /// The condition under which output is coloured.
  package var color = ColorMode.auto
  /// True to print only results and errors.
  package var quiet = false
  /// True if the report records what was sent instead of what was returned.
  package var tracksInput = false
  /// The file of the report; nil for none.
  package var report: String?
  /// The lowest level that is logged: `trace` to `critical`.
  package var logLevel = "warning"
  /// True to add an identifying metadata key to every object written.
  package var marksWrites = false
  /// The time zone of dates, periods and displayed times; nil for the default of the session.
  package var timeZone: ClockZone?
  /// True to pass long results on a terminal to a pager.
  package var usesPager = true
  /// The format of times in CSV and TSV.
  package var dates = DateStyle.seconds
  /// The format of amounts in CSV and TSV.
  package var money = MoneyStyle.minor
  /// True to send updates even if the object already has the values.
  package var forcesWrites = false
  /// The form of errors and messages.
  package var errorFormat = ErrorFormat.text
  /// The file of the run's journal that `--journal` names; nil for none.
  package var journal: String?
  /// True to read only what was created or changed since the last run into the same table.
  package var sinceLast = false
  /// True if the run resumes an earlier one.
  package var resumes = false
  /// The source of each setting: `--page-size`, `set`, profile `acme` …; none for a default value.
  package private(set) var sources: [Setting: String] = [:]
  /// The account whose profile has contributed values.
  private(set) var adoptedAccount: String?

  /// Creates settings with their default values.
  package init() {}

  /// Changes a setting.
  /// - Parameter source: the option, statement or profile that the value comes from.
  /// - Returns: false if the setting does not accept the value; nothing is changed then.
  @discardableResult
  package mutating func set(_ setting: Setting, to value: JSONValue, from source: String) -> Bool {
    guard setting.values.accept(value) else { return false }
    // A boolean that is on already keeps the source that turned it on first.
    let isOnAgain = self.value(of: setting) == true && value.string ?? value.compact == "true"
    sources[setting] = isOnAgain ? sources[setting] ?? source : source
    let text = value.string ?? value.compact
    switch setting {
    case .pageSize: pageSize = value.numeric?.integer ?? pageSize
    case .onError: onError = ErrorPolicy(rawValue: text) ?? onError
    case .format: format = OutputFormat(rawValue: text)
    case .output: output = text == "default" ? nil : text
    case .maxRows: maxRows = value.numeric?.integer
    case .dryRun: dryRun = text == "true"
    case .readOnly: readOnly = text == "true"
    case .concurrency: concurrency = value.numeric?.integer ?? concurrency
    case .maxRequestsPerSecond: maxRequestsPerSecond = value.numeric.flatMap { Double($0.text) }
    case .timeout: timeout = value.numeric.flatMap { Double($0.text) } ?? timeout
    case .color: color = ColorMode(rawValue: text) ?? color
    case .quiet: quiet = text == "true"
    case .track: tracksInput = text == "input"
    case .report: report = text
    case .logLevel: logLevel = text
    case .markWrites: marksWrites = text == "true"
    case .timeZone: timeZone = ClockZone(named: text)
    case .pager: usesPager = text == "on"
    case .dates: dates = DateStyle(rawValue: text) ?? dates
    case .money: money = MoneyStyle(rawValue: text) ?? money
    case .forceWrites: forcesWrites = text == "true"
    case .errorFormat: errorFormat = ErrorFormat(rawValue: text) ?? errorFormat
    }
    return true
  }

  /// Returns the current value of a setting as `show settings` prints it.
  package func value(of setting: Setting) -> JSONValue {
    switch setting {
    case .pageSize: .integer(pageSize)
    case .onError: .string(onError.rawValue)
    case .format: .string(format?.rawValue ?? "auto")
    case .output: output.map(JSONValue.string) ?? .null
    case .maxRows: maxRows.map(JSONValue.integer) ?? .null
    case .dryRun: .bool(dryRun)
    case .readOnly: .bool(readOnly)
    case .concurrency: .integer(concurrency)
    case .maxRequestsPerSecond: Self.number(maxRequestsPerSecond)
    case .timeout: Self.number(timeout)
    case .color: .string(color.rawValue)
    case .quiet: .bool(quiet)
    case .track: tracksInput ? "input" : "output"
    case .report: report.map(JSONValue.string) ?? .null
    case .logLevel: .string(logLevel)
    case .markWrites: .bool(marksWrites)
    case .timeZone: .string(timeZone?.name ?? "default")
    case .pager: usesPager ? "on" : "off"
    case .dates: .string(dates.rawValue)
    case .money: .string(money.rawValue)
    case .forceWrites: .bool(forcesWrites)
    case .errorFormat: .string(errorFormat.rawValue)
    }
  }

  /// Returns the reason why a protection cannot be turned off, or nil if it can. A protection that
  /// an option or a profile turned on is not for a script to turn off, since its author may be
  /// someone else.
  func whyNotLifted(_ guarding: Setting, by value: JSONValue) -> String? {
    guard guarding == .readOnly || guarding == .dryRun, self.value(of: guarding) == true,
      value.string ?? value.compact == "false", let source = sources[guarding], source != "set"
    else { return nil }
    return "`\(guarding.rawValue)` is on by \(source) and cannot be turned off"
  }

  /// Applies the settings of a profile, except those with another source. Settings of the previous
  /// profile return to their defaults.
  package mutating func adopt(_ profile: ProfileSettings, named name: String) {
    forgetProfile()
    adoptedAccount = name
    let values: [(Setting, JSONValue?)] = [
      (.readOnly, profile.readOnly.map(JSONValue.bool)),
      (.pageSize, profile.pageSize.map(JSONValue.integer)),
      (.format, profile.format.map(JSONValue.string)),
      (.onError, profile.onError.map(JSONValue.string)),
      (.maxRequestsPerSecond, profile.maxRequestsPerSecond.map(Self.number)),
    ]
    for (setting, value) in values {
      guard let value, sources[setting] == nil else { continue }
      set(setting, to: value, from: "profile `\(name)`")
    }
  }

  private mutating func forgetProfile() {
    let standard = SessionSettings()
    for (setting, source) in sources where source.hasPrefix("profile ") {
      sources[setting] = nil
      switch setting {
      case .readOnly: readOnly = standard.readOnly
      case .pageSize: pageSize = standard.pageSize
      case .format: format = standard.format
      case .onError: onError = standard.onError
      case .maxRequestsPerSecond: maxRequestsPerSecond = standard.maxRequestsPerSecond
      case .output, .maxRows, .dryRun, .concurrency, .timeout, .color, .quiet, .track, .report,
        .logLevel, .markWrites, .forceWrites, .timeZone, .pager, .dates, .money, .errorFormat:
        // Profiles do not contain these settings.
        break
      }
    }
  }

  private static func number(_ value: Double?) -> JSONValue {
    guard let value else { return .null }
    return .number(JSONNumber(validated: Int(exactly: value).map(String.init) ?? String(value)))
  }
}
