import Analysis
import Diagnostics
import Execution
import Planning
import Presentation

/// Puts the rows of a read where `into` and `chart` say: into a file that is replaced once all of
/// them are in it.
struct ResultDelivery {
  let services: RunServices
  let plan: ReadPlan

  /// - Throws: `Failure` where the file cannot be written; nothing was sent then.
  func run(in state: inout SessionState) async throws {
    let format = state.settings.format
    defer { state.settings.format = format }
    if plan.isCharted { state.settings.format = try chartFormat() }
    guard let path = plan.destination else {
      return try await ReadRunner(services: services).print(plan, in: &state)
    }
    if !plan.isCharted { state.settings.format = try fileFormat(of: path) }
    try await write(path, in: &state)
  }

  private func write(_ path: String, in state: inout SessionState) async throws {
    try refuseRepeated(path, in: state)
    let draft = try openDraft(path)
    let counter = RowCounter()
    var services = services
    services.streams.redirection = OutputStream(sink: draft.sink, isTerminal: false)
    services.streams.counter = counter
    do {
      try await ReadRunner(services: services).print(plan, in: &state)
      try draft.sink.flush()
    } catch {
      draft.discard()
      throw error
    }
    do { try draft.commit() } catch { throw failure(path, error) }
    state.writtenFiles[path.withoutDot] = plan.place.words
    let rows = counter.count == 1 ? "1 row" : "\(counter.count) rows"
    self.services.output(state).say("\(rows) written to \(path)")
  }

  /// A statement must not take away what another of the same run has written.
  private func refuseRepeated(_ path: String, in state: SessionState) throws(Failure) {
    guard let first = state.writtenFiles[path.withoutDot] else { return }
    throw Failure(
      .input("`\(path)` was already written by the statement at \(first); name another file"),
      at: plan.place)
  }

  private func openDraft(_ path: String) throws(Failure) -> FileDraft {
    do { return try services.dependencies.files.replace(path) } catch { throw failure(path, error) }
  }

  private func failure(_ path: String, _ error: any Error) -> Failure {
    Failure(.input("cannot write `\(path)`: \(error)"), at: plan.place)
  }

  private func fileFormat(of path: String) throws(Failure) -> OutputFormat {
    if let problem = ResultAddress.problem(with: path) {
      throw Failure(.input(problem), at: plan.place)
    }
    return try format(named: ResultAddress.format(of: path), "HTML files")
  }

  private func chartFormat() throws(Failure) -> OutputFormat {
    try format(named: plan.destination == nil ? "chart" : "html", "charts")
  }

  private func format(named name: String?, _ things: String) throws(Failure) -> OutputFormat {
    if let format = name.flatMap(OutputFormat.init(rawValue:)) { return format }
    throw Failure(.input("\(things) are not available yet"), at: plan.place)
  }
}

extension String {
  /// A path without the `./` that changes nothing.
  fileprivate var withoutDot: String { hasPrefix("./") ? String(dropFirst(2)) : self }
}
