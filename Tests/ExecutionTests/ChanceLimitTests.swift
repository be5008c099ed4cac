import JSON
import StripeWire
import Synchronization
import Testing

@testable import Execution
@testable import SandboxServer

/// A Stripe that allows so many requests a second and refuses others by chance.
private final class ChancyStripe: Transport {
  private struct State {
    var bucket: TokenBucket
    var requests = 0
    var limited = 0
  }

  private let time: VirtualTime
  private let chance: Int
  private let state: Mutex<State>
  private let dice = SplitMix(seed: 7)

  /// - Parameters:
  ///   - rate: requests that it allows a second.
  ///   - chance: refusals by chance in a hundred requests, every other one for a lock.
  init(rate: Double, chance: Int, in time: VirtualTime) {
    self.time = time
    self.chance = chance
    state = Mutex(State(bucket: TokenBucket(rate: rate, at: 0)))
  }

  /// Requests that the limit refused, as a share of all.
  var limitedShare: Double { state.withLock { Double($0.limited) / Double($0.requests) } }

  func send(_ request: APIRequest) async throws -> APIResponse {
    let refusal = refusal()
    try await time.sleep(0.005 + 0.015 * Double(dice.below(1000)) / 1000)
    return refusal ?? .ok(#"{"id":"cus_1"}"#)
  }

  private func refusal() -> APIResponse? {
    if dice.below(100) < chance { return dice.below(2) == 0 ? .failed(429, "lock_timeout") : limit }
    let isAllowed = state.withLock { state in
      state.requests += 1
      let isAllowed = state.bucket.hasToken(at: time.passed)
      if isAllowed { state.bucket.take() } else { state.limited += 1 }
      return isAllowed
    }
    return isAllowed ? nil : limit
  }

  private var limit: APIResponse {
    var response = APIResponse.failed(429, "rate_limit")
    response.headers["stripe-rate-limited-reason"] = "endpoint-rate"
    return response
  }
}

@Suite struct ChanceLimitTests {
  /// Seconds that a job takes, and the share of its requests that the limit refused.
  private func write(
    _ count: Int, at rate: Double, chance: Int
  ) async throws -> (seconds: Double, limited: Double) {
    let time = VirtualTime()
    let stripe = ChancyStripe(rate: rate, chance: chance, in: time)
    let engine = makeEngine(stripe, in: time, options: EngineOptions(limits: .unknown))
    let plan = try FaultyShop.job(count)
    let done = try await time.run { try await engine.written(plan).summary.done }
    #expect(done == count)
    return (time.passed, stripe.limitedShare)
  }

  @Test func `refusals by chance do not slow a job down to a crawl`() async throws {
    let clean = try await write(4000, at: 100, chance: 0)
    let chancy = try await write(4000, at: 100, chance: 5)
    #expect(clean.seconds < 1.1 * 40)
    #expect(chancy.seconds < 1.5 * clean.seconds, "\(chancy.seconds)")
  }

  @Test(arguments: [25.0, 100])
  func `a limit alone is found and kept`(rate: Double) async throws {
    let (seconds, limited) = try await write(2000, at: rate, chance: 0)
    #expect(seconds < 1.1 * 2000 / rate, "\(seconds)")
    #expect(limited < 0.01, "\(limited)")
  }
}
