import Dispatch
import Execution
import Logging
import StripeWire
import Synchronization

/// Time that passes only when nothing else can happen: an executor that runs one job after another,
/// and when none is left wakes whoever sleeps the shortest.
///
/// What runs on it is the same in every run, however many tasks there are and however busy the
/// machine is.
final class VirtualTime: TaskExecutor {
  private struct Sleeper {
    var end: Double
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now = VirtualTime.start
    var jobs = 0
    var sleepers: [Int: Sleeper] = [:]
    var sleeps = 0
  }

  static let start = 1_780_272_000.0

  private let queue = DispatchQueue(label: "virtual time")
  private let state = Mutex(State())

  var now: Double { state.withLock(\.now) }
  var passed: Double { now - Self.start }

  /// Does work within this time.
  func run<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await Task(executorPreference: self) { try await work() }.value
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs += 1 }
    queue.async {
      job.runSynchronously(on: self.asUnownedTaskExecutor())
      self.finishJob()
    }
  }

  private func finishJob() {
    let next = state.withLock { state -> Sleeper? in
      state.jobs -= 1
      guard state.jobs == 0 else { return nil }
      // Of those who sleep equally long the first wakes first.
      let first = state.sleepers.min { ($0.value.end, $0.key) < ($1.value.end, $1.key) }
      guard let (number, sleeper) = first else { return nil }
      state.sleepers[number] = nil
      state.now = max(state.now, sleeper.end)
      return sleeper
    }
    next?.continuation.resume()
  }

  /// Does work that other threads take part in; no time passes meanwhile. It must not sleep.
  func outside<Result: Sendable>(
    _ work: @Sendable () async throws -> Result
  ) async rethrows -> Result {
    state.withLock { $0.jobs += 1 }
    defer { finishJob() }
    return try await work()
  }

  func sleep(_ seconds: Double) async throws {
    let number = state.withLock { state in
      state.sleeps += 1
      return state.sleeps
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = state.withLock { state in
          // The mark of cancellation stands before its handler runs.
          guard !Task.isCancelled else { return true }
          state.sleepers[number] = Sleeper(end: state.now + seconds, continuation: continuation)
          return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      let sleeper = state.withLock { $0.sleepers.removeValue(forKey: number) }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }
}

/// Takes some time for every request.
struct SlowTransport: Transport {
  let transport: any Transport
  let time: VirtualTime
  /// Seconds.
  var latency = 0.12

  func send(_ request: APIRequest) async throws -> APIResponse {
    try await time.sleep(latency)
    return try await transport.send(request)
  }
}

/// An engine that lives in virtual time.
/// - Parameter now: the wall clock, where it shows another time.
func makeEngine(
  _ transport: any Transport, in time: VirtualTime, records: Records = Records(),
  notices: Notices = Notices(), options: EngineOptions = EngineOptions(),
  now: (@Sendable () -> Double)? = nil
) -> Engine {
  let numbers = Atomic<Int>(0)
  let dice = SplitMix(seed: 5)
  return Engine(
    transport: transport, options: options,
    dependencies: EngineDependencies(
      now: now ?? { time.now }, elapsed: { time.now }, sleep: { try await time.sleep($0) },
      randomness: { Double(dice.below(1000)) / 1000 },
      makeIdempotencyKey: {
        IdempotencyKey("key-\(numbers.add(1, ordering: .relaxed).newValue)")
      },
      record: { records.append($0) }, notice: { notices.append($0) },
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      startTask: { work in Task(executorPreference: time) { await work() } }))
}
