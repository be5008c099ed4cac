import Analysis
import Diagnostics
import Execution
import Expressions
import JSON
import Planning
import Presentation

extension Session {
  /// Runs a write as a statement of its own: one result or one error a row, in input order.
  func print(_ plan: WritePlan) async throws {
    try await guardWrite(at: plan.place)
    if settings.dryRun { return try await showDryRun(of: plan) }
    guard plan.input.isBulk else {
      guard let row = try await writeOne(plan) else { return }
      return try printSingle(row)
    }
    var writer = writer(isSingle: false)
    let summary: WriteSummary?
    do {
      summary = try await writeMany(plan, keepsAnswers: false) { result in
        switch result.outcome {
        case .done(let row): try writer.write(row)
        case .failed(let failure) where settings.onError == .emit:
          try writer.write(.computed(failure.document(row: result.row)))
        case .failed, .skipped: break
        }
        try writer.flush()
      }
    } catch {
      // What was written before the job broke off has its results too.
      try? writer.finish()
      throw error
    }
    try writer.finish()
    try conclude(summary)
  }

  /// Runs a write inside an expression.
  func result(of plan: WritePlan) async throws -> JSONValue? {
    try await guardWrite(at: plan.place)
    if settings.dryRun {
      try await showDryRun(of: plan)
      return nil
    }
    guard plan.input.isBulk else { return try await writeOne(plan)?.value }
    var rows: [JSONValue] = []
    let summary = try await writeMany(plan, keepsAnswers: true) { result in
      if case .done(let row) = result.outcome { rows.append(row.value) }
    }
    try conclude(summary)
    return .array(rows)
  }

  private func writeOne(_ plan: WritePlan) async throws -> Row? {
    let engine = try engine()
    let step = try nextStep(plan.title, at: plan.place)
    let job = WriteJob(stopsAtFailure: true, step: step, marksWrites: settings.marksWrites)
    var written: Row?
    _ = try await engine.write(try await engine.open(plan, job)) { result in
      switch result.outcome {
      case .done(let row): written = row
      case .skipped: break
      case .failed(let failure): throw failure
      }
    }
    return written
  }

  /// Writes the rows of a job. A failed row is reported, and under `on_error = stop` no further row
  /// is begun; else the others are written all the same, but for failures that every row meets.
  private func writeMany(
    _ plan: WritePlan, keepsAnswers: Bool, emit: (WriteResult) throws -> Void
  ) async throws -> WriteSummary? {
    let expected = try checkInputs(of: plan)
    try await confirmAccount()
    let engine = try engine()
    let job = WriteJob(
      stopsAtFailure: settings.onError == .stop,
      standardInput: surroundings.standardInput, step: try nextStep(plan.title, at: plan.place),
      keepsAnswers: keepsAnswers, marksWrites: settings.marksWrites)
    let opened = try await engine.open(plan, job)
    let count = opened.count ?? expected
    guard try await isMeant(plan, count: count) else { return nil }
    try keepJournal(ofWrites: count, at: plan.place)
    let progress = progress()
    let before = reporter.requests
    var (done, failed) = (0, 0)
    defer { progress?.clear() }
    var summary = try await engine.write(opened) { result in
      done += 1
      // What is not in the report cannot be taken back by it.
      if let lost = reporter.failure { throw Failure(.journal(lost), at: plan.place) }
      if case .failed(let failure) = result.outcome {
        failed += 1
        progress?.clear()
        if failure.meetsEveryRow { throw failure }
        if settings.onError != .emit { report(failure.numbered(result.row)) }
      }
      if results.isTerminal { progress?.clear() }
      try emit(result)
      progress?.show(
        rows: done, expected: count, failures: failed, requests: reporter.requests - before)
    }
    if summary.wasStopped { summary.notSent = count.map { max(0, $0 - summary.ended) } }
    return summary
  }

  /// Goes through the rows of a file, or of a value, before the first is written: what is wrong
  /// with any of them is said while nothing is done yet. Answers with their number.
  func checkInputs(of plan: WritePlan) throws -> Int? {
    let origin: String
    switch plan.input {
    case .file(let path): origin = " in `\(path)`"
    case .values: origin = ""
    case .body, .ids, .matching, .standardInput: return nil
    }
    guard let check = try plan.checkedInputs() else { return nil }
    guard check.badInputs > 0, settings.onError == .stop else { return check.count }
    // Each says its line; the statement is the same for all.
    for problem in check.problems { report(Failure(problem.reason)) }
    let rows = check.badInputs == 1 ? "1 row" : "\(check.badInputs) rows"
    throw Failure(
      .input("\(rows) of \(check.count)\(origin) cannot be written; nothing was sent"),
      at: plan.place)
  }

  /// At the prompt a job says how much it will write, and asks; one of a script or `-e` asks where
  /// somebody is at the terminal, and what it does cannot be undone.
  private func isMeant(_ plan: WritePlan, count: Int?) async throws -> Bool {
    let ask = asking ?? (plan.consequence == nil ? nil : confirming)
    guard let ask, count != 0 else { return true }
    let number = count.map(String.init) ?? "an unknown number of"
    let things = count == 1 ? plan.object.name : plan.object.plural
    let consequence = plan.consequence.map { " (\($0.text))" } ?? ""
    let answer = await ask("\(plan.action) \(number) \(things)\(consequence)? [y/N] ")
    let isMeant = ["y", "yes"].contains(answer?.lowercased())
    if isMeant { return true }
    try Task.checkCancellation()
    guard asking != nil else { throw Failure(.refused("nothing was written"), at: plan.place) }
    say("nothing was written")
    return false
  }

  /// Says how the job ended; under `stop` a job with failed rows ends the run.
  private func conclude(_ summary: WriteSummary?) throws {
    guard let summary else { return }
    say(summary.sentence)
    journal?.hasUnsent = summary.notSent != 0
    guard summary.failed > 0 else { return }
    failures += summary.failed
    if settings.onError == .stop { throw RunEnd.stopped(Self.partialFailure) }
  }
}

extension WriteSummary {
  /// `40 done, 1 failed, 2 skipped, 3 retried, 59 not sent`
  fileprivate var sentence: String {
    let more = [(skipped, "skipped"), (retried, "retried"), (notSent ?? 0, "not sent")]
      .filter { $0.0 > 0 }
    let rest = notSent == nil ? ["what follows was not sent"] : []
    return (["\(done) done", "\(failed) failed"] + more.map { "\($0.0) \($0.1)" } + rest)
      .joined(separator: ", ")
  }
}

extension WritePlan {
  /// What it does, in a word: `delete`, `finalize`.
  fileprivate var action: String {
    verb == .execute ? operation.name : verb.rawValue
  }
}

extension Failure {
  /// Whether the next row would fail in the same way: a refused key, no network, a full disk.
  fileprivate var meetsEveryRow: Bool {
    switch reason {
    case .api(let error): error.status == 401
    case .transport, .refused, .journal: true
    case .notFound, .ambiguous, .value, .input, .malformed, .assertion, .inDoubt: false
    }
  }

  /// The same with the row it happened in.
  fileprivate func numbered(_ row: Int?) -> Failure {
    guard let row else { return self }
    let text = "row \(row): \(message)"
    guard case .api(let error) = reason else {
      if case .value = reason { return Failure(.value(text), at: place) }
      return self
    }
    var fields = error.fields
    fields["message"] = .string(text)
    return Failure(
      .api(.init(status: error.status, requestID: error.requestID, fields: fields)), at: place)
  }
}
