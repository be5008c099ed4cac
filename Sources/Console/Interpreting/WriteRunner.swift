import Execution
import Expressions
import JSON
import Planning
import Presentation

/// Runs writes: of one object, or a job of many rows.
struct WriteRunner {
  let services: RunServices

  /// Runs a write that is a statement of its own: prints one result or error per row, in input
  /// order.
  /// - Throws: `Failure` if the write is refused or fails, and errors of the output.
  func print(_ plan: WritePlan, in state: inout SessionState) async throws {
    guard try await passes(plan, in: &state) else { return }
    guard plan.input.isBulk else {
      guard let row = try await writeOne(plan, in: &state) else { return }
      return try services.printSingle(row, in: &state)
    }
    let onError = state.settings.onError
    var writer = services.output(state).writer(
      ResultDescription(isSingle: false, object: plan.object))
    let job = BulkJob(services: services, plan: plan, keepsAnswers: false)
    let summary: WriteSummary?
    do {
      summary = try await job.run(in: &state) { result in
        switch result.outcome {
        case .done(let row), .unchanged(let row): try writer.write(row)
        case .failed(let failure) where onError == .emit:
          try writer.write(.computed(failure.document(row: result.row)))
        case .failed, .skipped: break
        }
        try writer.flush()
      }
    } catch {
      // Rows that were written before the job ended have results too.
      try? writer.finish()
      throw error
    }
    try writer.finish()
    try conclude(plan, summary, in: &state)
  }

  /// Runs a write inside an expression.
  /// - Returns: the result; nil in a dry run, which shows the requests instead.
  /// - Throws: `Failure` if the write is refused or fails.
  func result(of plan: WritePlan, in state: inout SessionState) async throws -> JSONValue? {
    guard try await passes(plan, in: &state) else { return nil }
    guard plan.input.isBulk else { return try await writeOne(plan, in: &state)?.value }
    let job = BulkJob(services: services, plan: plan, keepsAnswers: true)
    var rows: [JSONValue] = []
    let summary = try await job.run(in: &state) { result in
      switch result.outcome {
      case .done(let row), .unchanged(let row): rows.append(row.value)
      case .skipped, .failed: break
      }
    }
    try conclude(plan, summary, in: &state)
    return .array(rows)
  }

  /// Returns true if the write is allowed and is to be sent; a dry run shows it instead.
  private func passes(_ plan: WritePlan, in state: inout SessionState) async throws -> Bool {
    try await services.writeGuard.check(at: plan.place, in: &state)
    guard state.settings.dryRun else { return true }
    try await DryRun(services: services).show(plan, in: &state)
    return false
  }

  private func writeOne(_ plan: WritePlan, in state: inout SessionState) async throws -> Row? {
    let engine = try services.account.engine(&state.settings)
    let step = try services.journal?.nextStep(plan.title, at: plan.place)
    try services.journal?.keep(ofWrites: 1, at: plan.place)
    let job = WriteJob(
      stopsAtFailure: true, step: step, marksWrites: state.settings.marksWrites,
      forcesWrites: state.settings.forcesWrites)
    var written: Row?
    _ = try await engine.write(try await engine.open(plan, job)) { result in
      switch result.outcome {
      case .done(let row): written = row
      case .unchanged(let row):
        written = row
        services.output(state).say(row.sentenceUnchanged(of: plan))
      case .skipped: break
      case .failed(let failure): throw failure
      }
    }
    return written
  }

  /// Reports how the job ended. With `on_error = stop`, failed rows end the run.
  private func conclude(
    _ plan: WritePlan, _ summary: WriteSummary?, in state: inout SessionState
  ) throws {
    guard let summary else { return }
    services.output(state).say(summary.sentence(of: plan))
    services.journal?.note(unsent: summary.notSent != 0)
    guard summary.failed > 0 else { return }
    state.effects.failures += summary.failed
    if state.settings.onError == .stop { throw RunEnd.stopped(RunCode.partialFailure) }
  }
}

extension Row {
  /// Returns a sentence such as `Unchanged: customer cus_1 already has these values.`
  fileprivate func sentenceUnchanged(of plan: WritePlan) -> String {
    let name = [plan.object.name, id].compactMap(\.self).joined(separator: " ")
    return "Unchanged: \(name) already has these values."
  }
}
