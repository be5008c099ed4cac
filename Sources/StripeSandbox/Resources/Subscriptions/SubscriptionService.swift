import JSON

/// The states of subscriptions: they start, wait, and end.
struct SubscriptionService {
  let workspace: Workspace

  /// Puts the beginning of the stored items into their subscription, oldest first, and stores it.
  func refreshItems(of subscription: Subscription, without removed: String? = nil)
    throws(SandboxError) -> Subscription
  {
    let id = subscription.id
    let items = try workspace.children(SubscriptionItem.self, of: id).filter { $0.id != removed }
    var refreshed = subscription
    refreshed.items = [
      "object": "list", "data": .array(items.prefix(10).map(\.field)),
      "has_more": .bool(items.count > 10), "total_count": .integer(items.count),
      "url": .string("/v1/subscription_items?subscription=\(id)"),
    ]
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

  /// Ends a subscription at once, unless it has ended before.
  @discardableResult
  func end(_ subscription: Subscription) throws(SandboxError) -> Subscription {
    guard !subscription.status.isFinal else { return subscription }
    var ended = subscription
    ended.status = .canceled
    ended.canceledAt = workspace.now
    ended.endedAt = workspace.now
    ended.cancelAtPeriodEnd = false
    ended.cancelAt = nil
    ended.cancellationDetails.reason = "cancellation_requested"
    try workspace.save(ended)
    return ended
  }

  /// A subscription that has ended is not there for being ended again.
  func cancel(_ subscription: Subscription, _ parameters: Parameters) throws(SandboxError)
    -> Subscription
  {
    guard !subscription.status.isFinal else { throw .missing("subscription", subscription.id) }
    for name in ["invoice_now", "prorate"] where parameters.isTrue(name) {
      throw SandboxError(
        "The sandbox does not settle a period that is canceled: leave \(name) out.", param: name)
    }
    var ended = try end(subscription)
    if let given = parameters.object("cancellation_details") {
      for name in ["comment", "feedback", "feedback_option"] where given.isGiven(name) {
        ended.cancellationDetails.json[name] = given[name]
      }
      try workspace.save(ended)
    }
    return ended
  }

  /// A subscription whose invoice was paid runs, and may keep what it was paid with.
  func activate(subscriptionOf invoice: JSONObject) throws(SandboxError) {
    guard
      let id = invoice.object("parent")?.object("subscription_details")?.text("subscription"),
      var subscription = try workspace.find(Subscription.self, id)
    else { return }
    if [.incomplete, .pastDue, .unpaid, .paused].contains(subscription.status),
      subscription.latestInvoice == invoice.text("id")
    {
      if subscription.status == .paused {
        subscription = try workspace.subscriptionBilling.startItems(of: subscription)
      }
      subscription.status = .active
      subscription.pendingUpdate = nil
    }
    if subscription.paymentSettings.saveDefaultPaymentMethod == "on_subscription",
      subscription.defaultPaymentMethod == nil
    {
      subscription.defaultPaymentMethod = try paymentMethod(of: invoice)
    }
    try workspace.save(subscription)
  }

  private func paymentMethod(of invoice: JSONObject) throws(SandboxError) -> String? {
    let payments = try workspace.list(
      "invoice_payment", where: "invoice", equals: invoice.text("id") ?? "")
    for payment in payments {
      guard let id = payment.object("payment")?.text("payment_intent"),
        let intent = try workspace.find("payment_intent", id)
      else { continue }
      return intent.text("payment_method")
    }
    return nil
  }
}
