import Execution
import Planning

/// Writes the rows of a statement. A failed row is reported, and under `on_error = stop` no further
/// row is begun; else the others are written all the same, but for failures that every row meets.
struct BulkJob {
  let services: RunServices
  let plan: WritePlan
  /// Whether the answers are needed, and not only their first members.
  let keepsAnswers: Bool

  /// - Returns: nil where a person declined.
  func run(
    in state: inout SessionState, emit: (WriteResult) throws -> Void
  ) async throws -> WriteSummary? {
    let output = services.output(state)
    let input = try services.pinnedInput(of: plan)
    let expected = try plan.checkInputs(input, onError: state.settings.onError, output)
    let writeGuard = services.writeGuard
    try await writeGuard.confirmAccount(output, in: &state)
    let engine = try services.account.engine(&state.settings)
    let step = try services.journal?.nextStep(plan.title, at: plan.place)
    let opened = try await engine.open(plan, job(input, step, state.settings))
    let count = opened.count ?? expected
    guard try await writeGuard.confirmJob(plan, count: count, output) else { return nil }
    try services.journal?.keep(ofWrites: count, at: plan.place)
    return try await write(opened, count, with: engine, state.settings.onError, output, emit)
  }

  private func job(
    _ input: PinnedInput?, _ step: JournalStep?, _ settings: SessionSettings
  ) -> WriteJob {
    WriteJob(
      stopsAtFailure: settings.onError == .stop, input: input, step: step,
      keepsAnswers: keepsAnswers, marksWrites: settings.marksWrites,
      forcesWrites: settings.forcesWrites)
  }

  private func write(
    _ opened: OpenedJob, _ count: Int?, with engine: Engine, _ onError: ErrorPolicy,
    _ output: OutputChannel, _ emit: (WriteResult) throws -> Void
  ) async throws -> WriteSummary {
    let reporter = services.reporter
    let progress = output.progress(now: services.dependencies.engine.elapsed)
    let before = reporter.requests
    var (done, failed) = (0, 0)
    defer { progress?.clear() }
    var summary = try await engine.write(opened) { result in
      done += 1
      // What is not in the report cannot be undone by it.
      if let lost = reporter.failure { throw Failure(.journal(lost), at: plan.place) }
      if case .failed(let failure) = result.outcome {
        failed += 1
        progress?.clear()
        if failure.meetsEveryRow { throw failure }
        if onError != .emit { output.report(failure.numbered(result.row)) }
      }
      if output.results.isTerminal { progress?.clear() }
      try emit(result)
      progress?.show(
        rows: done, expected: count, failures: failed, requests: reporter.requests - before)
    }
    if summary.wasStopped { summary.notSent = count.map { max(0, $0 - summary.ended) } }
    return summary
  }
}
