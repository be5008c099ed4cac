import Analysis
import Diagnostics
import Execution
import Expressions
import JSON
import Planning

/// Evaluates expressions and binds operations, running the operations inside them.
struct Evaluator {
  let services: RunServices

  var runner: OperationRunner { OperationRunner(services: services) }

  /// The value of an expression, its inner operations run; nil where a dry run leaves it unknown.
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

  /// Whether a condition holds; nil where a dry run leaves it unknown.
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

  /// A condition with what its two sides come to; nil where a dry run leaves it unknown.
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

  /// The plan of an operation with the values in force; nil where a dry run leaves some unknown.
  func plan(
    _ operation: CheckedOperation, in state: inout SessionState
  ) async throws -> Plan? {
    guard let bindings = try await bindings(running: operation.inner, in: &state) else {
      return nil
    }
    // What a profile chose holds from the first statement on.
    _ = try services.account.connect(&state.settings)
    let planner = Planner(state.settings)
    do {
      return try planner.plan(operation, with: bindings)
    } catch {
      guard state.settings.dryRun, planner.plansWithPlaceholders(operation, bindings) else {
        throw Failure(error)
      }
      services.output(state).say("dry run: skipped a statement that needs the result of a write")
      return nil
    }
  }

  /// What scalars may refer to, the inner operations run in order.
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

  /// Whether a plan is possible once unknown variables are allowed for.
  fileprivate func plansWithPlaceholders(
    _ operation: CheckedOperation, _ bindings: Bindings
  ) -> Bool {
    var bindings = bindings
    bindings.allowsPlaceholders = true
    return (try? plan(operation, with: bindings)) != nil
  }
}
