import JSON

/// Stops a subscription that runs, and lets it run again.
struct SubscriptionPausing {
  let parameters: Parameters
  let workspace: Workspace
  /// True if the invoice of a resumption is only looked at.
  var isPreview = false

  func pause(_ subscription: Subscription) throws(SandboxError) -> Subscription {
    guard !subscription.status.isFinal else { throw .missing("subscription", subscription.id) }
    guard [.active, .trialing].contains(subscription.status) else {
      throw .wrongStatus(subscription, allowed: "active, trialing", "paused")
    }
    _ = parameters.text("type")
    let invoicesNow = parameters.text("invoicing_behavior") == "invoice"
    let settling = parameters.object("bill_for")
    let credits = settling?.object("unused_time_from")?.text("type") != "none"
    let billsUsage = settling?.object("outstanding_usage_through")?.text("type") != "none"
    var paused = try settle(subscription, credits: credits, billsUsage: billsUsage, invoicesNow)
    paused.status = .paused
    try workspace.save(paused)
    return paused
  }

  /// Gives back what is left of the period, and bills what was used, as far as is asked for.
  private func settle(
    _ subscription: Subscription, credits: Bool, billsUsage: Bool, _ invoicesNow: Bool
  ) throws(SandboxError) -> Subscription {
    guard subscription.status != .trialing else { return subscription }
    let prorations = Prorations(
      workspace: workspace, subscription: subscription, moment: workspace.now)
    var periods: [ItemPeriod] = []
    for item in try workspace.subscriptions.items(of: subscription) {
      if item.price.isMetered, billsUsage {
        let period = try workspace.meters.period(
          of: item, subscription, from: item.currentPeriodStart, to: workspace.now)
        if !period.quantity.isZero { periods.append(period) }
      } else if credits {
        try prorations.credit(item)
      }
    }
    guard invoicesNow || !periods.isEmpty else { return subscription }
    let terms = ChangeTerms(now: workspace.now, payment: .allowIncomplete)
    return try SubscriptionUpdate(workspace: workspace, changes: [], terms: terms)
      .invoice(periods, of: subscription, since: nil)
  }

  func resume(_ subscription: Subscription) throws(SandboxError) -> Subscription {
    guard !subscription.status.isFinal else { throw .missing("subscription", subscription.id) }
    guard subscription.status == .paused else {
      throw .wrongStatus(subscription, allowed: "paused", "resumed")
    }
    let prorates = parameters.text("proration_behavior") != "none"
    if parameters.object("billing_cycle_anchor")?.text("type") == "unchanged" {
      return try goOn(subscription, prorates: prorates)
    }
    var resumed = subscription
    resumed.pendingUpdate = PendingUpdates.blank(at: workspace.now)
    return try startAnew(resumed)
  }

  /// Bills a period from now on; the subscription runs as soon as that is paid.
  private func startAnew(_ subscription: Subscription) throws(SandboxError) -> Subscription {
    var subscription = subscription
    let periods = try workspace.subscriptions.items(of: subscription).map { item in
      ItemPeriod(
        item, start: workspace.now, end: BillingPeriod(item.price).end(after: workspace.now),
        rate: .licensed(nil))
    }
    let draft = SubscriptionInvoice(
      workspace: workspace, subscription: subscription, reason: .subscriptionUpdate)
    let invoice = try draft.make(periods)
    subscription.latestInvoice = invoice.id
    try workspace.save(subscription)
    let payment = SubscriptionPayment(
      workspace: workspace, behavior: isPreview ? .draftOnly : PaymentBehavior(parameters))
    let isPaid = try payment.collect(invoice, for: subscription)
    subscription = try workspace.get(Subscription.self, subscription.id)
    let waits = parameters.text("payment_behavior") == "resume_on_payment_success"
    let wasTried = try workspace.get(Invoice.self, invoice.id).attempted
    if !isPaid, wasTried, !waits {
      subscription = try workspace.subscriptions.startPeriods(of: subscription)
      subscription.status = .pastDue
      subscription.pendingUpdate = nil
      try workspace.save(subscription)
    }
    return subscription
  }

  /// Lets the subscription run in the period in which it was stopped, or would be by now.
  private func goOn(_ subscription: Subscription, prorates: Bool) throws(SandboxError)
    -> Subscription
  {
    var running = subscription
    running.status = .active
    var changes: [ItemChange] = []
    for var item in try workspace.subscriptions.items(of: running) {
      let cycle = running.cycle(item.price)
      item.currentPeriodStart = cycle.start(of: workspace.now)
      item.currentPeriodEnd = cycle.end(after: workspace.now)
      try workspace.save(item)
      changes.append(ItemChange(old: nil, new: item))
    }
    if prorates {
      try Prorations(workspace: workspace, subscription: running, moment: workspace.now)
        .settle(changes)
    }
    return try workspace.subscriptions.refreshItems(of: running)
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
