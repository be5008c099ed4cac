import JSON

/// The end of trials.
struct SubscriptionTrials {
  let workspace: Workspace

  /// Ends a trial now, as a request asks for: the first period that costs something begins, unless
  /// there is nothing to pay it by.
  func end(_ subscription: Subscription, _ behavior: PaymentBehavior) throws(SandboxError)
    -> Subscription
  {
    var subscription = subscription
    subscription.trialEnd = workspace.now
    subscription.billingCycleAnchor = workspace.now
    workspace.announce("customer.subscription.trial_will_end", subscription.json)
    if let other = try withoutMethod(subscription) { return other }
    subscription.status = .active
    let terms = ChangeTerms(now: workspace.now, payment: behavior)
    return try SubscriptionUpdate(workspace: workspace, changes: [], terms: terms)
      .startPeriods(of: subscription)
  }

  /// What becomes of a subscription whose trial ends where there is nothing to pay it by; nil where
  /// it goes on.
  func withoutMethod(_ subscription: Subscription) throws(SandboxError) -> Subscription? {
    let payment = SubscriptionPayment(workspace: workspace, behavior: .allowIncomplete)
    guard subscription.isChargedAutomatically, try !payment.hasMethod(subscription) else {
      return nil
    }
    switch subscription.trialSettings.endBehavior.text("missing_payment_method") {
    case "cancel": return try workspace.subscriptions.end(subscription, .endOfTrial)
    case "pause": return try pause(subscription)
    case _?, nil: return nil
    }
  }

  private func pause(_ subscription: Subscription) throws(SandboxError) -> Subscription {
    var subscription = subscription
    subscription.status = .paused
    for var item in try workspace.subscriptions.items(of: subscription) {
      item.currentPeriodEnd = workspace.now
      try workspace.save(item)
    }
    return try workspace.subscriptions.refreshItems(of: subscription)
  }
}

extension ChangeTerms {
  /// A change without anything to settle.
  init(now: Int, payment: PaymentBehavior) {
    proration = .none
    moment = now
    trial = .unchanged
    resetsCycle = false
    self.payment = payment
  }
}
