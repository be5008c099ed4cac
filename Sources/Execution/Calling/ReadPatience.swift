/// How patient the requests of one read are: the first fails as soon as a statement's does, all
/// others are of a long job, which a moment's trouble must not end.
struct ReadPatience: Sendable {
  private let budget: RetryBudget

  /// - Parameter onRest: called whenever a request begins to wait to be sent again.
  init(onRest: @escaping @Sendable () -> Void = {}) {
    budget = RetryBudget(onRest: onRest)
  }

  /// - Parameter number: of the request within its read, from 0.
  func allowance(forRequest number: Int) -> RetryAllowance {
    number == 0 ? .statement : .job(budget)
  }
}
