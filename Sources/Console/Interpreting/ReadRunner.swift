import Execution
import Expressions
import JSON
import Planning

/// Runs reads: prints their rows, or makes values of them.
struct ReadRunner {
  let services: RunServices

  /// What a read in an expression comes to: what the run that this one resumes read, where it got
  /// that far, so that both take the same way.
  func result(
    of plan: ReadPlan, isCounted: Bool, in state: inout SessionState
  ) async throws -> JSONValue {
    let step = try services.journal?.nextStep(plan.title, at: plan.place)
    do {
      if let before = try step?.result() { return before }
      let engine = try services.account.engine(&state.settings)
      let progress = CollectionProgress(services, state)
      defer { progress.clear() }
      let value = try await value(of: plan, isCounted: isCounted, engine, progress)
      try step?.keep(result: value)
      return value
    } catch let error as JournalError {
      throw Failure(error, at: plan.place)
    }
  }

  private func value(
    of plan: ReadPlan, isCounted: Bool, _ engine: Engine, _ progress: CollectionProgress
  ) async throws -> JSONValue {
    var count = 0
    var rows: [JSONValue] = []
    try await engine.read(
      plan,
      emit: { row in
        count += 1
        if !isCounted { rows.append(row.value) }
      }, pause: { progress.found(count) })
    return isCounted ? .integer(count) : plan.isSingle ? rows.first ?? .null : .array(rows)
  }

  /// Runs a read as a statement of its own.
  func print(_ plan: ReadPlan, in state: inout SessionState) async throws {
    let engine = try services.account.engine(&state.settings)
    let output = services.output(state)
    var writer = output.writer(
      isSingle: plan.isSingle, presenting: plan.columns?.map(\.column))
    let progress = output.progress(now: services.dependencies.engine.elapsed)
    let before = services.reporter.requests
    var rows = 0
    defer { progress?.clear() }
    do {
      try await engine.read(
        plan,
        emit: { row in
          rows += 1
          services.note(row, in: &state)
          try writer.write(row)
        },
        pause: {
          if output.results.isTerminal { progress?.clear() }
          try writer.flush()
          progress?.show(
            rows: rows, expected: plan.limit, requests: services.reporter.requests - before)
        })
    } catch {
      progress?.clear()
      // Rows that were found before the failure are results too.
      try? writer.finish()
      throw error
    }
    try output.finish(&writer)
  }
}

extension RunServices {
  /// Remembers an id that was shown at the prompt, for TAB to offer.
  fileprivate func note(_ row: Row, in state: inout SessionState) {
    guard asking != nil, let id = row.id else { return }
    state.effects.shownIDs.note(id)
  }

  /// Prints the one row that a statement came to.
  func printSingle(_ row: Row, in state: inout SessionState) throws {
    note(row, in: &state)
    var writer = output(state).writer(isSingle: true)
    try writer.write(row)
    try writer.finish()
  }
}

extension ReadPlan {
  /// Whether it answers with one document: `get` of one id, `retrieve`.
  fileprivate var isSingle: Bool {
    if expectsOne { return true }
    guard isGet, case .objects(let step) = route else { return false }
    return step.targets.count == 1
  }
}
