import JSON
import SandboxStore

/// Does what is due, one duty after another in the order of time.
struct DutyDrain {
  let transaction: StoreTransaction
  let environment: SandboxEnvironment
  /// The id of the test clock whose duties are done; nil for the wall clock.
  let clock: String?
  /// Unix seconds: what is due later is left. For a test clock this is the time it advances to.
  let end: Int
  /// The time of the sandbox itself, in Unix seconds.
  let wall: Int

  /// What became of some duties.
  struct Outcome: Sendable {
    /// The time of the last duty done, in Unix seconds; nil where none was due.
    var last: Int?
    /// True if nothing more is due.
    var isDone = false
    /// True if events are to be delivered.
    var leavesDeliveries = false
    /// Why a duty could not be done.
    var failure: SandboxError?
  }

  /// Does duties until none is due, or a number of them is done.
  ///
  /// - Parameters:
  ///   - start: the earliest time to be told to what is done, in Unix seconds: a clock never goes
  ///     back.
  ///   - limit: how many duties are done at most.
  /// - Throws: the store's errors. A duty that fails is dropped, and is told in the outcome.
  func run(from start: Int? = nil, limit: Int) throws -> Outcome {
    var outcome = Outcome()
    outcome.last = start
    for _ in 0..<limit {
      guard let duty = try transaction.duties.next(of: clock ?? "", now: end) else {
        outcome.isDone = true
        return outcome
      }
      let time = max(duty.at == DueDuty.atOnce ? end : duty.at, outcome.last ?? .min)
      try perform(duty, at: time, &outcome)
      outcome.last = time
      if outcome.failure != nil { return outcome }
    }
    transaction.goesOn = true
    return outcome
  }

  private func perform(_ duty: Duty, at time: Int, _ outcome: inout Outcome) throws {
    let acting = try actingAccount(duty.account)
    let sandboxTime =
      clock.map { SandboxTime(wall: wall, clock: $0, now: time) } ?? SandboxTime(wall: time)
    let key = ObjectKey(type: duty.type, id: duty.id)
    var workspace = Workspace(transaction, environment, acting: acting, time: sandboxTime)
    var delivers = false
    var failure: SandboxError?
    try transaction.savepoint {
      do {
        delivers = try Self.perform(duty, on: key, in: workspace)
        return true
      } catch let error as SandboxError {
        failure = error
        return false
      }
    }
    outcome.leavesDeliveries = outcome.leavesDeliveries || delivers
    outcome.failure = failure.map { Self.describe($0, duty) }
    // What a workspace knows after its changes were taken back is not what is stored.
    if failure != nil {
      workspace = Workspace(transaction, environment, acting: acting, time: sandboxTime)
    }
    try DutyRecorder(workspace: workspace).settle(duty, isDropped: failure != nil)
  }

  /// - Returns: whether events are to be delivered.
  private static func perform(_ duty: Duty, on key: ObjectKey, in workspace: Workspace)
    throws(SandboxError) -> Bool
  {
    guard let object = try workspace.find(key.type, key.id) else { return false }
    let behavior = try workspace.resource(key.type).behavior
    try behavior.perform(duty.name, on: object, in: workspace)
    try workspace.finish()
    return workspace.leavesDeliveries
  }

  private func actingAccount(_ id: String) throws -> ActingAccount {
    for type in OwnAccount.types {
      if let platform = try transaction.accounts(having: type, id).first(where: { $0 != id }) {
        return ActingAccount(id: id, platform: platform)
      }
    }
    return ActingAccount(id: id)
  }

  private static func describe(_ error: SandboxError, _ duty: Duty) -> SandboxError {
    SandboxError(
      500, .apiError,
      "The sandbox could not do what was due (\(duty.name) of \(duty.id)): \(error.message)")
  }
}
