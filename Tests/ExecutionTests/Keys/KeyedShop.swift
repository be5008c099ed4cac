import JSON
import Planning
import SandboxServer
import SandboxStore
import StripeSandbox
import StripeWire
import Synchronization

@testable import Execution

/// A sandbox whose requests are counted, and that can die before or after any of them.
final class KeyedShop: Transport {
  /// The request at which the run dies, and whether the server still gets it.
  struct Fate: Sendable {
    var request: Int
    var hasArrived: Bool
  }

  struct Death: Error {}

  private struct Traffic {
    var requests: [APIRequest] = []
    var fate: Fate?
    var isDead = false
  }

  private let sandbox: SandboxTransport
  private let traffic = Mutex(Traffic())

  init() throws {
    let dice = SplitMix(seed: 3)
    sandbox = SandboxTransport(
      try Sandbox(storage: .memory, clock: { 1_780_272_000 }, randomness: { dice.next() }))
  }

  /// Forgets what was sent, and dies as it is told.
  func begin(_ fate: Fate? = nil) {
    traffic.withLock { $0 = Traffic(fate: fate) }
  }

  var lines: [String] {
    traffic.withLock { $0.requests.map { "\($0.method.rawValue) \($0.path)" } }
  }

  var writes: [String] { lines.filter { !$0.hasPrefix("GET") } }

  func send(_ request: APIRequest) async throws -> APIResponse {
    let (isLast, arrives) = try traffic.withLock { traffic in
      if traffic.isDead { throw Death() }
      traffic.requests.append(request)
      guard let fate = traffic.fate, traffic.requests.count == fate.request else {
        return (false, true)
      }
      traffic.isDead = true
      return (true, fate.hasArrived)
    }
    guard arrives else { throw Death() }
    let response = try await sandbox.send(request)
    if isLast { throw Death() }
    return response
  }

  /// Makes customers with these addresses, with names `n1`, `n2` …
  func fill(_ emails: [String]) async throws {
    let rows = emails.enumerated().map { number, email -> JSONValue in
      ["email": .string(email), "name": .string("n\(number + 1)")]
    }
    let plan = try writePlan("create customers from $rows", variables: ["rows": .array(rows)])
    _ = try await makeEngine(self).written(
      plan, WriteJob(step: try Journal.inMemory(header("fill"), home: nil).first()))
    begin()
  }
}

extension Journal {
  /// The only step of a run.
  func first() throws -> JournalStep { try step(1, title: "job", place: "test:1:1") }
}

/// `$rows`, an object each.
func keyedRows(_ rows: [JSONValue]) -> [String: JSONValue] { ["rows": .array(rows)] }
