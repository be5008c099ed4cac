import JSON
import Planning
import SandboxStore
import StripeWire
import Testing

@testable import Execution
@testable import SandboxServer
@testable import StripeSandbox

/// A Stripe on which much goes wrong, and an engine that writes to it, both in virtual time.
struct FaultyShop {
  let time = VirtualTime()
  let notices = Notices()
  let records = Records()
  let sandbox: Sandbox
  let stripe: FaultyStripe
  let engine: Engine

  /// - Parameters:
  ///   - failures: shares as `sandbox serve --fail` takes them.
  ///   - timeout: seconds for which an answer is waited for.
  ///   - latency: seconds that an answer takes.
  init(_ failures: String, timeout: Double = 80, latency: Double = 0.12) throws {
    let dice = SplitMix(seed: 3)
    sandbox = try Sandbox(
      storage: .memory, clock: { 1_780_272_000 }, randomness: { dice.next() })
    var plan = FaultPlan()
    plan.failures = try FaultPlan.failures(failures)
    plan.latency = latency
    stripe = FaultyStripe(
      sandbox, plan: plan,
      environment: FaultEnvironment(
        now: { [time] in time.passed }, sleep: { [time] in try await time.sleep($0) }),
      respond: { [time, sandbox] request in
        await time.outside { await sandbox.respond(to: request) }
      })
    engine = makeEngine(
      SandboxTransport(sandbox, faulty: stripe, timeout: timeout), in: time, records: records,
      notices: notices)
  }

  /// Creates so many customers in one job and gives the results in their order.
  func create(_ count: Int) async throws -> [String] {
    let plan = try Self.job(count)
    return try await time.run { [engine] in
      try await engine.written(plan) { $0.value["metadata"]?["row"]?.string }.results
    }
  }

  /// Customers that are marked with the numbers of their rows.
  static func job(_ count: Int) throws -> WritePlan {
    let rows: JSONValue = .array(
      (1...count).map { ["name": .string("c\($0)"), "metadata": ["row": .string("\($0)")]] })
    return try writePlan("create customers from $rows", variables: ["rows": rows])
  }

  /// What results there are when every row is written, in the order of the rows.
  static func all(_ count: Int) -> [String] { (1...count).map { "\($0) \($0)" } }

  /// The marks of all customers there are, by number.
  func marks() async throws -> [Int] {
    try await SandboxTransport(sandbox).rows("customers")
      .compactMap { $0["metadata"]?["row"]?.string.flatMap { Int($0) } }.sorted()
  }
}

extension Transport {
  /// Every object of a collection, page by page.
  func rows(_ collection: String, _ filter: JSONObject = [:]) async throws -> [JSONValue] {
    var parameters = filter
    parameters["limit"] = 100
    var rows: [JSONValue] = []
    while true {
      let answer = try await send(APIRequest(.get, "/v1/\(collection)", parameters))
      let page = try JSONValue(parsing: answer.body)
      rows += page["data"]?.array ?? []
      guard page["has_more"] == true, let last = rows.last?["id"] else { return rows }
      parameters["starting_after"] = last
    }
  }
}
