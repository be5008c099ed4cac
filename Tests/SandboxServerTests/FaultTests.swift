import JSON
import StripeWire
import Testing

@testable import SandboxServer
@testable import StripeSandbox

/// What each fault looks like, and that the same faults come again.
@Suite struct FaultTests {
  private func world(_ failures: String, seed: UInt64 = 1) throws -> FaultyWorld {
    let failures = try FaultPlan.failures(failures)
    return try FaultyWorld {
      $0.failures = failures
      $0.seed = seed
    }
  }

  @Test func nothingFailsWhereNothingIsAskedFor() async throws {
    let world = try FaultyWorld { _ in }
    for _ in 0..<50 {
      #expect(try await world.answer("GET", "/v1/customers")?.status == 200)
    }
    #expect(world.clock.slept.isEmpty)
    #expect(world.stripe.traffic.requests == 50)
    #expect(world.stripe.traffic.endpoints == ["GET /v1/customers": 50])
    #expect(world.stripe.traffic.faults == 0)
  }

  @Test(arguments: [(409, "lock_timeout"), (500, nil), (503, nil)])
  func errorsOfStripeHaveItsShape(_ status: Int, _ code: String?) async throws {
    let world = try world("\(status)=100%")
    let answer = try #require(try await world.answer("GET", "/v1/customers"))
    #expect(answer.status == status)
    #expect(APIError(answer).code == code)
    #expect(APIError(answer).type == (status < 500 ? "invalid_request_error" : "api_error"))
    #expect(answer.requestID?.hasPrefix("req_") == true)
  }

  @Test func tooManyRequestsAreTooManyForARateOrForAnObject() async throws {
    let world = try world("429=100%")
    var kinds: [String: Int] = [:]
    for _ in 0..<50 {
      let answer = try #require(try await world.answer("GET", "/v1/customers"))
      let reason = answer.headers["stripe-rate-limited-reason"] ?? "none"
      kinds["\(answer.status) \(APIError(answer).code ?? ""), \(reason)", default: 0] += 1
    }
    #expect(kinds.keys.sorted() == ["429 lock_timeout, none", "429 rate_limit, endpoint-rate"])
    #expect(kinds.values.allSatisfy { $0 > 10 })
  }

  @Test func aWriteConflictsWithAnotherUnderItsKey() async throws {
    let world = try world("409=100%")
    let answer = try #require(
      try await world.answer("POST", "/v1/customers", body: "name=a", key: "k1"))
    #expect(answer.status == 409)
    #expect(APIError(answer).code == "idempotency_key_in_use")
    #expect(APIError(answer).message.contains("k1"))
  }

  @Test(arguments: [502, 504])
  func errorsOfProxiesAreNoJSON(_ status: Int) async throws {
    let answer = try #require(try await world("\(status)=100%").answer("GET", "/v1/customers"))
    #expect(answer.status == status)
    #expect(answer.requestID == nil)
    #expect(throws: JSONError.self) { try JSONValue(parsing: answer.body) }
  }

  @Test func truncatedBodiesAreSuccessesThatDoNotParse() async throws {
    let world = try world("truncated=100%")
    for _ in 0..<50 {
      let answer = try #require(try await world.answer("GET", "/v1/customers"))
      #expect(answer.status == 200)
      #expect(throws: JSONError.self) { try JSONValue(parsing: answer.body) }
    }
    // Only successes are cut.
    #expect(try await world.answer("GET", "/v1/nobody")?.status == 404)
  }

  @Test func resetsCloseTheConnectionBeforeTheEnd() async throws {
    let world = try world("reset=100%")
    var kinds: Set<String> = []
    for _ in 0..<50 {
      switch try await world.deliver("GET", "/v1/customers") {
      case .whole, .silence: Issue.record("no reset")
      case .closed: kinds.insert("closed")
      case .cut(let answer, let count):
        kinds.insert("cut")
        #expect(count < answer.body.count)
      }
    }
    #expect(kinds == ["closed", "cut"])
    await #expect(throws: TransportError.self) {
      try await world.transport.send(APIRequest(.get, "/v1/customers"))
    }
  }

  @Test func timeoutsEndWhenTheClientsPatienceDoes() async throws {
    let world = try world("timeout=100%")
    await #expect(throws: TransportError.timedOut(seconds: 80)) {
      try await world.transport.send(APIRequest(.get, "/v1/customers"))
    }
    #expect(world.clock.slept == [80])
  }

  @Test func latencyBeyondThePatienceIsATimeout() async throws {
    let world = try FaultyWorld { $0.latency = 100 }
    await #expect(throws: TransportError.timedOut(seconds: 80)) {
      try await world.transport.send(APIRequest(.get, "/v1/customers"))
    }
  }

  @Test func sharesAreMet() async throws {
    let world = try world("500=20%,429=10%")
    var statuses: [Int: Int] = [:]
    for index in 0..<3000 {
      let answer = try await world.answer("GET", "/v1/nobody/\(index)")
      statuses[answer?.status ?? 0, default: 0] += 1
    }
    #expect(abs((statuses[500] ?? 0) - 600) < 80)
    #expect(abs((statuses[429] ?? 0) - 300) < 60)
    #expect(world.stripe.traffic.faults == (statuses[500] ?? 0) + (statuses[429] ?? 0))
  }

  @Test func theSameSeedGivesTheSameFaultsInAnyOrder() async throws {
    let targets = (0..<200).map { "/v1/customers?limit=\($0 % 50 + 1)" }
    func statuses(_ seed: UInt64, _ targets: [String]) async throws -> [String: [Int]] {
      let world = try world("500=30%,reset=10%,truncated=10%", seed: seed)
      var statuses: [String: [Int]] = [:]
      for target in targets {
        let answer = try await world.answer("GET", target)
        statuses[target, default: []].append((answer?.status ?? 0) + (answer?.body.count ?? 0))
      }
      return statuses
    }
    let first = try await statuses(7, targets)
    #expect(try await statuses(7, targets) == first)
    #expect(try await statuses(7, targets.reversed()) == first)
    #expect(try await statuses(8, targets) != first)
    // What fails is not condemned to fail again.
    #expect(first.values.contains { Set($0).count > 1 })
  }
}
