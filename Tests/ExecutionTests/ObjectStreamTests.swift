import JSON
import StripeWire
import Testing

@testable import Execution

/// Objects by id, several requests at once.
@Suite struct ObjectStreamTests {
  private static let ids = (1...40).map { "cus_\($0)" }
  private static let statement = "get customers \(ids.joined(separator: ", "))"

  private static func object(_ request: APIRequest) -> APIResponse {
    .ok(#"{"id":"\#(request.path.split(separator: "/").last ?? "")"}"#)
  }

  @Test func `one slow answer does not hold up the others, and all come in order`() async throws {
    let time = VirtualTime()
    let transport = TimedTransport { request in
      try await time.sleep(request.path.hasSuffix("/cus_3") ? 3 : 0.1)
      return Self.object(request)
    }
    let engine = makeEngine(transport, in: time, options: EngineOptions(concurrency: 4))
    #expect(try await time.run { try await engine.ids(Self.statement) } == Self.ids)
    // Three places for the other 39, and the slow one beside them.
    #expect(time.passed < 3.5, "\(time.passed)")
  }

  @Test(arguments: [EngineOptions(limits: .unknown), EngineOptions(limits: .live)])
  func `a few go together, the first too`(options: EngineOptions) async throws {
    let time = VirtualTime()
    let transport = TimedTransport { request in
      try await time.sleep(0.12)
      return Self.object(request)
    }
    let engine = makeEngine(transport, in: time, options: options)
    let ids = try await time.run { try await engine.ids("get customers cus_1, cus_2, cus_3") }
    #expect(ids == ["cus_1", "cus_2", "cus_3"])
    #expect(time.passed < 0.121, "\(time.passed)")
  }

  @Test func `the pace is kept busy`() async throws {
    let time = VirtualTime()
    let transport = TimedTransport { request in
      try await time.sleep(0.12)
      return Self.object(request)
    }
    let engine = makeEngine(transport, in: time, options: EngineOptions(limits: .given(25)))
    #expect(try await time.run { try await engine.ids(Self.statement) } == Self.ids)
    #expect(time.passed < 1.15 * 40 / 25 + 0.12, "\(time.passed)")
  }

  @Test func `what comes before a missing object is shown`() async throws {
    let transport = ScriptedTransport { request, _ in
      request.path.hasSuffix("/cus_5") ? .failed(404, "resource_missing") : Self.object(request)
    }
    let engine = makeEngine(transport)
    var shown: [String] = []
    await #expect(throws: Failure.self) {
      try await engine.read(try readPlan(Self.statement)) { shown.append($0.id ?? "?") }
    }
    #expect(shown == ["cus_1", "cus_2", "cus_3", "cus_4"])
    #expect(transport.requests.count < 12)
  }

  @Test func `a moment's trouble does not end a long read`() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, number in
      // More failures in a row than a statement alone would bear.
      (10..<25).contains(number) ? .failed(503) : Self.object(request)
    }
    let notices = Notices()
    let engine = makeEngine(
      SlowTransport(transport: transport, time: time), in: time, notices: notices)
    #expect(try await time.run { try await engine.ids(Self.statement) } == Self.ids)
    #expect(!notices.all.isEmpty)
  }
}
