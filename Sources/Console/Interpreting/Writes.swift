import Analysis
import Diagnostics
import Execution
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
    let summary = try await writeMany(plan) { result in
      switch result.outcome {
      case .success(let row): try writer.write(row.presented)
      case .failure(let failure) where settings.onError == .emit:
        try writer.write(PresentedRow(failure.document(row: result.row)))
      case .failure: break
      }
      try writer.flush()
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
    let summary = try await writeMany(plan) { result in
      if case .success(let row) = result.outcome { rows.append(row.value) }
    }
    try conclude(summary)
    return .array(rows)
  }

  private func writeOne(_ plan: WritePlan) async throws -> Row? {
    var written: Row?
    _ = try await engine().write(plan, stopsAtFailure: true) { result in
      written = try result.outcome.get()
    }
    return written
  }

  /// Writes the rows of a job. A failed row is reported and the others are written all the same,
  /// but for failures that every row would meet.
  private func writeMany(
    _ plan: WritePlan, emit: (WriteResult) throws -> Void
  ) async throws -> WriteSummary {
    let input = surroundings.standardInput
    let progress = progress()
    let before = reporter.requests
    var done = 0
    var failed = 0
    defer { progress?.clear() }
    return try await engine().write(plan, stopsAtFailure: false, standardInput: input) { result in
      progress?.clear()
      done += 1
      if case .failure(let failure) = result.outcome {
        failed += 1
        if failure.meetsEveryRow { throw failure }
        if settings.onError != .emit { report(failure.numbered(result.row)) }
      }
      try emit(result)
      progress?.show(
        rows: done, expected: plan.input.count, failures: failed,
        requests: reporter.requests - before)
    }
  }

  /// Says how the job ended; under `stop` a job with failed rows ends the run.
  private func conclude(_ summary: WriteSummary) throws {
    say("\(summary.done) done, \(summary.failed) failed")
    guard summary.failed > 0 else { return }
    failures += summary.failed
    if settings.onError == .stop { throw RunEnd.stopped(Self.partialFailure) }
  }

  private func showDryRun(of plan: WritePlan) async throws {
    let input = surroundings.standardInput
    try await engine().requests(of: plan, standardInput: input) { prepared in
      let request = try prepared.get().request
      try showDryRun(request.method.rawValue, request.path, request.parameters)
    }
  }

  /// Lets a write pass, or throws why it may not.
  func guardWrite(at place: Place) async throws {
    if settings.readOnly {
      throw Failure(.refused("`read_only` is on: nothing is written"), at: place)
    }
    let connection = try connect()
    guard connection.isLive, !settings.liveWrites, !settings.dryRun else { return }
    guard let asking else {
      throw Failure(
        .refused("this is a live account; writes to it want `--live-writes`"), at: place)
    }
    try await confirmLive(asking, at: place)
  }

  /// Asks for the account's name, so that nobody writes to an account they did not mean.
  private func confirmLive(_ asking: Asking, at place: Place) async throws {
    let account = try await engine().get("/v1/account", title: "test connection").body
    let name = account.accountName
    let answer = await asking("LIVE account \(name): type its name to allow writes: ")
    guard answer == name else {
      throw Failure(.refused("nothing was written: that is not the account's name"), at: place)
    }
    settings.liveWrites = true
  }
}

extension RawJSON {
  /// The name people know an account by, or its id.
  var accountName: String {
    let names = [
      self["settings"]?["dashboard"]?["display_name"], self["business_profile"]?["name"],
      self["id"],
    ]
    return names.compactMap { $0?.string }.first { !$0.isEmpty } ?? "unknown"
  }
}

extension Failure {
  /// Whether the next row would fail in the same way: a refused key, no network.
  fileprivate var meetsEveryRow: Bool {
    switch reason {
    case .api(let error): error.status == 401
    case .transport, .refused: true
    case .notFound, .ambiguous, .value, .input, .malformed, .assertion: false
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
