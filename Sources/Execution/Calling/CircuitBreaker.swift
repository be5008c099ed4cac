import StripeWire

/// Lets an engine's requests out, and holds those of jobs while Stripe is down: the driver of
/// `CircuitState`.
actor CircuitBreaker {
  /// How a request goes out.
  enum Pass: Sendable {
    /// It neither waits for the circuit nor opens it.
    case free
    case ordinary
    case probe
  }

  private var circuit: CircuitState
  private let surroundings: EngineSurroundings
  private var held = WaitingLine()

  init(patience: Double, _ surroundings: EngineSurroundings) {
    circuit = CircuitState(patience: patience)
    self.surroundings = surroundings
  }

  /// Whether anything ever answered.
  var hasAnswered: Bool { circuit.hasAnswered }

  /// Lets a request out, if need be after a wait.
  /// - Throws: `CancellationError`, or `TransportError.invalid` where patience ended meanwhile.
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
    surroundings.notice(.paused(seconds: seconds, waiting: held.count + 1))
    do {
      try await surroundings.sleep(seconds)
    } catch {
      left(by: .probe)
      throw error
    }
    return .probe
  }

  /// Stripe answered, and not that it failed.
  func answered() {
    guard let seconds = circuit.answered() else { return }
    surroundings.notice(.resumed(afterSeconds: seconds))
    held.releaseAll()
  }

  /// A sending failed; a probe is to enter again, or to leave.
  /// - Parameters:
  ///   - seconds: that it took.
  ///   - hadAnswer: whether something answered, if only that it failed.
  ///   - reason: what happened, in words.
  /// - Throws: `TransportError.invalid` where patience ends with it.
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

  /// A request ends without having learned that Stripe is up; if it was the keeper, the one who
  /// waits longest takes its place.
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

/// What an engine has to say while it works.
package enum EngineNotice: Sendable, Hashable {
  /// Stripe is down: `waiting` requests are held, and one of them is sent after `seconds`.
  case paused(seconds: Double, waiting: Int)
  case resumed(afterSeconds: Double)
  /// A request waits `seconds` before it is sent; `isLonger` than all that were announced before.
  case waiting(seconds: Double, WaitReason, isLonger: Bool)

  /// Whether it is worth nothing once the next one comes.
  package var isPassing: Bool {
    switch self {
    case .waiting: true
    case .paused, .resumed: false
    }
  }

  /// Whether it says nothing new to whoever reads all notices.
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
