import JSON

/// Stops a subscription that runs.
struct SubscriptionPausing {
  let parameters: Parameters
  let workspace: Workspace

  func pause(_ subscription: Subscription) throws(SandboxError) -> Subscription {
    guard !subscription.status.isFinal else { throw .missing("subscription", subscription.id) }
    guard [.active, .trialing].contains(subscription.status) else {
      throw .wrongStatus(subscription, allowed: "active, trialing", "paused")
    }
    _ = parameters.text("type")
    _ = parameters.text("invoicing_behavior")
    try checkSettling(subscription)
    var paused = subscription
    paused.status = .paused
    try workspace.save(paused)
    return paused
  }

  /// Refuses a pause for which the rest of the period would be credited.
  private func checkSettling(_ subscription: Subscription) throws(SandboxError) {
    let settling = parameters.object("bill_for")
    let unused = settling?.object("unused_time_from")?.text("type")
    let usage = settling?.object("outstanding_usage_through")?.text("type")
    let items = try workspace.subscriptions.items(of: subscription)
    if subscription.status != .trialing, unused != "none", items.contains(where: { $0.cost != 0 }) {
      throw SandboxError(
        "The sandbox does not credit unused time. Use bill_for[unused_time_from][type]=none.",
        param: "bill_for[unused_time_from][type]")
    }
    if usage != "none", items.contains(where: \.price.isMetered) {
      throw SandboxError(
        "The sandbox does not bill usage. Use bill_for[outstanding_usage_through][type]=none.",
        param: "bill_for[outstanding_usage_through][type]")
    }
  }
}

/// Lets a paused subscription run again.
struct SubscriptionResuming {
  let parameters: Parameters
  let workspace: Workspace

  /// A subscription that waits for a payment waits so long. Source: a recorded answer.
  private static let waiting = 23 * 3600

  func resume(_ subscription: Subscription) throws(SandboxError) -> Subscription {
    guard !subscription.status.isFinal else { throw .missing("subscription", subscription.id) }
    guard subscription.status == .paused else {
      throw .wrongStatus(subscription, allowed: "paused", "resumed")
    }
    _ = parameters.text("proration_behavior")
    if parameters.object("billing_cycle_anchor")?.text("type") == "unchanged" {
      throw SandboxError(
        "The sandbox does not resume within a period. Use billing_cycle_anchor[type]=now.",
        param: "billing_cycle_anchor[type]")
    }
    var resumed = subscription
    resumed.pendingUpdate = [
      "billing_cycle_anchor": nil, "cancel_at_period_end": nil, "discount": nil,
      "discounts": nil, "expires_at": .integer(workspace.now + Self.waiting), "metadata": nil,
      "subscription_items": nil, "trial_end": nil, "trial_from_plan": nil,
    ]
    return try workspace.subscriptionBilling.resume(
      resumed, onAttempt: parameters.text("payment_behavior") != "resume_on_payment_success")
  }
}

extension SandboxError {
  fileprivate static func wrongStatus(
    _ subscription: Subscription, allowed: String, _ done: String
  ) -> SandboxError {
    SandboxError(
      "This subscription has a status of \(subscription.status.rawValue). Only a subscription with"
        + " one of the following statuses may be \(done): \(allowed).")
  }
}
