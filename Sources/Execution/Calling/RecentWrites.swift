import HTTP
import Synchronization

/// The time of the engine's last write: what it changed may not be searchable yet.
final class RecentWrites: Sendable {
  private let last = Mutex<Double?>(nil)
  private let elapsed: @Sendable () -> Double

  /// The seconds after which a change is searchable. Source: Stripe's page on search, "under 1
  /// minute", with as much again to be safe.
  private static let delay = 120.0

  /// - Parameter elapsed: returns seconds of the monotonic clock.
  init(elapsed: @escaping @Sendable () -> Double) {
    self.elapsed = elapsed
  }

  /// True if a search may lack a change that this engine has made.
  var mayBeUnsearchable: Bool {
    guard let time = last.withLock(\.self) else { return false }
    return elapsed() - time < Self.delay
  }

  /// Records that a request was sent, or that its response has come.
  func note(_ method: HTTPMethod) {
    guard method != .get else { return }
    let now = elapsed()
    last.withLock { $0 = now }
  }
}
