import JSON
import StripeWire
import Synchronization
import Testing

@testable import Execution

/// A job that stops at a failure begins nothing after it; what is under way ends.
struct StoppingTests {
  /// Row 2 takes long, and some row is refused; rows are known by their names.
  private final class Server: Transport {
    let time: VirtualTime
    let refused: String
    private let sent = Mutex<[String]>([])

    init(time: VirtualTime, refused: String) {
      self.time = time
      self.refused = refused
    }

    var names: [String] { sent.withLock(\.self) }

    func send(_ request: APIRequest) async throws -> APIResponse {
      let name = request.parameters["name"]?.string ?? ""
      sent.withLock { $0.append(name) }
      try await time.sleep(name == "2" ? 5 : 0.12)
      guard name != refused else {
        return APIResponse(status: 400, body: Array(#"{"error":{"message":"no luck"}}"#.utf8))
      }
      return APIResponse(status: 200, body: Array(#"{"id":"cus_\#(name)"}"#.utf8))
    }
  }

  private static let names = (1...50).map(String.init)

  private func run(
    refusing name: String, stops: Bool
  ) async throws -> (sent: [String], results: [String], summary: WriteSummary) {
    let time = VirtualTime()
    let server = Server(time: time, refused: name)
    let rows: JSONValue = .array(Self.names.map { ["name": .string($0)] })
    let plan = try writePlan("create customers from $rows", variables: ["rows": rows])
    let engine = makeEngine(server, in: time, options: EngineOptions(concurrency: 4))
    let (results, summary) = try await time.run {
      try await engine.written(plan, WriteJob(stopsAtFailure: stops))
    }
    return (server.names, results, summary)
  }

  @Test func `no row is begun after a failure, even while an earlier one has no answer`()
    async throws
  {
    let (sent, results, summary) = try await run(refusing: "3", stops: true)
    #expect(sent.sorted() == ["1", "2", "3", "4", "5"])
    #expect(results.count == 5)
    #expect(summary.done == 4 && summary.failed == 1 && summary.ended == 5)
    #expect(summary.wasStopped)
  }

  @Test func `the first row may be the one`() async throws {
    let (sent, _, summary) = try await run(refusing: "1", stops: true)
    #expect(sent == ["1"])
    #expect(summary.done == 0 && summary.failed == 1 && summary.wasStopped)
  }

  @Test func `a job that goes on sends all others`() async throws {
    let (sent, _, summary) = try await run(refusing: "3", stops: false)
    #expect(Set(sent) == Set(Self.names))
    #expect(summary.done == 49 && summary.failed == 1 && !summary.wasStopped)
  }
}
