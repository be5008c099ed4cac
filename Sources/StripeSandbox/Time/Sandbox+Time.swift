import SandboxStore

/// What is due is done before a request is answered.
extension Sandbox {
  /// How many duties are done in one transaction: others may read and write in between.
  private static let step = 100

  /// The setting with the seconds by which the sandbox is ahead of the wall clock.
  private static let offset = "clock offset"

  /// Reads at the time of the sandbox, once nothing is due any more.
  func reading<Value: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction, SandboxTime) throws -> Value
  ) async throws -> Value {
    let attempt = onceNothingIsDue(body)
    while true {
      if let value = try await store.read(attempt) { return value }
      try await doDuties()
    }
  }

  /// Writes at the time of the sandbox, once nothing is due any more.
  func writing<Value: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction, SandboxTime) throws -> Value
  ) async throws -> Value {
    let attempt = onceNothingIsDue(body)
    while true {
      if let value = try await store.write(attempt) { return value }
      try await doDuties()
    }
  }

  /// The same, but for the time in which something is due: it then comes to nothing.
  private func onceNothingIsDue<Value: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction, SandboxTime) throws -> Value
  ) -> @Sendable (StoreTransaction) throws -> Value? {
    { [environment] transaction in
      let time = try Self.time(in: transaction, environment)
      return try Self.isDue(in: transaction, time) ? nil : body(transaction, time)
    }
  }

  /// Does all that is due.
  ///
  /// - Throws: `SandboxError` that names the duty that could not be done; it is not tried again.
  package func doDuties() async throws {
    while true {
      try Task.checkCancellation()
      let outcome = try await store.write { [environment] transaction in
        let time = try Self.time(in: transaction, environment)
        let drain = DutyDrain(
          transaction: transaction, environment: environment, clock: nil, end: time.wall,
          wall: time.wall)
        return try drain.run(limit: Self.step)
      }
      if outcome.leavesDeliveries { announceDeliveries() }
      if let failure = outcome.failure { throw failure }
      if outcome.isDone { return }
    }
  }

  /// When something is due next, in seconds from now; nil where nothing ever is.
  package func secondsToNextDuty() async throws -> Int? {
    try await store.read { [environment] transaction in
      let now = try Self.time(in: transaction, environment).wall
      return try transaction.duties.earliest().map { max(0, $0 - now) }
    }
  }

  /// Sets the clock of the sandbox ahead, and does what would have been done in that time.
  ///
  /// - Parameter seconds: more than none: a clock never goes back.
  /// - Returns: the time that it is then, in Unix seconds.
  package func advance(by seconds: Int) async throws -> Int {
    try await doDuties()
    try await store.write { transaction in
      try transaction.set(
        Self.offset, to: (transaction.setting(Self.offset) ?? 0) + max(0, seconds))
    }
    try await doDuties()
    return try await now()
  }

  /// The time of the sandbox, in Unix seconds.
  package func now() async throws -> Int {
    try await store.read { [environment] in try Self.time(in: $0, environment).wall }
  }

  static func time(in transaction: StoreTransaction, _ environment: SandboxEnvironment)
    throws -> SandboxTime
  {
    try SandboxTime(wall: environment.clock() + (transaction.setting(offset) ?? 0))
  }

  private static func isDue(in transaction: StoreTransaction, _ time: SandboxTime) throws -> Bool {
    try transaction.duties.earliest().map { $0 <= time.wall } ?? false
  }
}
