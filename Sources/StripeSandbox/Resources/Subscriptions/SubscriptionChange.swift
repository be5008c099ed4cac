import JSON

/// An update of a subscription.
struct SubscriptionChange {
  let parameters: Parameters
  let workspace: Workspace

  func apply(to old: Subscription) throws(SandboxError) -> Subscription {
    try checkEnded(old)
    let fields = SubscriptionParameters(parameters: parameters, workspace: workspace)
    var subscription = old
    try fields.put(into: &subscription)
    let endsTrial = try endsTrial(of: old)
    var rule = ProrationRule(parameters, of: subscription)
    try changeItems(of: subscription, &rule)
    try rule.check()
    try fields.putEnding(
      into: &subscription, workspace.subscriptions.items(of: subscription))
    subscription = try workspace.subscriptions.refreshItems(of: subscription)
    let behavior = parameters.text("payment_behavior")
    if endsTrial { return try workspace.subscriptionBilling.endTrial(of: subscription, behavior) }
    guard try resetsAnchor(of: old) || rule.startsPeriod else { return subscription }
    return try workspace.subscriptionBilling.startPeriod(of: subscription, behavior)
  }

  private func checkEnded(_ old: Subscription) throws(SandboxError) {
    let allowed: Set<String> = ["cancellation_details", "metadata"]
    guard old.status.isFinal, !allowed.isSuperset(of: parameters.values.keys) else { return }
    throw SandboxError(
      "A canceled subscription can only update its cancellation_details and metadata.",
      code: "invalid_canceled_subscription_fields")
  }

  /// A trial may end now; moved to another time it would not be the sandbox's to end.
  private func endsTrial(of old: Subscription) throws(SandboxError) -> Bool {
    guard let end = parameters["trial_end"] else { return false }
    guard end == "now" else {
      if end.integer == old.trialEnd { return false }
      throw SandboxError(
        "The sandbox does not move the end of a trial. Use trial_end=now.", param: "trial_end")
    }
    return old.status == .trialing
  }

  private func resetsAnchor(of old: Subscription) throws(SandboxError) -> Bool {
    guard parameters.object("billing_cycle_anchor")?.text("type") == "now" else { return false }
    guard old.status == .trialing || parameters.text("proration_behavior") == "none" else {
      throw SandboxError(
        "The sandbox does not prorate subscriptions yet. Use proration_behavior=none.",
        param: "billing_cycle_anchor")
    }
    return true
  }

  private func changeItems(of subscription: Subscription, _ rule: inout ProrationRule)
    throws(SandboxError)
  {
    let stored = try workspace.subscriptions.items(of: subscription)
    for given in parameters.array("items") {
      guard let id = given.text("id") else {
        let item = try workspace.subscriptionItems.make(
          given, of: subscription.id, from: stored.first?.currentPeriodStart)
        rule.note(nil, item)
        try workspace.subscriptionItems.store(item)
        continue
      }
      guard let old = stored.first(where: { $0.id == id }) else {
        throw .missing("subscription_item", id, param: given.name("id"), status: 400)
      }
      guard !given.isTrue("deleted") else {
        _ = given.bool("clear_usage")
        rule.note(old, nil)
        try workspace.remove(old)
        continue
      }
      let item = try workspace.subscriptionItems.replaced(old, by: given)
      rule.note(old, item)
      try workspace.save(item)
    }
  }
}
