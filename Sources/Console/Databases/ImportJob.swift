import Databases
import Diagnostics
import Execution
import Expressions
import Planning

/// Reads rows and imports them, from the beginning or from where an interrupted run ended.
final class ImportJob {
  private let services: RunServices
  private let table: ImportedTable
  private let planning: ReadPlanning
  private let importing: TableImport
  private let place: Place
  private var rows = 0
  /// True if requests for rows may have been sent.
  private(set) var hasBegun = false

  init(
    services: RunServices, table: ImportedTable, planning: ReadPlanning, importing: TableImport,
    place: Place
  ) {
    self.services = services
    self.table = table
    self.planning = planning
    self.importing = importing
    self.place = place
  }

  /// Runs the import.
  /// - Throws: `DatabaseProblem`, or `Failure` if a request fails.
  func run(_ plan: ReadPlan, in state: inout SessionState) async throws -> ImportSummary {
    let start = try importing.begin()
    hasBegun = true
    do {
      try await readRows(plan, from: start, in: &state)
    } catch {
      try keepRows(after: error, in: state)
    }
    return try importing.finish()
  }

  /// Imports what was created or changed since the last run. The rows of objects that are gone, or
  /// no longer match, are deleted.
  /// - Throws: `DatabaseProblem`, or `Failure` if a request fails.
  func run(_ refresh: TableRefresh, in state: inout SessionState) async throws -> ImportSummary {
    let output = services.output(state)
    let start = try importing.begin(resuming: false)
    if let words = start.words(table: importing.tableName) { output.say(words) }
    hasBegun = true
    try importing.prepareChanges()
    for plan in try refresh.eventPlans(services.catalog, at: place) {
      try await noteChanges(refresh, plan, in: &state)
    }
    if let plan = try planning.plan(created: .greaterOrEqual, refresh.since) {
      try await fetch(plan, in: &state)
    }
    try importing.flush()
    var last = ""
    while true {
      let ids = try importing.changes(after: last, count: TableRefresh.idsAtOnce)
      guard let next = ids.last, let plan = try planning.plan(ids: ids, asIn: refresh.plan)
      else { break }
      try await fetch(plan, in: &state)
      try importing.flush()
      last = next
    }
    return try importing.finish()
  }

  private func noteChanges(
    _ refresh: TableRefresh, _ plan: ReadPlan, in state: inout SessionState
  ) async throws {
    let engine = try services.account.engine(&state.settings)
    var ids: [String] = []
    try await engine.read(plan) { event in
      guard let id = refresh.changedID(event) else { return }
      ids.append(id)
      guard ids.count >= TableRefresh.idsAtOnce else { return }
      try importing.noteChanges(ids)
      ids = []
    }
    try importing.noteChanges(ids)
  }

  private func readRows(
    _ plan: ReadPlan, from start: ImportStart, in state: inout SessionState
  ) async throws {
    let output = services.output(state)
    if let words = start.words(table: importing.tableName) { output.say(words) }
    var read = plan
    if case .resumed(_, let position) = start {
      read = try planning.plan(created: .lessOrEqual, position) ?? plan
    }
    try await fetch(read, in: &state)
  }

  /// Reads the rows of a plan and stages them.
  private func fetch(_ plan: ReadPlan, in state: inout SessionState) async throws {
    let engine = try services.account.engine(&state.settings)
    let output = services.output(state)
    let progress = output.progress(now: services.dependencies.engine.elapsed)
    let meter = services.meter
    defer { progress?.clear() }
    try await engine.read(
      table.completed(plan),
      emit: { row in
        rows += 1
        try importing.add(row)
      },
      pause: { progress?.show(rows: rows, expected: plan.limit, requests: meter.requests) })
  }

  /// Commits the rows that were read before an error, so that the next run need not read them
  /// again, and throws the error.
  private func keepRows(after error: any Error, in state: SessionState) throws -> Never {
    guard !(error is DatabaseProblem) else { throw error }
    try? importing.flush()
    if importing.run.isResumable, rows > 0 {
      services.output(state).say(
        "\(rows.grouped) rows are staged; run the statement again to continue")
    }
    throw error
  }
}

extension ImportStart {
  /// The beginning as a sentence; nil if there is nothing to say.
  fileprivate func words(table: String) -> String? {
    switch self {
    case .fresh: nil
    case .resumed(let rows, _): "resuming: \(rows.counted("row")) already staged"
    case .restarted(let rows, .otherStatement):
      "starting over: \(rows.counted("staged row")) of another statement for `\(table)` dropped"
    case .restarted(let rows, .order):
      "starting over: \(rows.counted("staged row")) of an interrupted run dropped"
    }
  }
}
