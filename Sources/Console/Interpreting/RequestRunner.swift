import Execution
import Expressions
import JSON
import Planning

/// Runs `request` statements, which send raw API requests.
struct RequestRunner {
  let services: RunServices

  func print(_ plan: RequestPlan, in state: inout SessionState) async throws {
    guard let row = try await send(plan, in: &state) else { return }
    try services.printSingle(row, in: &state)
  }

  /// Sends the request.
  /// - Returns: the response; nil in a dry run, which shows the request instead.
  /// - Throws: `Failure` if the write is refused, the request fails, or the journal cannot be
  ///   written.
  func send(_ plan: RequestPlan, in state: inout SessionState) async throws -> Row? {
    guard !plan.method.isRead else {
      return try await services.account.engine(&state.settings).send(plan)
    }
    try await services.writeGuard.check(at: plan.place, in: &state)
    guard !state.settings.dryRun else {
      try DryRun(services: services).show(plan, in: state)
      return nil
    }
    let step = try services.journal?.nextStep("request", at: plan.place)
    try services.journal?.keep(ofWrites: 1, at: plan.place)
    return try await services.account.engine(&state.settings).send(plan, WriteJob(step: step))
  }
}
