import StripeWire
import Testing

@testable import Execution

/// The wall clock may be set at any moment; pace and durations go by a clock that never is.
struct WallClockTests {
  /// Answers every request, after a while.
  private struct Server: Transport {
    let time: VirtualTime

    func send(_ request: APIRequest) async throws -> APIResponse {
      try await time.sleep(0.1)
      return APIResponse(status: 200, body: Array(#"{"id":"cus_1"}"#.utf8))
    }
  }

  @Test(arguments: [-20.0, 20.0, -86400.0])
  func `a wall clock that is set holds up no request`(seconds: Double) async throws {
    let time = VirtualTime()
    let records = Records()
    let engine = makeEngine(
      Server(time: time), in: time, records: records,
      options: EngineOptions(concurrency: 4, limits: .given(10)),
      now: { time.now + (time.passed > 0.5 ? seconds : 0) })
    let durations = try await time.run {
      var durations: [Double] = []
      for _ in 0..<20 {
        durations.append(try await engine.get("/v1/customers/cus_1", title: "get").milliseconds)
      }
      return durations
    }
    #expect(time.passed < 3)
    #expect(durations.allSatisfy { 99...301 ~= $0 })
    #expect(records.all.allSatisfy { 99...101 ~= $0.milliseconds })
    let last = try #require(records.all.last)
    #expect(abs(last.startedAt - (time.now + seconds)) < 1)
  }
}
