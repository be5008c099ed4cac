import Execution
import Planning

/// Writes the rows of a statement. Each failed row is reported. With `on_error = stop` no further
/// row is started; otherwise the others are still written, unless the failure concerns all rows.
struct BulkJob {
  let services: RunServices
  let plan: WritePlan
  /// True if whole responses are needed, not only their first members.
  let keepsAnswers: Bool

  /// Runs the job.
  /// - Returns: nil if a person declined it.
  /// - Throws: `Failure` if the input is invalid, the writes are refused, or the journal or the
  ///   report cannot be written.
  func run(
    in state: inout SessionState, emit: (WriteResult) throws -> Void
  ) async throws -> WriteSummary? {
    let output = services.output(state)
    let input = try services.pinnedInput(of: plan)
    let check = try plan.checkInputs(input, onError: state.settings.onError, output)
    let writeGuard = services.writeGuard
    try await writeGuard.confirmAccount(output, in: &state)
    let engine = try services.account.engine(&state.settings)
    let step = try services.journal?.nextStep(plan.title, at: plan.place)
    let opened = try await open(job(input, step, state.settings), with: engine, state)
    let count = opened.count ?? check?.count
    let sample = JobSample(plan: plan, engine: engine, opened: opened, check: check)
    guard try await writeGuard.confirmJob(plan, count: count, sample, output) else { return nil }
    try services.journal?.keep(ofWrites: count, at: plan.place)
    return try await write(opened, count, with: engine, state.settings.onError, output, emit)
  }

  private func job(
    _ input: PinnedInput?, _ step: JournalStep?, _ settings: SessionSettings
  ) -> WriteJob {
    WriteJob(
      stopsAtFailure: settings.onError == .stop, input: input, step: step,
      keepsAnswers: keepsAnswers, marksWrites: settings.marksWrites,
      sampleSize: services.writeGuard.asks(before: plan) ? JobSample.maxRows : 0,
      forcesWrites: settings.forcesWrites)
  }

  private func open(
    _ job: WriteJob, with engine: Engine, _ state: SessionState
  ) async throws -> OpenedJob {
    let progress = CollectionProgress(services, state)
    defer { progress.clear() }
    return try await engine.open(plan, job, found: progress.found)
  }

  private func write(
    _ opened: OpenedJob, _ count: Int?, with engine: Engine, _ onError: ErrorPolicy,
    _ output: OutputChannel, _ emit: (WriteResult) throws -> Void
  ) async throws -> WriteSummary {
    let reporter = services.reporter
    let progress = output.progress("Writing", now: services.dependencies.engine.elapsed)
    let before = reporter.requests
    var done = 0
    var failures = RowFailures(output, onError)
    defer {
      progress?.clear()
      failures.conclude()
    }
    var summary = try await engine.write(opened) { result in
      done += 1
      // A write that is missing from the report could not be undone with it.
      if let lost = reporter.failure { throw Failure(.journal(lost), at: plan.place) }
      if case .failed(let failure) = result.outcome {
        progress?.clear()
        try failures.take(failure)
      }
      if output.results.isTerminal { progress?.clear() }
      try emit(result)
      progress?.show(
        rows: done, expected: count, failures: failures.count,
        requests: reporter.requests - before)
    }
    if summary.wasStopped { summary.notSent = count.map { max(0, $0 - summary.ended) } }
    return summary
  }
}
