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
    let isContinued = try continues(path, in: state)
    let draft = try openDraft(path, keepsContent: isContinued)
    let counter = RowCounter()
    var services = services
    services.streams.redirection = OutputStream(sink: draft.sink, isTerminal: false)
    services.streams.counter = counter
    services.streams.isContinued = isContinued
    do {
      try await ReadRunner(services: services).print(plan, in: &state)
      try draft.sink.flush()
    } catch {
      draft.discard()
      throw error
    }
    do { try draft.commit() } catch { throw failure(path, error) }
    state.writtenFiles[path.withoutDot] = WrittenFile(plan)
    let rows = counter.count == 1 ? "1 row" : "\(counter.count) rows"
    let verb = isContinued ? "appended" : "written"
    self.services.output(state).say("\(rows) \(verb) to \(path)")
  }

  /// Whether another statement of the run has written rows of the same columns to the file, which
  /// these follow.
  /// - Throws: `Failure` where its rows are of another kind: none must be lost.
  private func continues(_ path: String, in state: SessionState) throws(Failure) -> Bool {
    guard let first = state.writtenFiles[path.withoutDot] else { return false }
    guard first.columns == plan.columns?.map(\.label), first.isCharted == plan.isCharted,
      ResultAddress.isAppendable(path, hasColumns: first.columns != nil)
    else {
      throw Failure(
        .input(
          "`\(path)` was already written by the statement at \(first.place); name another file, "
            + "or select the same columns to append rows to a .csv, .tsv or .ndjson file"),
        at: plan.place)
    }
    return true
  }

  private func openDraft(_ path: String, keepsContent: Bool) throws(Failure) -> FileDraft {
    do {
      return try services.dependencies.files.replace(path, keepsContent)
    } catch {
      throw failure(path, error)
    }
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

/// A file that a statement of the run has written.
struct WrittenFile: Sendable {
  /// Where the statement is.
  let place: String
  /// The selected columns; nil where rows are whole.
  let columns: [String]?
  let isCharted: Bool

  init(_ plan: ReadPlan) {
    place = plan.place.words
    columns = plan.columns?.map(\.label)
    isCharted = plan.isCharted
  }
}

extension String {
  /// A path without the `./` that changes nothing.
  fileprivate var withoutDot: String { hasPrefix("./") ? String(dropFirst(2)) : self }
}
