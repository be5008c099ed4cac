import StripeWire

/// Admits an engine's requests, and holds those of jobs while Stripe is down. The decisions are
/// those of `CircuitState`.
actor CircuitBreaker {
  /// The way a request was admitted.
  enum Pass: Sendable {
    /// It does not wait for the circuit and cannot open it.
    case free
    case ordinary
    case probe
  }

  private var circuit: CircuitState
  private let dependencies: EngineDependencies
  private var held = WaitingLine()

  init(patience: Double, _ dependencies: EngineDependencies) {
    circuit = CircuitState(patience: patience)
    self.dependencies = dependencies
  }

  /// True if there ever was a response.
  var hasAnswered: Bool { circuit.hasAnswered }

  /// Admits a request, after a wait if necessary.
  /// - Throws: `CancellationError`, or `TransportError.invalid` if patience ended during the wait.
  func enter(_ retries: RetryAllowance) async throws -> Pass {
    guard case .job = retries else { return .free }
    while true {
      switch circuit.admit() {
      case .pass: return .ordinary
      case .hold: try await hold()
      case .pause(let seconds): return try await pause(seconds)
      }
    }
  }

  private func pause(_ seconds: Double) async throws -> Pass {
    dependencies.notice(.paused(seconds: seconds, waiting: held.count + 1))
    do {
      try await dependencies.sleep(seconds)
    } catch {
      left(by: .probe)
      throw error
    }
    return .probe
  }

  /// Records a response that shows that Stripe works.
  func answered() {
    guard let seconds = circuit.answered() else { return }
    dependencies.notice(.resumed(afterSeconds: seconds))
    held.releaseAll()
  }

  /// Records a failed attempt; a probe must enter again, or leave.
  /// - Parameters:
  ///   - seconds: the duration of the attempt.
  ///   - hadAnswer: true if there was a response, even one with an error.
  ///   - reason: the reason as a phrase.
  /// - Throws: `TransportError.invalid` if the outage has lasted longer than the patience.
  func failed(
    _ pass: Pass, after seconds: Double, hadAnswer: Bool, _ reason: String
  ) throws(TransportError) {
    if hadAnswer { circuit.met() }
    switch pass {
    case .free: break
    case .ordinary: circuit.failed()
    case .probe:
      if let length = circuit.probeFailed(after: seconds) {
        let end = TransportError.invalid(
          "Stripe did not respond for \(Int(length.rounded())) seconds; last error: \(reason)")
        held.releaseAll(throwing: end)
        throw end
      }
    }
  }

  /// Records that a request ended without showing that Stripe works; if it was the keeper, the
  /// request that has waited longest takes its place.
  func left(by pass: Pass) {
    guard case .probe = pass else { return }
    circuit.keeperLeft(isLast: held.isEmpty)
    held.releaseFirst()
  }

  private func hold() async throws {
    let number = held.takeNumber()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { held.join($0, as: number) }
    } onCancel: {
      Task { await self.cancel(number) }
    }
  }

  private func cancel(_ number: Int) { held.cancel(number) }
}

/// A message of an engine to the user while it works.
package enum EngineNotice: Sendable, Hashable {
  /// Stripe is down: `waiting` requests are held, and one of them is sent after `seconds`.
  case paused(seconds: Double, waiting: Int)
  case resumed(afterSeconds: Double)
  /// A request waits `seconds` before it is sent; `isLonger` than all that were announced before.
  case waiting(seconds: Double, WaitReason, isLonger: Bool)

  /// True if the next notice replaces it.
  package var isPassing: Bool {
    switch self {
    case .waiting: true
    case .paused, .resumed: false
    }
  }

  /// True if a reader of all notices knows it already.
  package var isRepeated: Bool {
    switch self {
    case .waiting(_, _, let isLonger): !isLonger
    case .paused, .resumed: false
    }
  }

  /// One sentence without a full stop.
  package var sentence: String {
    switch self {
    case .paused(let seconds, let waiting):
      "Stripe is not responding: next attempt in \(Int(seconds)) s, \(waiting) "
        + (waiting == 1 ? "request waiting" : "requests waiting")
    case .resumed(let seconds):
      "Stripe is responding again after \(Int(seconds.rounded())) s"
    case .waiting(let seconds, let reason, _):
      "waiting \(Int(seconds.rounded(.up))) s: \(reason.words)"
    }
  }
}
