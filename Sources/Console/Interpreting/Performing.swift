import Analysis
import Diagnostics
import Execution
import Expressions
import HTTP
import JSON
import Planning
import Presentation
import Redaction

extension Session {
  /// Runs an operation as a statement of its own: its rows are printed.
  func perform(_ operation: CheckedOperation) async throws {
    guard let plan = try await plan(operation) else { return }
    switch plan {
    case .read(let read): try await print(read)
    case .write(let write): try await print(write)
    case .request(let request):
      guard let row = try await send(request) else { return }
      try printSingle(row)
    }
  }

  /// Runs an operation inside an expression: its result is a value.
  func result(of inner: InnerOperation) async throws -> JSONValue? {
    guard let plan = try await plan(inner.operation) else { return nil }
    switch plan {
    case .read(let read):
      return try await result(of: read, isCounted: inner.isCounted)
    case .write(let write):
      return try await result(of: write)
    case .request(let request):
      return try await send(request)?.value
    }
  }

  /// What a read in an expression comes to: what the run that this one resumes read, where it got
  /// that far, so that both take the same way.
  private func result(of plan: ReadPlan, isCounted: Bool) async throws -> JSONValue {
    let step = try nextStep(plan.title, at: plan.place)
    do {
      if let before = try step?.result() { return before }
      let value = try await value(of: plan, isCounted: isCounted)
      try step?.keep(result: value)
      return value
    } catch let error as JournalError {
      throw Failure(error, at: plan.place)
    }
  }

  private func value(of plan: ReadPlan, isCounted: Bool) async throws -> JSONValue {
    if isCounted, !plan.isSingle { return .integer(try await engine().count(plan)) }
    let rows = try await rows(of: plan)
    return isCounted ? .integer(rows.count) : plan.isSingle ? rows.first ?? .null : .array(rows)
  }

  /// The plan of an operation with the values in force; nil where a dry run leaves some unknown.
  func plan(_ operation: CheckedOperation) async throws -> Plan? {
    guard let bindings = try await bindings(running: operation.inner) else { return nil }
    do {
      return try planner.plan(operation, with: bindings)
    } catch {
      guard settings.dryRun, hasUnknowns(bindings, operation) else { throw Failure(error) }
      say("dry run: skipped a statement that needs the result of a write")
      return nil
    }
  }

  var planner: Planner { Planner(pageSize: settings.pageSize, maxRows: settings.maxRows) }

  /// Whether the plan is possible once unknown variables are allowed for.
  private func hasUnknowns(_ bindings: Bindings, _ operation: CheckedOperation) -> Bool {
    var bindings = bindings
    bindings.allowsPlaceholders = true
    return (try? planner.plan(operation, with: bindings)) != nil
  }

  private func rows(of plan: ReadPlan) async throws -> [JSONValue] {
    var rows: [JSONValue] = []
    try await engine().read(plan) { rows.append($0.value) }
    return rows
  }

  private func print(_ plan: ReadPlan) async throws {
    var writer = writer(isSingle: plan.isSingle, columns: plan.columns)
    let engine = try engine()
    let progress = progress()
    let before = reporter.requests
    var rows = 0
    defer { progress?.clear() }
    do {
      try await engine.read(
        plan,
        emit: { row in
          rows += 1
          note(row)
          try writer.write(row)
        },
        pause: {
          if results.isTerminal { progress?.clear() }
          try writer.flush()
          progress?.show(
            rows: rows, expected: plan.limit, requests: reporter.requests - before)
        })
    } catch {
      progress?.clear()
      // Rows that were found before the failure are results too.
      try? writer.finish()
      throw error
    }
    try writer.finish()
    for warning in writer.warnings { say(warning) }
  }

  /// Remembers an id that was shown at the prompt, for TAB to offer.
  private func note(_ row: Row) {
    guard asking != nil, let id = row.id else { return }
    recentIDs.note(id)
  }

  func printSingle(_ row: Row) throws {
    note(row)
    var writer = writer(isSingle: true)
    try writer.write(row)
    try writer.finish()
  }

  private func send(_ plan: RequestPlan) async throws -> Row? {
    guard !plan.method.isRead else { return try await engine().send(plan) }
    try await guardWrite(at: plan.place)
    if settings.dryRun {
      try showDryRun(plan.method, plan.path, plan.body)
      if let ending = plan.consequence?.dryRunEnding { say("dry run: 1 request\(ending)") }
      return nil
    }
    let step = try nextStep("request", at: plan.place)
    return try await engine().send(plan, WriteJob(step: step))
  }

  func showDryRun(_ method: HTTPMethod, _ path: String, _ parameters: JSONObject) throws {
    let document: JSONValue = [
      "method": .string(method.rawValue), "path": .string(path), "parameters": .object(parameters),
    ]
    let stream = results
    var line: [UInt8] = []
    document.appendCompact(to: &line)
    SecretMask.mask(&line)
    line.append(UInt8(ascii: "\n"))
    try stream.sink.write(line)
    try stream.sink.flush()
  }
}

extension CheckedOperation {
  /// Operations whose results this one needs first.
  var inner: [InnerOperation] {
    switch self {
    case .read(let read): read.inner
    case .write(let write): write.inner
    case .request(let request): request.inner
    }
  }
}

extension ReadPlan {
  /// Whether it answers with one document: `get` of one id, `retrieve`.
  var isSingle: Bool {
    if expectsOne { return true }
    guard isGet, case .objects(let step) = route else { return false }
    return step.targets.count == 1
  }
}
