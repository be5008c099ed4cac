import JSON

/// Bills a new subscription for the first time.
struct SubscriptionStart {
  let workspace: Workspace
  let parameters: Parameters
  let timing: SubscriptionTiming
  var behavior: PaymentBehavior

  init(workspace: Workspace, parameters: Parameters, timing: SubscriptionTiming) {
    self.workspace = workspace
    self.parameters = parameters
    self.timing = timing
    behavior = PaymentBehavior(parameters)
  }

  /// Of a trial that is shorter Stripe tells at once that it ends, in seconds.
  static let warning = 3 * 86_400

  /// Makes the first invoice, tries to have it paid, and answers the subscription as it is then.
  func bill(_ subscription: Subscription) throws(SandboxError) -> Subscription {
    var subscription = subscription
    let payment = SubscriptionPayment(workspace: workspace, behavior: behavior)
    let draft = SubscriptionInvoice(
      workspace: workspace, subscription: subscription, reason: .subscriptionCreate)
    let invoice = try draft.make(
      periods(of: subscription), extras: parameters.array("add_invoice_items"))
    let due = invoice.amountDue
    let isAutomatic = subscription.isChargedAutomatically
    let hasMethod = try payment.hasMethod(subscription)
    subscription.latestInvoice = invoice.id
    // What a schedule begins is billed like a renewal where there is nothing to pay it by yet.
    let isBilledLater = subscription.schedule != nil && isAutomatic && due > 0 && !hasMethod
    subscription.status =
      timing.trialEnd != nil
      ? .trialing : isAutomatic && due > 0 && !isBilledLater ? .incomplete : .active
    if isAutomatic, due == 0, !hasMethod {
      subscription.pendingSetupIntent = try setupIntent(for: subscription.customer)
    }
    try workspace.save(subscription)
    if isBilledLater { return subscription }
    let canWait = behavior == .defaultIncomplete || behavior == .draftOnly
    if isAutomatic, due > 0, !canWait, !hasMethod { throw .noMethod }
    warnOfTrialEnd(subscription)
    _ = try payment.collect(invoice, for: subscription)
    return try workspace.get(Subscription.self, subscription.id)
  }

  private func periods(of subscription: Subscription) throws(SandboxError) -> [ItemPeriod] {
    let prorates = parameters.text("proration_behavior") != "none"
    let items = try workspace.subscriptions.items(of: subscription)
    if timing.trialEnd != nil { return items.map { ItemPeriod(of: $0, isTrial: true) } }
    return items.flatMap { item in
      item.price.isMetered
        ? [ItemPeriod(of: item)]
        : timing.periods(of: item, until: workspace.now, prorates: prorates)
    }
  }

  private func setupIntent(for customer: String) throws(SandboxError) -> String? {
    let parameters = Parameters(["customer": .string(customer), "usage": "off_session"])
    let intent = try SetupIntentBehavior().create(parameters, in: workspace)
    try workspace.save(intent)
    return intent.text("id")
  }

  private func warnOfTrialEnd(_ subscription: Subscription) {
    guard let end = subscription.trialEnd, end - workspace.now <= Self.warning else { return }
    workspace.announce("customer.subscription.trial_will_end", subscription.json)
  }
}
