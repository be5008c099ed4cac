import Analysis
import Diagnostics
import JSON
import Synchronization
import Testing

@testable import AccountConfiguration
@testable import Console

/// What stays with an account while settings change, and what goes with it.
@Suite struct AccountConnectorTests {
  private let place: TestPlace

  init() throws {
    place = try TestPlace()
  }

  /// A session whose accounts are files of the sandbox, one for each profile; all have one Stripe.
  private func session(
    _ settings: ProfileSettings = ProfileSettings(), inMemory: Bool = false,
    log: OpenedLog = OpenedLog()
  ) -> Session {
    var dependencies = place.dependencies([:])
    let transport = place.transport
    dependencies.accounts.choose = { profile in
      let name = profile ?? "standard"
      return AccountChoice(
        source: .profile(name: name, path: "config.toml"),
        target: .sandbox(inMemory ? .memory : .file(name)), settings: settings)
    }
    dependencies.accounts.open = { target, timeout in
      log.add("\(target) \(timeout)")
      return OpenedTransport(transport, close: { log.add("closed") })
    }
    return Session(settings: SessionSettings(), dependencies: dependencies)
  }

  private func run(_ session: Session, _ text: String) async {
    _ = await session.run(text) { _ in nil }
  }

  @Test func `another timeout opens the account in force again`() async throws {
    let log = OpenedLog()
    let session = session(log: log)
    await run(session, "query customers")
    try await session.use(profile: "other")
    await run(session, "set timeout = 5\nquery customers\nquery customers\nshow settings")
    #expect(
      log.lines.filter { $0 != "closed" }.map { $0.contains("other") } == [false, true, true])
    #expect(log.lines.last?.hasSuffix("5.0") == true)
    await session.close()
    #expect(log.lines.filter { $0 == "closed" }.count == 3)
  }

  @Test func `a sandbox in memory outlives another timeout`() async throws {
    let log = OpenedLog()
    let session = session(inMemory: true, log: log)
    await run(session, "query customers\nset timeout = 5\nquery customers")
    #expect(log.lines.count == 1)
  }

  @Test func `what a profile chooses holds from the first statement on`() async throws {
    var settings = ProfileSettings()
    settings.pageSize = 7
    settings.readOnly = true
    let session = session(settings)
    await run(session, "list customers")
    #expect(place.transport.requests.first?.parameters["limit"] == 7)
    let count = place.transport.requests.count
    await run(session, "create customer {}")
    #expect(place.transport.requests.count == count)
  }

  @Test func `the engine is another one only where its settings are`() async throws {
    let session = session()
    var settings = SessionSettings()
    let account = await session.services.account
    _ = try account.engine(&settings)
    for setting in [Setting.pageSize, .maxRows] {
      settings.set(setting, to: 5, from: "set")
      #expect(account.engineInForce(settings) != nil)
    }
    settings.set(.concurrency, to: 3, from: "set")
    #expect(account.engineInForce(settings) == nil)
    #expect(try account.engine(&settings).options.concurrency == 3)
  }
}

/// What was opened and closed, in order.
private final class OpenedLog: Sendable {
  private let kept = Mutex<[String]>([])

  var lines: [String] { kept.withLock(\.self) }

  func add(_ line: String) { kept.withLock { $0.append(line) } }
}
