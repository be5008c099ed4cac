import JSON

/// Carries out a change of items, trial and periods, and settles it.
struct SubscriptionUpdate {
  let workspace: Workspace
  let changes: [ItemChange]
  var terms: ChangeTerms

  func apply(to old: Subscription) throws(SandboxError) -> Subscription {
    guard terms.payment == .pendingIfIncomplete else { return try carryOut(on: old) }
    let pending = PendingUpdates(workspace: workspace)
    return try pending.apply(self, to: old)
  }

  /// Makes the change at once.
  func carryOut(on old: Subscription) throws(SandboxError) -> Subscription {
    var subscription = old
    if case .ends = terms.trial {
      subscription = try stored(changes, of: subscription)
      return try SubscriptionTrials(workspace: workspace).end(subscription, terms.payment)
    }
    if case .until(let end) = terms.trial { return try startTrial(of: subscription, until: end) }
    guard subscription.status != .trialing || terms.resetsCycle else {
      return try stored(changes, of: subscription)
    }
    if resetsCycle(of: subscription) { return try startCycle(of: subscription) }
    let isSettled = try settle(changes.filter(\.isPriced), of: subscription)
    subscription = try stored(changes, of: subscription)
    guard isSettled, terms.proration == .alwaysInvoice else { return subscription }
    return try invoice([], of: subscription, since: changes.compactMap(\.old).first)
  }

  private func resetsCycle(of subscription: Subscription) -> Bool {
    terms.resetsCycle || subscription.isClassic && changes.contains(where: \.changesPeriod)
  }

  private func settle(_ changes: [ItemChange], of subscription: Subscription)
    throws(SandboxError) -> Bool
  {
    guard terms.proration != .none else { return false }
    return try Prorations(
      workspace: workspace, subscription: subscription, moment: terms.moment
    ).settle(changes)
  }

  private func stored(_ changes: [ItemChange], of subscription: Subscription)
    throws(SandboxError) -> Subscription
  {
    try ItemChanges(workspace: workspace, subscription: subscription).store(changes)
    let removed = changes.filter { $0.new == nil }.compactMap { $0.old?.id }
    return try workspace.subscriptions.refreshItems(of: subscription, without: Set(removed))
  }

  /// Begins a new period of all items now, and bills it.
  private func startCycle(of old: Subscription) throws(SandboxError) -> Subscription {
    try giveBackAll(of: old)
    var subscription = try stored(changes, of: old)
    if subscription.status == .trialing { subscription.status = .active }
    return try startPeriods(of: subscription)
  }

  /// Puts all items into a period that begins now, and bills it.
  func startPeriods(of subscription: Subscription) throws(SandboxError) -> Subscription {
    let started = try workspace.subscriptions.startPeriods(of: subscription)
    let periods = try workspace.subscriptions.items(of: started).map { ItemPeriod(of: $0) }
    return try invoice(periods, of: started, since: nil)
  }

  private func giveBackAll(of subscription: Subscription) throws(SandboxError) {
    guard terms.proration != .none, subscription.status != .trialing else { return }
    let items = try workspace.subscriptions.items(of: subscription)
    _ = try settle(items.map { ItemChange(old: $0, new: nil) }, of: subscription)
  }

  /// Makes the subscription free until a time; what was billed for that time is given back.
  private func startTrial(of old: Subscription, until end: Int) throws(SandboxError)
    -> Subscription
  {
    let wasTrial = old.status == .trialing
    try giveBackAll(of: old)
    var subscription = try stored(changes, of: old)
    subscription.status = .trialing
    subscription.trialStart = wasTrial ? subscription.trialStart : workspace.now
    subscription.trialEnd = end
    subscription.billingCycleAnchor = end
    for var item in try workspace.subscriptions.items(of: subscription) {
      if !wasTrial { item.currentPeriodStart = workspace.now }
      item.currentPeriodEnd = end
      try workspace.save(item)
    }
    subscription = try workspace.subscriptions.refreshItems(of: subscription)
    if end - workspace.now <= SubscriptionStart.warning {
      workspace.announce("customer.subscription.trial_will_end", subscription.json)
    }
    guard !wasTrial else { return subscription }
    let periods = try workspace.subscriptions.items(of: subscription)
      .map { ItemPeriod(of: $0, isTrial: true) }
    return try invoice(periods, of: subscription, since: nil)
  }

  /// Bills periods and what is to be settled, at once.
  ///
  /// - Parameter item: the item whose running period the invoice tells; nil where one begins now.
  func invoice(
    _ periods: [ItemPeriod], of subscription: Subscription, since item: SubscriptionItem?
  ) throws(SandboxError) -> Subscription {
    var subscription = subscription
    let draft = SubscriptionInvoice(
      workspace: workspace, subscription: subscription, reason: .subscriptionUpdate,
      periodStart: item?.currentPeriodStart)
    let invoice = try draft.make(periods)
    subscription.latestInvoice = invoice.id
    try workspace.save(subscription)
    let payment = SubscriptionPayment(workspace: workspace, behavior: terms.payment)
    let isPaid = try payment.collect(invoice, for: subscription)
    subscription = try workspace.get(Subscription.self, subscription.id)
    if !isPaid {
      subscription.status = .pastDue
      try workspace.save(subscription)
    }
    return subscription
  }
}
