import Analysis
import Diagnostics
import Execution
import Planning
import Presentation

/// Writes the rows of a read where `into` and `chart` direct them. A file is replaced only after
/// all rows have been written.
struct ResultDelivery {
  let services: RunServices
  let plan: ReadPlan

  /// Runs the read.
  /// - Throws: `Failure` if the file cannot be written, in which case no request is sent, or if a
  ///   request fails.
  func run(in state: inout SessionState) async throws {
    guard !state.settings.sinceLast else {
      throw Failure(
        .input(
          "`--since last` requires a database for the rows; add `into \"sqlite:books.db\"`, or "
            + "pass `--output sqlite:books.db`"), at: plan.place)
    }
    let format = state.settings.format
    defer { state.settings.format = format }
    if plan.isCharted { state.settings.format = try chartFormat() }
    guard let path = plan.destination?.address else {
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

  /// Returns true if an earlier statement of the run wrote rows with the same columns to the file,
  /// so that these are appended.
  /// - Throws: `Failure` if the rows differ in kind, because none may be lost.
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
  /// The place of the statement, as `name:line:column`.
  let place: String
  /// The titles of the selected columns; nil if whole rows were written.
  let columns: [String]?
  let isCharted: Bool

  init(_ plan: ReadPlan) {
    place = plan.place.words
    columns = plan.columns?.map(\.label)
    isCharted = plan.isCharted
  }
}

extension String {
  /// The path without a leading `./`.
  fileprivate var withoutDot: String { hasPrefix("./") ? String(dropFirst(2)) : self }
}
