import AccountConfiguration
import Analysis
import Expressions
import JSON
import Presentation

/// What happens when a statement, or a row of a bulk write, fails.
package enum ErrorPolicy: String, Sendable, Hashable, CaseIterable {
  /// The run ends.
  case stop
  /// The failure is reported and the run goes on.
  case `continue`
  /// The failure becomes an output document and the run goes on.
  case emit
}

/// The settings of a session and where each value comes from.
package struct SessionSettings: Sendable {
  package var pageSize = 100
  package var onError = ErrorPolicy.stop
  /// Nil means what suits the place the output goes to.
  package var format: OutputFormat?
  package var output: String?
  package var maxRows: Int?
  package var dryRun = false
  package var readOnly = false
  package var liveWrites = false
  package var concurrency = 16
  package var maxRequestsPerSecond: Double?
  /// Seconds a request may take.
  package var timeout = 80.0
  package var color = ColorMode.auto
  package var quiet = false
  package var tracksInput = false
  package var report: String?
  package var logLevel = "warning"
  package var marksWrites = false
  /// The zone of the times that are shown; nil means what suits the format.
  package var timeZone: ClockZone?
  package var usesPager = true
  package var dates = DateStyle.seconds
  package var money = MoneyStyle.minor
  /// Whether updates are sent also where the object already is as asked.
  package var forcesWrites = false
  /// The file of the run's journal, where one was named.
  package var journal: String?
  /// Whether the run goes on with what another began.
  package var resumes = false
  /// `--page-size`, `set`, profile `acme` …; a setting without one has its default.
  package private(set) var sources: [Setting: String] = [:]
  /// The account whose profile's choices are among them.
  private(set) var adoptedAccount: String?

  package init() {}

  /// Takes a value that has been checked against `Setting.values`; one that does not fit changes
  /// nothing and gives false.
  @discardableResult
  package mutating func set(_ setting: Setting, to value: JSONValue, from source: String) -> Bool {
    guard setting.values.accept(value) else { return false }
    // What is on already was put on by somebody else.
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
    }
    return true
  }

  /// The value in force.
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
    }
  }

  /// Why a guard is not taken down: what an option or a profile put up is not for the statements,
  /// which may be somebody else's. Nil where nothing speaks against it.
  func whyNotLifted(_ guarding: Setting, by value: JSONValue) -> String? {
    guard guarding == .readOnly || guarding == .dryRun, self.value(of: guarding) == true,
      value.string ?? value.compact == "false", let source = sources[guarding], source != "set"
    else { return nil }
    return "`\(guarding.rawValue)` is on by \(source) and cannot be turned off"
  }

  /// Takes what a profile chose, but for what was set by hand; what another profile chose goes.
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
        .logLevel, .markWrites, .forceWrites, .timeZone, .pager, .dates, .money:
        // A profile chooses none of these.
        break
      }
    }
  }

  private static func number(_ value: Double?) -> JSONValue {
    guard let value else { return .null }
    return .number(JSONNumber(validated: Int(exactly: value).map(String.init) ?? String(value)))
  }
}
