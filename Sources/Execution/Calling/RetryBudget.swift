import Synchronization

/// The retries that the requests of one job share: an initial number, and a fraction of one for
/// every request that succeeds.
///
/// A job that mostly succeeds can always retry, however long it is; one that mostly fails ends
/// soon.
package final class RetryBudget: Sendable {
  private let left: Mutex<Double>
  private let onRest: @Sendable () -> Void

  private static let grant = 200.0
  private static let share = 0.5

  /// Creates a full budget.
  /// - Parameter onRest: called each time a request of the job begins to wait to be sent again;
  ///   another may then take its place.
  package init(onRest: @escaping @Sendable () -> Void = {}) {
    left = Mutex(Self.grant)
    self.onRest = onRest
  }

  func backoffBegan() { onRest() }

  /// Takes one retry; returns false if there is none.
  func take() -> Bool {
    left.withLock { left in
      guard left >= 1 else { return false }
      left -= 1
      return true
    }
  }

  /// Adds the share of a request that succeeded. A long job never saves more than the initial
  /// number.
  func earn() {
    left.withLock { $0 = min(Self.grant, $0 + Self.share) }
  }
}

/// The number of retries of a request, and its behaviour when Stripe is down.
package enum RetryAllowance: Sendable {
  /// A few times, as the official SDK does; then the failure is final.
  case statement
  /// One of many, which share a budget, and wait together while Stripe is down.
  case job(RetryBudget)

  /// Takes one retry from the shared budget; returns false if there is none.
  func take() -> Bool {
    switch self {
    case .statement: true
    case .job(let budget): budget.take()
    }
  }

  func earn() {
    switch self {
    case .statement: break
    case .job(let budget): budget.earn()
    }
  }

  /// Records that a request begins to wait to be sent again.
  func backoffBegan() {
    switch self {
    case .statement: break
    case .job(let budget): budget.backoffBegan()
    }
  }
}
