import Analysis
import Diagnostics
import Execution
import Expressions
import JSON
import Planning

/// Evaluates expressions and plans operations; runs the operations inside them first.
struct Evaluator {
  let services: RunServices

  var runner: OperationRunner { OperationRunner(services: services) }

  /// Returns the value of an expression after running its inner operations; nil if it is unknown in
  /// a dry run.
  /// - Throws: `Failure` if the expression or an inner operation fails.
  func value(
    _ value: CheckedValue, at place: Place, in state: inout SessionState
  ) async throws -> JSONValue? {
    guard let bindings = try await bindings(running: value.inner, in: &state) else { return nil }
    do {
      return try value.scalar.bound(bindings).evaluated(on: NoRow())
    } catch {
      if state.settings.dryRun { return nil }
      throw Failure(error, at: place)
    }
  }

  /// Returns the truth of a condition; nil if it is unknown in a dry run.
  /// - Throws: `Failure` if the condition is not a boolean or an operation inside it fails.
  func truth(
    of condition: CheckedValue, at place: Place, in state: inout SessionState
  ) async throws -> Bool? {
    guard let value = try await value(condition, at: place, in: &state) else { return nil }
    do {
      return try Scalar.constant(value).holds(on: NoRow())
    } catch {
      throw Failure(error, at: place)
    }
  }

  /// Evaluates an asserted condition and its two sides; nil if they are unknown in a dry run.
  /// - Throws: `Failure` if the condition or an inner operation fails.
  func assertion(
    _ condition: CheckedValue, at place: Place, in state: inout SessionState
  ) async throws -> Assertion? {
    guard let bindings = try await bindings(running: condition.inner, in: &state) else {
      return nil
    }
    do {
      return try Assertion(condition.scalar, bindings, at: place)
    } catch {
      if state.settings.dryRun { return nil }
      throw Failure(error, at: place)
    }
  }

  /// Returns the plan of an operation with the current values; nil if some are unknown in a dry
  /// run.
  /// - Throws: `Failure` if the operation cannot be planned.
  func plan(
    _ operation: CheckedOperation, in state: inout SessionState
  ) async throws -> Plan? {
    try await planned(operation, in: &state)?.plan
  }

  /// Returns the plan of an operation and the values that it was made with; nil if some are unknown
  /// in a dry run.
  /// - Throws: `Failure` if the operation cannot be planned.
  func planned(
    _ operation: CheckedOperation, in state: inout SessionState
  ) async throws -> (plan: Plan, bindings: Bindings)? {
    guard let bindings = try await bindings(running: operation.inner, in: &state) else {
      return nil
    }
    // The settings of a profile apply from the first statement on.
    _ = try services.account.connect(&state.settings)
    let planner = Planner(state.settings)
    do {
      return (try planner.plan(operation, with: bindings), bindings)
    } catch {
      guard state.settings.dryRun, planner.plansWithPlaceholders(operation, bindings) else {
        throw Failure(error)
      }
      services.output(state).say("dry run: skipped a statement that needs the result of a write")
      return nil
    }
  }

  /// Runs inner operations in order, and returns the values that expressions may refer to.
  private func bindings(
    running inner: [InnerOperation], in state: inout SessionState
  ) async throws -> Bindings? {
    var results: [JSONValue] = []
    for operation in inner {
      guard let result = try await runner.result(of: operation, in: &state) else { return nil }
      results.append(result)
    }
    var bindings = services.bindings(state)
    bindings.results = results
    return bindings
  }
}

extension Planner {
  init(_ settings: SessionSettings) {
    self.init(pageSize: settings.pageSize, maxRows: settings.maxRows)
  }

  /// Returns true if the operation can be planned with placeholders for unknown variables.
  fileprivate func plansWithPlaceholders(
    _ operation: CheckedOperation, _ bindings: Bindings
  ) -> Bool {
    var bindings = bindings
    bindings.allowsPlaceholders = true
    return (try? plan(operation, with: bindings)) != nil
  }
}
