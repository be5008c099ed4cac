import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import SandboxServer

/// The limits, over a clock that is moved by hand.
@Suite struct FaultRateTests {
  @Test func aBucketHoldsOneSecondAndFillsAtItsRate() {
    var bucket = TokenBucket(rate: 4, at: 10)
    #expect(taken(8, from: &bucket, at: 10) == 4)
    #expect(taken(8, from: &bucket, at: 10.25) == 1)
    #expect(taken(8, from: &bucket, at: 10.375) == 0)
    #expect(taken(8, from: &bucket, at: 10.5) == 1)
    #expect(taken(8, from: &bucket, at: 1000) == 4)
    #expect(taken(8, from: &bucket, at: 999) == 0)
  }

  @Test(arguments: [0.5, 1, 3, 7, 25, 100])
  func whoKeepsToTheRateIsNeverRefused(_ rate: Double) {
    var bucket = TokenBucket(rate: rate, at: 0)
    var refusals = 0
    // First everything that may come at once, then one by one.
    _ = taken(Int(max(1, rate)), from: &bucket, at: 0)
    for step in 1...2000 {
      refusals += 1 - taken(1, from: &bucket, at: Double(step) / rate)
    }
    #expect(refusals == 0)
  }

  @Test func endpointsAreMethodsAndPathsWithoutIDs() async throws {
    let world = try FaultyWorld { $0.endpointRate = 2 }
    var ids: [String] = []
    for _ in 0..<4 { ids.append(try await world.client.post("/v1/customers").id) }
    var reasons: [String?] = []
    for id in ids { reasons.append(try await world.reason("GET", "/v1/customers/\(id)")) }
    #expect(reasons == [nil, nil, "endpoint-rate", "endpoint-rate"])
    // Other methods and other paths have limits of their own.
    #expect(try await world.reason("POST", "/v1/customers/\(ids[0])") == nil)
    #expect(try await world.reason("GET", "/v1/customers") == nil)
    world.clock.advance(0.5)
    #expect(try await world.reason("GET", "/v1/customers/\(ids[0])") == nil)
    #expect(try await world.reason("GET", "/v1/customers/\(ids[1])") == "endpoint-rate")
  }

  @Test func theAccountHasOneLimitAndRefusalsCountForNone() async throws {
    let world = try FaultyWorld {
      $0.accountRate = 3
      $0.endpointRate = 2
    }
    var reasons: [String?] = []
    for path in ["customers", "customers", "customers", "products", "prices", "customers"] {
      reasons.append(try await world.reason("GET", "/v1/\(path)"))
    }
    #expect(reasons == [nil, nil, "endpoint-rate", nil, "global-rate", "global-rate"])
    #expect(world.stripe.traffic.limited == 3)
  }

  @Test func searchesShareOneLimit() async throws {
    let world = try FaultyWorld { $0.endpointRate = 100 }
    var refused = 0
    for index in 0..<30 {
      let object = ["customers", "invoices", "products"][index % 3]
      let target = "/v1/\(object)/search?query=created%3E1"
      if try await world.reason("GET", target) != nil { refused += 1 }
    }
    #expect(refused == 10)
  }

  @Test func aLimitedRequestIsAnsweredAsStripeAnswersIt() async throws {
    let world = try FaultyWorld {
      $0.accountRate = 1
      $0.latency = 0.12
    }
    _ = try await world.answer("GET", "/v1/customers")
    let answer = try #require(try await world.answer("POST", "/v1/customers", key: "k"))
    #expect(answer.status == 429)
    #expect(answer.headers["stripe-rate-limited-reason"] == "global-rate")
    #expect(answer.headers["retry-after"] == nil)
    #expect(answer.headers["request-id"]?.hasPrefix("req_") == true)
    let error = APIError(answer)
    #expect(error.code == "rate_limit")
    #expect(error.type == "invalid_request_error")
    #expect(try await world.client.rows("/v1/customers").isEmpty)
    // Refusals travel as long as answers.
    #expect(world.clock.slept == [0.12, 0.12])
  }

  /// How many of so many attempts at once get a token.
  private func taken(_ count: Int, from bucket: inout TokenBucket, at now: Double) -> Int {
    var taken = 0
    for _ in 0..<count where bucket.hasToken(at: now) {
      bucket.take()
      taken += 1
    }
    return taken
  }
}
