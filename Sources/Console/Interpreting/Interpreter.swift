import Analysis
import Diagnostics
import Execution
import Expressions
import JSON
import Planning

/// Runs checked statements on the state of a session.
struct Interpreter: Sendable {
  var services: RunServices

  private var evaluator: Evaluator { Evaluator(services: services) }

  func run(_ statements: [CheckedStatement], in state: inout SessionState) async throws {
    for statement in statements { try await runGuarded(statement, in: &state) }
  }

  /// Runs a block; the variables defined in it end with it.
  func runBlock(
    _ body: [CheckedStatement], naming names: [String: JSONValue] = [:],
    in state: inout SessionState
  ) async throws {
    state.scopes.append(names)
    defer { state.scopes.removeLast() }
    try await run(body, in: &state)
  }

  /// Runs a statement, and handles a failure according to `on_error`.
  private func runGuarded(
    _ statement: CheckedStatement, in state: inout SessionState
  ) async throws {
    try Task.checkCancellation()
    do {
      try await run(statement, in: &state)
    } catch var failure as Failure {
      if failure.concernsStatement { failure.place = failure.place ?? statement.place }
      try deal(with: failure, in: &state)
    } catch let error as PlanningError {
      try deal(with: Failure(error), in: &state)
    } catch let error as EvaluationError {
      try deal(with: Failure(error, at: statement.place), in: &state)
    }
  }

  private func deal(with failure: Failure, in state: inout SessionState) throws {
    state.effects.failures += 1
    let output = services.output(state)
    switch state.settings.onError {
    case .stop:
      output.report(failure)
      throw RunEnd.stopped(failure.exitCode)
    case .continue:
      output.report(failure)
    case .emit:
      try output.show([failure.document(row: nil)])
    }
  }

  private func run(_ statement: CheckedStatement, in state: inout SessionState) async throws {
    let place = statement.place
    switch statement.kind {
    case .operation(let operation):
      try await evaluator.runner.perform(operation, in: &state)
    case .assignment(let name, let value):
      guard let value = try await evaluator.value(value, at: place, in: &state) else { return }
      state.assign(name, value)
    case .loop(let name, let rows, let body):
      guard let rows = try await evaluator.value(rows, at: place, in: &state) else { return }
      let loop = LoopRunner(interpreter: self, name: name, body: body)
      try await loop.run(over: rows.elements, in: &state)
    case .conditional(let branches, let otherwise):
      try await runBranch(branches, otherwise, at: place, in: &state)
    case .assertion(let condition, let message):
      try await assert(condition, message, at: place, in: &state)
    case .print(let value):
      guard let value = try await evaluator.value(value, at: place, in: &state) else { return }
      state.effects.lastResult = value
      try services.output(state).printText(value.string ?? value.compact)
    case .included(let statements):
      try await run(statements, in: &state)
    case .use(let profile):
      try await use(profile, at: place, in: &state)
    case .setting(let setting, let value):
      guard let value = try await evaluator.value(value, at: place, in: &state) else { return }
      try SettingChanger(services: services).set(setting, to: value, from: "set", in: &state)
    case .exit(let code):
      throw RunEnd.exit(try await exitCode(code, at: place, in: &state))
    case .show, .describe, .explain, .testConnection, .help:
      try await Informant(services: services).answer(statement, in: &state)
    }
  }

  /// Changes the account. A failure ends the run regardless of `on_error`: the statements after it
  /// must not write to the previous account.
  private func use(_ profile: String, at place: Place, in state: inout SessionState) async throws {
    do {
      try await services.account.use(profile: profile, adopting: &state.settings)
      services.journal?.changeAccount()
      try await services.nameAccount(in: &state)
    } catch var failure as Failure {
      if failure.concernsStatement { failure.place = failure.place ?? place }
      services.output(state).report(failure)
      throw RunEnd.stopped(failure.exitCode)
    }
  }

  private func runBranch(
    _ branches: [CheckedBranch], _ otherwise: [CheckedStatement], at place: Place,
    in state: inout SessionState
  ) async throws {
    for branch in branches {
      guard let holds = try await evaluator.truth(of: branch.condition, at: place, in: &state)
      else { return }
      if holds { return try await runBlock(branch.body, in: &state) }
    }
    try await runBlock(otherwise, in: &state)
  }

  private func assert(
    _ condition: CheckedValue, _ message: CheckedValue?, at place: Place,
    in state: inout SessionState
  ) async throws {
    guard let assertion = try await evaluator.assertion(condition, at: place, in: &state),
      !assertion.holds
    else { return }
    var text: JSONValue?
    if let message { text = try await evaluator.value(message, at: place, in: &state) }
    var failure = Failure(.assertion(text?.string ?? assertion.failureText), at: place)
    failure.facts = assertion.facts
    throw failure
  }

  /// Returns the exit code of `exit`; 0 without a code.
  private func exitCode(
    _ code: CheckedValue?, at place: Place, in state: inout SessionState
  ) async throws -> Int32 {
    guard let code, let value = try await evaluator.value(code, at: place, in: &state) else {
      return 0
    }
    guard ExitCode.admits(value), let number = value.numeric?.integer else {
      throw Failure(.value("\(ExitCode.rule), got \(value.compact)"), at: place)
    }
    return Int32(number)
  }
}

extension JSONValue {
  /// The values that a loop iterates over: the elements of an array or of a Stripe list; a single
  /// value is its own list, and null is an empty one.
  fileprivate var elements: [JSONValue] {
    array ?? self["data"]?.array ?? (isNull ? [] : [self])
  }
}
