import JSON
import StripeWire
import Testing

@testable import Execution

/// Jobs over a Stripe that fails in every way: each input is done once, and its result comes in
/// its place.
@Suite struct FaultyJobTests {
  @Test func `a long job with much going wrong does every input once`() async throws {
    let shop = try FaultyShop("500=10%,reset=5%,429=5%,409=2%")
    let count = 1000
    #expect(try await shop.create(count) == FaultyShop.all(count))
    #expect(try await shop.marks() == Array(1...count))
    let traffic = shop.stripe.traffic
    // A fifth of all sendings fails, and each failure costs one sending more.
    #expect(traffic.requests == count + traffic.faults)
    #expect(Double(traffic.faults) > 0.2 * Double(count))
    #expect(shop.records.all.map(\.retries).reduce(0, +) == traffic.faults)
  }

  @Test func `a write that waits to be sent again leaves its place to others at once`() async throws
  {
    // So near that one request after the other keeps it busy.
    let shop = try FaultyShop("500=10%,reset=5%", latency: 0.001)
    let count = 400
    #expect(try await shop.create(count) == FaultyShop.all(count))
    #expect(shop.stripe.traffic.faults > 40)
    // One after the other the waits alone would take half a second for each fault.
    #expect(shop.time.passed < 0.15 * Double(shop.stripe.traffic.faults), "\(shop.time.passed)")
  }

  @Test(arguments: [
    "500", "502", "503", "504", "409", "429", "reset", "truncated", "timeout",
  ])
  func `every kind of failure alone is overcome`(fault: String) async throws {
    let shop = try FaultyShop("\(fault)=25%")
    #expect(try await shop.create(150) == FaultyShop.all(150))
    #expect(try await shop.marks() == Array(1...150))
    #expect(shop.stripe.traffic.faults > 20)
  }

  @Test func `an answer that does not come is waited for as long as it was said`() async throws {
    let shop = try FaultyShop("timeout=100%", timeout: 5)
    let results = try await shop.time.run { [engine = shop.engine] in
      try await engine.written(try writePlan(#"create customer { name: "A" }"#)).results
    }
    #expect(results == ["!no response within 5 seconds"])
    #expect(shop.stripe.traffic.requests == 3)
    #expect((15..<18).contains(shop.time.passed), "\(shop.time.passed)")
  }

  @Test func `a job on a Stripe that is down says so and ends`() async throws {
    let shop = try FaultyShop("503=100%")
    let results = try await shop.create(3)
    #expect(results.allSatisfy { $0.contains("Stripe did not respond for 6") }, "\(results)")
    #expect(shop.notices.all.count > 10)
    #expect(shop.stripe.traffic.requests < 100)
  }
}
