import JSON

/// The states of subscriptions: they start, wait, and end.
struct SubscriptionService {
  let workspace: Workspace

  /// Puts the beginning of the stored items into their subscription, oldest first, and stores it.
  func refreshItems(of subscription: Subscription, without removed: Set<String> = [])
    throws(SandboxError) -> Subscription
  {
    let id = subscription.id
    let items = try workspace.children(SubscriptionItem.self, of: id)
      .filter { !removed.contains($0.id) }
    var refreshed = subscription
    refreshed.items = [
      "object": "list", "data": .array(items.prefix(10).map(\.field)),
      "has_more": .bool(items.count > 10), "total_count": .integer(items.count),
      "url": .string("/v1/subscription_items?subscription=\(id)"),
    ]
    refreshed.nextPeriodEnd = items.map(\.currentPeriodEnd).min()
    // Of the time when a subscription had one plan; Stripe still sends them.
    let only = items.count == 1 ? items.first : nil
    refreshed.json["plan"] = only.map { .object($0.plan) } ?? .null
    refreshed.json["quantity"] = only?.json["quantity"] ?? .null
    try workspace.save(refreshed)
    return refreshed
  }

  func items(of subscription: Subscription) throws(SandboxError) -> [SubscriptionItem] {
    try workspace.children(SubscriptionItem.self, of: subscription.id)
  }

  /// The subscriptions of a customer that are not over.
  func living(of customer: String) throws(SandboxError) -> [Subscription] {
    try workspace.list(Subscription.self, where: "customer", equals: customer)
      .filter { !$0.status.isFinal }
  }

  /// Puts all items of a subscription into a period that begins now.
  func startPeriods(of subscription: Subscription) throws(SandboxError) -> Subscription {
    var subscription = subscription
    subscription.billingCycleAnchor = workspace.now
    for var item in try items(of: subscription) {
      item.currentPeriodStart = workspace.now
      item.currentPeriodEnd = BillingPeriod(item.price).end(after: workspace.now)
      try workspace.save(item)
    }
    return try refreshItems(of: subscription)
  }

  /// Ends a subscription at once, unless it has ended before.
  @discardableResult
  func end(_ subscription: Subscription, _ why: SubscriptionEnd = .asked) throws(SandboxError)
    -> Subscription
  {
    guard !subscription.status.isFinal else { return subscription }
    var ended = subscription
    ended.status = .canceled
    ended.canceledAt = why == .endOfTime ? ended.canceledAt ?? workspace.now : workspace.now
    ended.endedAt = workspace.now
    if why != .endOfTime {
      ended.cancelAtPeriodEnd = false
      ended.cancelAt = nil
    }
    ended.pendingUpdate = nil
    ended.cancellationDetails.reason = why.reason
    try workspace.save(ended)
    try workspace.schedules.subscriptionEnded(ended, why)
    return ended
  }

  /// A subscription whose invoice was paid runs, and may keep what it was paid with; its customer
  /// owes nothing any more.
  func activate(subscriptionOf invoice: JSONObject) throws(SandboxError) {
    try workspace.customers.settle(invoice.text("customer") ?? "")
    guard let id = Invoice(invoice).subscription,
      var subscription = try workspace.find(Subscription.self, id)
    else { return }
    if [.incomplete, .pastDue, .unpaid, .paused].contains(subscription.status),
      subscription.latestInvoice == invoice.text("id")
    {
      if subscription.status == .paused { subscription = try startPeriods(of: subscription) }
      subscription.status = .active
    }
    if subscription.pendingUpdate != nil, subscription.latestInvoice == invoice.text("id") {
      subscription = try PendingUpdates(workspace: workspace).keep(subscription)
    }
    if subscription.paymentSettings.saveDefaultPaymentMethod == "on_subscription",
      subscription.defaultPaymentMethod == nil
    {
      subscription.defaultPaymentMethod = try paymentMethod(of: invoice)
    }
    try workspace.save(subscription)
  }

  private func paymentMethod(of invoice: JSONObject) throws(SandboxError) -> String? {
    for payment in try workspace.invoices.payments.all(of: Invoice(invoice)) {
      guard let id = payment.paymentIntent,
        let intent = try workspace.find("payment_intent", id)
      else { continue }
      return intent.text("payment_method")
    }
    return nil
  }
}
