import StripeWire
import Synchronization
import Testing

@testable import Execution

@Suite struct SemaphoreTests {
  @Test func `no more requests are under way than was said, from wherever`() async throws {
    let time = VirtualTime()
    let counts = Mutex((now: 0, most: 0))
    let transport = TimedTransport { _ in
      counts.withLock { ($0.now, $0.most) = ($0.now + 1, max($0.most, $0.now + 1)) }
      try await time.sleep(1)
      counts.withLock { $0.now -= 1 }
      return .ok("{}")
    }
    let engine = makeEngine(transport, in: time, options: EngineOptions(concurrency: 3))
    try await time.run {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<12 {
          group.addTask { _ = try await engine.get("/v1/balance", title: "test") }
        }
        try await group.waitForAll()
      }
    }
    #expect(counts.withLock(\.most) == 3)
    #expect(time.passed == 4)
  }

  @Test func `who is cancelled while it waits takes no slot`() async throws {
    let semaphore = Semaphore(1)
    try await semaphore.enter()
    let waiting = Task { try await semaphore.enter() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    await semaphore.leave()
    try await semaphore.enter()
  }
}

/// Answers requests by a function that may wait.
struct TimedTransport: Transport {
  let answer: @Sendable (APIRequest) async throws -> APIResponse

  func send(_ request: APIRequest) async throws -> APIResponse { try await answer(request) }
}
