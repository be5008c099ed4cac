import Analysis
import Execution
import JSON
import Presentation

/// Changes settings, and opens the files that they name.
struct SettingChanger {
  let services: RunServices

  /// Changes a setting.
  /// - Parameter source: the source that `show settings` names, such as `set`.
  /// - Throws: `Failure` if the value is invalid, the change is refused, or a file cannot be
  ///   opened.
  func set(
    _ setting: Setting, to value: JSONValue, from source: String, in state: inout SessionState
  ) throws(Failure) {
    if let reason = state.settings.whyNotLifted(setting, by: value) {
      throw Failure(.refused(reason))
    }
    guard state.settings.set(setting, to: value, from: source) else {
      throw Failure(.value("`\(setting.rawValue)` takes \(setting.expectation)"))
    }
    switch setting {
    case .report, .track: try startReport(in: state)
    case .output: try startOutput(in: &state)
    case .timeout, .concurrency, .maxRequestsPerSecond, .logLevel, .quiet, .pageSize, .onError,
      .format, .maxRows, .dryRun, .readOnly, .color, .markWrites, .forceWrites, .timeZone, .pager,
      .dates, .money, .errorFormat:
      // These settings are read when they are needed.
      break
    }
  }

  /// Opens the files that the settings name.
  /// - Throws: `Failure` if a file cannot be opened.
  func startFiles(in state: inout SessionState) throws(Failure) {
    try startReport(in: state)
    try startOutput(in: &state)
  }

  private func startReport(in state: SessionState) throws(Failure) {
    let settings = state.settings
    guard let path = settings.report else { return }
    if let problem = services.reporter.flush() {
      services.output(state).warn(problem)
    }
    // Only the report contains the previous values of what a run overwrote, so a resumed run and a
    // dry run keep the existing lines.
    let history = try settings.resumes ? reportHistory(path) : ReportHistory()
    let sink = try createFile(path, appends: settings.resumes || settings.dryRun)
    services.reporter.start(into: sink, tracksInput: settings.tracksInput, after: history)
  }

  private func reportHistory(_ path: String) throws(Failure) -> ReportHistory {
    do {
      return ReportHistory(try services.dependencies.files.read(path)?.text ?? "")
    } catch {
      throw Failure(.input("cannot read `\(path)`: \(error)"))
    }
  }

  private func startOutput(in state: inout SessionState) throws(Failure) {
    try? state.resultFile?.sink.flush()
    guard let path = state.settings.output, !ResultAddress(path).isDatabase else {
      state.resultFile = nil
      if let path = state.settings.output, let problem = ResultAddress.problem(with: path) {
        throw Failure(.input(problem))
      }
      return
    }
    state.resultFile = ResultFile(
      sink: try createFile(path, appends: false),
      format: ResultAddress.format(of: path).flatMap(OutputFormat.init(rawValue:)))
  }

  private func createFile(_ path: String, appends: Bool) throws(Failure) -> any ByteSink {
    do {
      return try services.dependencies.files.create(path, appends)
    } catch {
      throw Failure(.input("cannot write `\(path)`: \(error)"))
    }
  }
}
