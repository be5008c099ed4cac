import StripeWire
import Synchronization

@testable import Console

/// A sandbox that seems far away, so that loops over reads run side by side; its answers come in an
/// order of their own.
struct FarAccount: Transport {
  let transport: any Transport

  func send(_ request: APIRequest) async throws -> APIResponse {
    for _ in 0..<(request.encoded().target.utf8.reduce(0) { 31 &* $0 &+ Int($1) } & 0x1F) {
      await Task.yield()
    }
    return try await transport.send(request)
  }

  /// A clock by which every answer takes a while.
  static func clock() -> @Sendable () -> Double {
    let ticks = Atomic<Int>(0)
    return { 1_780_272_000 + 0.2 * Double(ticks.add(1, ordering: .relaxed).newValue) }
  }
}

/// What it answered to a request it answers again, to the id of the request.
final class RepeatingTransport: Transport {
  private let transport: any Transport
  private let answers = Mutex<[String: APIResponse]>([:])

  init(_ transport: any Transport) {
    self.transport = transport
  }

  func send(_ request: APIRequest) async throws -> APIResponse {
    let target = request.encoded().target
    if let answer = answers.withLock({ $0[target] }) { return answer }
    let answer = try await transport.send(request)
    return answers.withLock { answers in
      let kept = answers[target] ?? answer
      answers[target] = kept
      return kept
    }
  }
}

/// Lets requests through only once so many are under way together; the first goes alone.
final class MeetingTransport: Transport {
  private struct State {
    var count = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let size: Int
  private let answer: @Sendable (APIRequest) -> APIResponse

  init(size: Int, answer: @escaping @Sendable (APIRequest) -> APIResponse) {
    self.size = size
    self.answer = answer
  }

  func send(_ request: APIRequest) async throws -> APIResponse {
    await withCheckedContinuation { continuation in
      let released = state.withLock { state -> [CheckedContinuation<Void, Never>] in
        state.count += 1
        if state.count == 1 { return [continuation] }
        state.waiting.append(continuation)
        guard state.waiting.count == size else { return [] }
        defer { state.waiting = [] }
        return state.waiting.reversed()
      }
      for waiting in released { waiting.resume() }
    }
    return answer(request)
  }
}

/// Answers some requests, and lets the others wait until they are cancelled.
final class StallingTransport: Transport {
  private let answer: @Sendable (APIRequest) -> APIResponse?
  private let stalled = Mutex(0)
  private let reached: @Sendable (_ stalled: Int) -> Void

  /// - Parameters:
  ///   - answer: nil where the request is to wait.
  ///   - reached: told how many wait.
  init(
    answer: @escaping @Sendable (APIRequest) -> APIResponse?,
    reached: @escaping @Sendable (_ stalled: Int) -> Void
  ) {
    self.answer = answer
    self.reached = reached
  }

  func send(_ request: APIRequest) async throws -> APIResponse {
    if let response = answer(request) { return response }
    reached(
      stalled.withLock { stalled in
        stalled += 1
        return stalled
      })
    // Far longer than any test may take: only a cancellation ends it.
    try await Task.sleep(for: .seconds(3600))
    throw CancellationError()
  }
}
