import AccountConfiguration
import Analysis
import Execution
import JSON
import Logging
import Presentation
import StripeWire

extension Session {
  /// The account in force, chosen and opened at first need.
  func connect() throws(Failure) -> Connection {
    if let connection { return connection }
    return try open(choose(profile: nil))
  }

  func choose(profile: String?) throws(Failure) -> AccountChoice {
    do {
      let choice = try surroundings.chooseAccount(profile)
      settings.adopt(choice.settings, named: choice.name)
      for note in choice.notes { say(note) }
      return choice
    } catch {
      throw Failure.outside(error.exitCode == 6 ? .refused("\(error)") : .input("\(error)"))
    }
  }

  func open(_ choice: AccountChoice) throws(Failure) -> Connection {
    do {
      let opened = try surroundings.open(choice.target, settings.timeout)
      let connection = Connection(choice: choice, opened: opened)
      self.connection = connection
      cachedEngine = nil
      return connection
    } catch {
      throw Failure.outside(.input(error.message))
    }
  }

  /// `use acme`: lets go of the account in force and takes another.
  func use(profile: String) async throws {
    let choice = try choose(profile: profile)
    if let connection { await connection.opened.close() }
    connection = nil
    _ = try open(choice)
  }

  /// The engine for the account and the settings in force.
  func engine() throws(Failure) -> Engine {
    if let cachedEngine { return cachedEngine }
    let connection = try connect()
    var engineSurroundings = surroundings.engine
    engineSurroundings.log.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .warning
    let reporter = reporter
    engineSurroundings.record = { reporter.record($0) }
    engineSurroundings.notice = notice
    let stripe = connection.stripe
    let engine = Engine(
      transport: connection.opened.transport,
      options: EngineOptions(
        apiVersion: stripe?.apiVersion ?? catalog.apiVersion, account: stripe?.account,
        context: stripe?.context, concurrency: settings.concurrency,
        limits: settings.maxRequestsPerSecond.map(RateLimits.given) ?? connection.limits,
        keepsPrevious: settings.report != nil),
      surroundings: engineSurroundings)
    cachedEngine = engine
    return engine
  }

  /// Takes a setting; what depends on it is made anew.
  func set(_ setting: Setting, to value: JSONValue, from source: String) throws(Failure) {
    if let reason = settings.whyNotLifted(setting, by: value) { throw Failure(.refused(reason)) }
    guard settings.set(setting, to: value, from: source) else {
      throw Failure(.value("`\(setting.rawValue)` takes \(setting.expectation)"))
    }
    switch setting {
    case .report, .track: try startReport()
    case .output: try startOutput()
    case .timeout:
      // The transport keeps its timeout for life: the next statement opens another.
      connection = nil
      cachedEngine = nil
    case .concurrency, .maxRequestsPerSecond, .logLevel, .quiet: cachedEngine = nil
    case .pageSize, .onError, .format, .maxRows, .dryRun, .readOnly, .color, .markWrites: break
    }
  }

  /// Opens the files that the settings name.
  package func startFiles() throws(Failure) {
    if settings.report != nil { try startReport() }
    if settings.output != nil { try startOutput() }
  }

  private func startReport() throws(Failure) {
    guard let path = settings.report else { return }
    if let problem = reporter.flush() { writeMessage("warning: \(problem)\n") }
    cachedEngine = nil
    // What a run replaced is told by its report alone: one that resumes it, or that writes nothing,
    // leaves that in place.
    let history = try settings.resumes ? reportHistory(path) : ReportHistory()
    let sink = try createFile(path, appends: settings.resumes || settings.dryRun)
    reporter.start(into: sink, tracksInput: settings.tracksInput, after: history)
  }

  private func reportHistory(_ path: String) throws(Failure) -> ReportHistory {
    do {
      return ReportHistory(try surroundings.readFile(path)?.text ?? "")
    } catch {
      throw Failure(.input("cannot read `\(path)`: \(error)"))
    }
  }

  private func startOutput() throws(Failure) {
    guard let path = settings.output else { return }
    try? outputFile?.sink.flush()
    outputFile = (path, try createFile(path))
  }

  private func createFile(
    _ path: String, appends: Bool = false
  ) throws(Failure) -> any ByteSink {
    do {
      return try surroundings.createFile(path, appends)
    } catch {
      throw Failure(.input("cannot write `\(path)`: \(error)"))
    }
  }
}

extension Connection {
  /// What the account is known to allow.
  var limits: RateLimits {
    guard let stripe else { return .unlimited }
    if stripe.base.isLoopback { return .unknown }
    return mode == .test ? .test : .live
  }
}
