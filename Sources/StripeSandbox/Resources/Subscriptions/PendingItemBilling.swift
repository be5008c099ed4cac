import JSON

/// Bills what is pending for a subscription more often than its periods end.
///
/// Source: the SDK's words on `pending_invoice_item_interval`: as if an invoice was created for the
/// subscription each time.
struct PendingItemBilling {
  let workspace: Workspace

  /// Reads the interval from parameters, and plans the next invoice.
  static func put(
    _ parameters: Parameters, into subscription: inout Subscription, at now: Int
  ) throws(SandboxError) {
    let name = "pending_invoice_item_interval"
    guard parameters.isGiven(name) else { return }
    guard let given = parameters.object(name) else {
      subscription.pendingInvoiceItemInterval = nil
      subscription.nextPendingInvoice = nil
      return
    }
    guard let interval = given.text("interval") else {
      throw .missingParameter(given.name("interval"))
    }
    let count = try given.limited("interval_count", to: 1...365) ?? 1
    subscription.pendingInvoiceItemInterval = [
      "interval": .string(interval), "interval_count": .integer(count),
    ]
    plan(&subscription, at: now)
  }

  /// Plans the next invoice after a time, counted from the subscription's anchor.
  static func plan(_ subscription: inout Subscription, at now: Int) {
    guard let interval = subscription.pendingInvoiceItemInterval else { return }
    let cycle = BillingCycle(
      anchor: subscription.billingCycleAnchor,
      period: BillingPeriod(["recurring": .object(interval)]),
      dayOfMonth: subscription.billingCycleAnchorConfig?["day_of_month"]?.integer)
    subscription.nextPendingInvoice = cycle.end(after: now)
  }

  /// Makes the invoice whose time has come; nil where nothing is pending, or a renewal bills it.
  @discardableResult
  func bill(_ object: Subscription) throws(SandboxError) -> Invoice? {
    var subscription = object
    Self.plan(&subscription, at: workspace.now)
    try workspace.save(subscription)
    guard subscription.nextPeriodEnd != workspace.now, try isAny(of: subscription) else {
      return nil
    }
    let invoice = try SubscriptionInvoice(
      workspace: workspace, subscription: subscription, reason: .pendingItems
    ).make([])
    subscription.latestInvoice = invoice.id
    try workspace.save(subscription)
    return invoice
  }

  /// Whether something is pending for a subscription itself.
  func isAny(of subscription: Subscription) throws(SandboxError) -> Bool {
    try workspace.invoices.drafts.pendingItems(of: subscription.customer)
      .contains { $0.subscription == subscription.id && $0.currency == subscription.currency }
  }
}
