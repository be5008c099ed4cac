import Analysis
import Execution
import Expressions
import JSON
import Planning

/// Runs API operations: reads, writes and raw requests.
struct OperationRunner {
  let services: RunServices

  private var evaluator: Evaluator { Evaluator(services: services) }
  private var reads: ReadRunner { ReadRunner(services: services) }
  private var writes: WriteRunner { WriteRunner(services: services) }
  private var files: FileRunner { FileRunner(services: services) }
  private var requests: RequestRunner { RequestRunner(services: services) }

  /// Runs an operation that is a statement of its own, and prints its rows.
  /// - Throws: `Failure` if it cannot be planned or a request fails, and errors of the output.
  func perform(_ operation: CheckedOperation, in state: inout SessionState) async throws {
    let planned = try await evaluator.planned(operation, in: &state)
    switch planned?.plan {
    case .read(let plan)?:
      if let delivery = databaseDelivery(of: operation, plan, planned?.bindings, state) {
        return try await delivery.run(in: &state)
      }
      try await ResultDelivery(services: services, plan: plan).run(in: &state)
    case .write(let plan)?: try await writes.print(plan, in: &state)
    case .request(let plan)?: try await requests.print(plan, in: &state)
    case .file(let plan)?: try files.print(plan, in: &state)
    case nil: break
    }
  }

  /// Returns the delivery of a read's rows to a database; nil if they go elsewhere.
  private func databaseDelivery(
    of operation: CheckedOperation, _ plan: ReadPlan, _ bindings: Bindings?, _ state: SessionState
  ) -> DatabaseDelivery? {
    guard case .read(let read) = operation, let bindings,
      let destination = plan.destination
        ?? state.settings.output.map({ PlannedDestination($0) }),
      ResultAddress(destination.address).isDatabase
    else { return nil }
    return DatabaseDelivery(
      services: services, destination: destination, plan: plan,
      planning: ReadPlanning(
        read: read, bindings: bindings, planner: Planner(state.settings)))
  }

  /// Runs an operation inside an expression.
  /// - Returns: its result as a value; nil if it is unknown in a dry run.
  /// - Throws: `Failure` if it cannot be planned or a request fails.
  func result(
    of inner: InnerOperation, in state: inout SessionState
  ) async throws -> JSONValue? {
    switch try await evaluator.plan(inner.operation, in: &state) {
    case .read(let plan)?:
      try await reads.result(of: plan, isCounted: inner.isCounted, in: &state)
    case .write(let plan)?: try await writes.result(of: plan, in: &state)
    case .request(let plan)?: try await requests.send(plan, in: &state)?.value
    case .file(let plan)?: try files.rows(of: plan)
    case nil: nil
    }
  }
}

extension CheckedOperation {
  /// The operations whose results this one needs first.
  var inner: [InnerOperation] {
    switch self {
    case .read(let read): read.inner
    case .write(let write): write.inner
    case .request(let request): request.inner
    case .file: []
    }
  }
}
