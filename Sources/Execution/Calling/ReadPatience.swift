/// The retry policies of the requests of one read: the first fails as early as a single statement,
/// the others are retried longer, so that a short outage does not end a long job.
struct ReadPatience: Sendable {
  private let budget: RetryBudget

  /// - Parameter onRest: called each time a request begins to wait to be sent again.
  init(onRest: @escaping @Sendable () -> Void = {}) {
    budget = RetryBudget(onRest: onRest)
  }

  /// Returns the retries of a request.
  /// - Parameter number: the request's position in its read, from 0.
  func allowance(forRequest number: Int) -> RetryAllowance {
    number == 0 ? .statement : .job(budget)
  }
}
