/// How invoices are collected that could not be paid at once: what Stripe lets an account set in
/// its dashboard.
package struct BillingSettings: Sendable, Hashable {
  /// What becomes of a subscription whose invoice could not be paid at last.
  package enum AfterRetries: String, Sendable, CaseIterable {
    case cancel
    case unpaid
    case pastDue = "past_due"
  }

  /// The days from each failed payment to the next attempt.
  package var retryDays: [Int]
  package var afterRetries: AfterRetries

  package init(retryDays: [Int] = [3, 5, 7], afterRetries: AfterRetries = .cancel) {
    self.retryDays = retryDays
    self.afterRetries = afterRetries
  }
}

extension BillingSettings.AfterRetries {
  func end(_ subscription: Subscription, in workspace: Workspace) throws(SandboxError) {
    guard !subscription.status.isFinal, subscription.status != .paused else { return }
    switch self {
    case .cancel: try workspace.subscriptions.end(subscription, .unpaid)
    case .unpaid: try change(subscription, to: .unpaid, in: workspace)
    case .pastDue: try change(subscription, to: .pastDue, in: workspace)
    }
  }

  private func change(
    _ subscription: Subscription, to status: SubscriptionStatus, in workspace: Workspace
  ) throws(SandboxError) {
    var changed = subscription
    changed.status = status
    try workspace.save(changed)
  }
}
