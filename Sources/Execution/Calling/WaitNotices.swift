import StripeWire
import Synchronization

/// What a request waits for before it is sent, or sent again.
package enum WaitReason: Sendable, Hashable {
  /// Stripe answered 429.
  case rateLimit
  /// Another request is at the same object.
  case lock
  /// The pace that was given or learned.
  case pace
  /// The last try failed, as these words say.
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

  /// Words for what is waited for.
  var words: String {
    switch self {
    case .rateLimit: "Stripe's rate limit (429)"
    case .lock: "another request is using the same object"
    case .pace: "the limit of requests per second"
    case .failure(let words): words
    }
  }
}

/// Decides which waits of an engine's requests are worth a word: those that make somebody wait for
/// some seconds. Which of them are longer than all before is told by the waits alone, whenever they
/// come.
struct WaitNotices: Sendable {
  /// Whole seconds of the longest wait that was announced.
  private var longest = 0.0

  /// Seconds of silence that need no explanation.
  static let silence = 3.0

  /// Takes a wait that begins.
  /// - Parameters:
  ///   - seconds: how long it will be.
  ///   - waited: seconds that the same request has waited before.
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
  private let surroundings: EngineSurroundings

  init(_ surroundings: EngineSurroundings) {
    self.surroundings = surroundings
  }

  func begin(_ seconds: Double, after waited: Double = 0, for reason: WaitReason) {
    let notice = notices.withLock { $0.begin(seconds, after: waited, for: reason) }
    if let notice { surroundings.notice(notice) }
  }
}

extension RetryAllowance {
  /// Whether a wait is announced: when the server fails in a job, the gate says so once for all.
  func announces(_ reason: WaitReason) -> Bool {
    switch (self, reason) {
    case (.job, .failure): false
    case (.job, _), (.statement, _): true
    }
  }
}
