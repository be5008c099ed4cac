import Synchronization

/// The retries that the requests of one job share: a grant to begin with, and a share of one for
/// every request that ends well.
///
/// A job that mostly succeeds can always retry, however long it is; one that mostly fails ends
/// soon.
package final class RetryBudget: Sendable {
  private let left: Mutex<Double>
  private let onRest: @Sendable () -> Void

  private static let grant = 200.0
  private static let share = 0.5

  /// - Parameter onRest: called whenever a request of the job begins to wait to be sent again, and
  ///   another may take its place.
  package init(onRest: @escaping @Sendable () -> Void = {}) {
    left = Mutex(Self.grant)
    self.onRest = onRest
  }

  func backoffBegan() { onRest() }

  /// Takes one retry, if there is one.
  func take() -> Bool {
    left.withLock { left in
      guard left >= 1 else { return false }
      left -= 1
      return true
    }
  }

  /// A request ended well. What a long job saves up is bounded by what it began with.
  func earn() {
    left.withLock { $0 = min(Self.grant, $0 + Self.share) }
  }
}

/// How often a request may be sent again, and what it does when Stripe is down.
package enum RetryAllowance: Sendable {
  /// A few times, as the official SDK does; then the failure is final.
  case statement
  /// One of many, which share a budget, and wait together while Stripe is down.
  case job(RetryBudget)

  /// Takes one retry from what is shared, if there is one.
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

  /// A request waits to be sent again.
  func backoffBegan() {
    switch self {
    case .statement: break
    case .job(let budget): budget.backoffBegan()
    }
  }
}
