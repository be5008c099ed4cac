import JSON
import SandboxStore

/// The test clocks of a sandbox, for people.
package struct SandboxTestClocks: Sendable {
  private let sandbox: Sandbox

  package init(_ sandbox: Sandbox) {
    self.sandbox = sandbox
  }

  /// The test clocks of all accounts, newest first.
  ///
  /// - Throws: The database's error, or `SandboxError` that names a duty that could not be done.
  package func all() async throws -> [JSONObject] {
    try await sandbox.reading { transaction, _ in
      var clocks: [JSONObject] = []
      try transaction.eachNewest(of: [TestClock.typeName]) { body in
        if let clock = try JSONValue(parsing: body).object { clocks.append(clock) }
        return true
      }
      return clocks
    }
  }

  /// Advances a test clock, in as many steps as Stripe's limits require, each done before the next.
  ///
  /// - Parameters:
  ///   - id: the id of the clock.
  ///   - target: returns the time to advance to from the clock's time, both in Unix seconds.
  /// - Returns: The clock as it is then.
  /// - Throws: `SandboxError` where there is no such clock or it cannot be advanced.
  package func advance(_ id: String, to target: @Sendable (Int) -> Int) async throws
    -> JSONObject
  {
    var clock = try await testClock(id)
    let end = target(clock["frozen_time"]?.integer ?? 0)
    while let time = clock["frozen_time"]?.integer, time < end {
      try await sandbox.writing { [environment = sandbox.environment] transaction, now in
        guard let account = try transaction.accounts(having: TestClock.typeName, id).first else {
          throw SandboxError.missing("test_helpers.test_clock", id)
        }
        try transaction.savepoint {
          let workspace = Workspace(
            transaction, environment, acting: ActingAccount(id: account), time: now)
          let found = try workspace.get(TestClock.self, id)
          try workspace.testClocks.advanceAsFarAsAllowed(found, to: end)
          try workspace.finish()
          return true
        }
      }
      clock = try await testClock(id)
      guard clock["status"] == "ready" else {
        throw SandboxError("The test clock \(id) has failed: its status is internal_failure.")
      }
    }
    return clock
  }

  private func testClock(_ id: String) async throws -> JSONObject {
    let body = try await sandbox.reading { transaction, _ in
      try transaction.accounts(having: TestClock.typeName, id).first.flatMap { account in
        try transaction.objects(of: account).body(TestClock.typeName, id, .shown)
      } ?? []
    }
    guard let clock = try? JSONValue(parsing: body).object else {
      throw SandboxError.missing("test_helpers.test_clock", id)
    }
    return clock
  }
}
