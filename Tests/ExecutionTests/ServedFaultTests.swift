import JSON
import SandboxServer
import StripeSandbox
import StripeWire
import Synchronization
import Testing

@testable import Execution

/// Jobs over real connections that break: each input is done once.
@Suite struct ServedFaultTests {
  // Answers that never come are left to the tests on virtual time: a real timeout that is short
  // enough to wait for also ends answers that are merely slow on a busy machine.
  @Test func `connections that break and answers that are cut short are overcome`() async throws {
    var plan = FaultPlan()
    plan.failures = try FaultPlan.failures("500=10%,reset=15%,truncated=5%,409=2%,429=2%")
    let shop = try ServedShop(faults: plan)
    await shop.start()
    let transport = try await shop.transport()
    let records = Records()
    let engine = makeEngine(transport, clock: TestClock(tick: 0.02), records: records)
    let job = try FaultyShop.job(100)
    let results = try await engine.written(job) { $0.value["metadata"]?["row"]?.string }.results
    await transport.shutdown()
    await shop.stop()
    #expect(results == FaultyShop.all(100))
    #expect(try await shop.marks() == Array(1...100))
    #expect(records.all.contains { $0.retries > 0 })
  }

  @Test func `a server that goes away and comes back is waited for`() async throws {
    let shop = try ServedShop()
    await shop.start()
    let network = try await shop.transport()
    let isBack = Atomic(false)
    let notices = Notices()
    let engine = makeEngine(
      StoppingTransport(network, stopping: shop, before: 20), clock: TestClock(tick: 0.02),
      notices: notices,
      sleep: { _ in
        // The first pause is long enough for somebody to start it again.
        guard !notices.all.isEmpty,
          isBack.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged
        else { return }
        await shop.start()
      })
    let job = try FaultyShop.job(60)
    let results = try await engine.written(job) { $0.value["metadata"]?["row"]?.string }.results
    await network.shutdown()
    await shop.stop()
    #expect(results == FaultyShop.all(60))
    #expect(try await shop.marks() == Array(1...60))
    #expect(notices.all.first == .paused(seconds: 1, waiting: 1), "\(notices.all)")
    guard case .resumed? = notices.all.last else {
      Issue.record("it did not say that it goes on: \(notices.all)")
      return
    }
  }
}
