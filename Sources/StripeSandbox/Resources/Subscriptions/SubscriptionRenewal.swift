import JSON

/// Begins the next period of a subscription's items, and makes the draft of its invoice.
struct SubscriptionRenewal {
  let workspace: Workspace

  /// Renews the items whose period is over.
  ///
  /// - Returns: the subscription as it is then, and the invoice; nil where there is none.
  @discardableResult
  func renew(_ old: Subscription) throws(SandboxError) -> (Subscription, Invoice?) {
    let ending = try workspace.subscriptions.items(of: old)
      .filter { $0.price.isMetered && $0.currentPeriodEnd <= workspace.now }
    var subscription = try workspace.schedules.enterPhase(of: old)
    guard !subscription.status.isFinal, subscription.status != .paused else {
      return (subscription, nil)
    }
    if subscription.status == .trialing {
      if let other = try SubscriptionTrials(workspace: workspace).withoutMethod(subscription) {
        return (other, nil)
      }
      subscription.status = .active
    }
    try workspace.discounts.retire(from: &subscription)
    let start = try workspace.subscriptions.items(of: subscription)
      .filter { $0.currentPeriodEnd <= workspace.now }.map(\.currentPeriodStart).min()
    let isTrialOver = old.status == .trialing
    var periods = try begin(of: subscription, isTrialOver: isTrialOver)
    if !isTrialOver { periods += try usage(of: ending, subscription) }
    guard !periods.isEmpty else { return (subscription, nil) }
    subscription = try workspace.subscriptions.refreshItems(of: subscription)
    let draft = SubscriptionInvoice(
      workspace: workspace, subscription: subscription, reason: .subscriptionCycle,
      periodStart: start)
    var invoice = try draft.make(periods)
    let pause = subscription.pauseCollection?.text("behavior")
    if subscription.status == .unpaid || pause == "keep_as_draft" {
      invoice.stopAdvancing()
      try workspace.save(invoice)
    }
    subscription = try workspace.get(Subscription.self, subscription.id)
    subscription.latestInvoice = invoice.id
    try workspace.save(subscription)
    return (subscription, invoice)
  }

  /// Puts the items into the periods that they are in by now, and bills nothing of those before.
  func skip(_ subscription: Subscription) throws(SandboxError) {
    guard !subscription.status.isFinal, subscription.status != .incomplete else { return }
    for var item in try workspace.subscriptions.items(of: subscription)
    where item.currentPeriodEnd <= workspace.now {
      let cycle = subscription.cycle(item.price)
      item.currentPeriodStart = cycle.start(of: workspace.now)
      item.currentPeriodEnd = cycle.end(after: workspace.now)
      try workspace.save(item)
    }
    try workspace.save(workspace.subscriptions.refreshItems(of: subscription))
  }

  /// Puts the items whose period is over into their next ones.
  ///
  /// - Returns: what is to be billed: licensed items in advance, metered ones afterwards.
  private func begin(of subscription: Subscription, isTrialOver: Bool) throws(SandboxError)
    -> [ItemPeriod]
  {
    var periods: [ItemPeriod] = []
    for var item in try workspace.subscriptions.items(of: subscription)
    where item.currentPeriodEnd <= workspace.now {
      let (start, end) = (item.currentPeriodStart, item.currentPeriodEnd)
      item.currentPeriodStart = end
      item.currentPeriodEnd = subscription.cycle(item.price).end(after: end)
      try workspace.save(item)
      guard item.price.isMetered else {
        periods.append(paid(item, of: subscription))
        continue
      }
      guard !isTrialOver, start < end else { continue }
      periods.append(
        try workspace.meters.period(of: item, subscription, from: start, to: end))
    }
    return periods
  }

  /// What was used of metered items that a new phase took away or gave another price.
  private func usage(of ending: [SubscriptionItem], _ subscription: Subscription)
    throws(SandboxError) -> [ItemPeriod]
  {
    let kept = try workspace.subscriptions.items(of: subscription)
    var periods: [ItemPeriod] = []
    for item in ending
    where !kept.contains(where: { $0.id == item.id && $0.price.id == item.price.id }) {
      let period = try workspace.meters.period(
        of: item, subscription, from: item.currentPeriodStart, to: item.currentPeriodEnd)
      if !period.quantity.isZero { periods.append(period) }
    }
    return periods
  }

  /// A subscription that ends before its period costs a part of it. Source: the SDK's words on
  /// `cancel_at`: "this will always cause a proration for that period".
  private func paid(_ item: SubscriptionItem, of subscription: Subscription) -> ItemPeriod {
    let (start, end) = (item.currentPeriodStart, item.currentPeriodEnd)
    guard let last = subscription.cancelAt, last < end else {
      return SubscriptionTiming.period(of: item, from: start, to: end)
    }
    let share = ProratedShare(after: end - (last - start), start: start, end: end)
    return ItemPeriod(item, start: start, end: last, rate: .licensed(share))
  }
}
