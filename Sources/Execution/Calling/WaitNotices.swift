import StripeWire
import Synchronization

/// The reason why a request waits before it is sent, or sent again.
package enum WaitReason: Sendable, Hashable {
  /// Stripe returned a 429.
  case rateLimit
  /// Another request holds a lock on the object.
  case lock
  /// The rate that was given or learned.
  case pace
  /// The last attempt failed; the value is the reason as a phrase.
  case failure(String)

  init(_ sent: Attempt) {
    if let response = sent.response {
      let code = APIError(response).code
      self =
        switch (response.status, code) {
        case (_, "lock_timeout"?): .lock
        case (429, _), (400, _): .rateLimit
        case (409, _): .lock
        default: .failure("the last response had status \(response.status)")
        }
    } else if case .failed(let error) = sent.outcome {
      self = .failure(error.sentence)
    } else {
      self = .failure("the last attempt failed")
    }
  }

  /// The reason as a phrase.
  var words: String {
    switch self {
    case .rateLimit: "Stripe's rate limit (429)"
    case .lock: "another request is using the same object"
    case .pace: "the limit of requests per second"
    case .failure(let words): words
    }
  }
}

/// Decides which waits of an engine's requests are announced: those of some seconds. The lengths of
/// the waits alone decide which of them are longer than all before.
struct WaitNotices: Sendable {
  /// Whole seconds of the longest wait that was announced.
  private var longest = 0.0

  /// The seconds of waiting that need no explanation.
  static let silence = 3.0

  /// Returns the notice of a wait that begins; nil if it is not announced.
  /// - Parameters:
  ///   - seconds: the length of the wait.
  ///   - waited: the seconds that the same request has waited before.
  mutating func begin(
    _ seconds: Double, after waited: Double, for reason: WaitReason
  ) -> EngineNotice? {
    guard waited + seconds >= Self.silence else { return nil }
    let shown = seconds.rounded(.up)
    defer { longest = max(longest, shown) }
    return .waiting(seconds: seconds, reason, isLonger: shown > longest)
  }
}

/// The notices of the waits of all requests of an engine.
final class WaitAnnouncer: Sendable {
  private let notices = Mutex(WaitNotices())
  private let dependencies: EngineDependencies

  init(_ dependencies: EngineDependencies) {
    self.dependencies = dependencies
  }

  func begin(_ seconds: Double, after waited: Double = 0, for reason: WaitReason) {
    let notice = notices.withLock { $0.begin(seconds, after: waited, for: reason) }
    if let notice { dependencies.notice(notice) }
  }
}

extension RetryAllowance {
  /// Returns true if a wait is announced: server failures in a job are announced by the circuit
  /// breaker, once for all requests.
  func announces(_ reason: WaitReason) -> Bool {
    switch (self, reason) {
    case (.job, .failure): false
    case (.job, _), (.statement, _): true
    }
  }
}
