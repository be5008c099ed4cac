import JSON

/// Ends subscriptions, at once or when their time has come.
struct SubscriptionEnding {
  let workspace: Workspace

  /// `cancel`: a subscription that has ended is not there for being ended again.
  func cancel(_ subscription: Subscription, _ parameters: Parameters) throws(SandboxError)
    -> Subscription
  {
    guard !subscription.status.isFinal else { throw .missing("subscription", subscription.id) }
    let invoicesNow = parameters.isTrue("invoice_now")
    if parameters.isTrue("prorate"), subscription.status != .trialing {
      let prorations = Prorations(
        workspace: workspace, subscription: subscription, moment: workspace.now)
      for item in try workspace.subscriptions.items(of: subscription) {
        try prorations.credit(item, isOver: !invoicesNow)
      }
    }
    var ended = subscription
    if invoicesNow { ended = try billLast(of: ended) }
    ended = try workspace.subscriptions.end(ended)
    guard let given = parameters.object("cancellation_details") else { return ended }
    for name in ["comment", "feedback", "feedback_option"] where given.isGiven(name) {
      ended.cancellationDetails.json[name] = given[name]
    }
    try workspace.save(ended)
    return ended
  }

  /// Ends a subscription whose time has come, and bills what is left.
  func finish(_ subscription: Subscription, _ why: SubscriptionEnd = .endOfTime)
    throws(SandboxError)
  {
    let ended = try billLast(of: subscription)
    try workspace.subscriptions.end(ended, why)
  }

  /// An invoice of the usage and the invoice items that are not billed yet, where there are any.
  private func billLast(of subscription: Subscription) throws(SandboxError) -> Subscription {
    var periods: [ItemPeriod] = []
    for item in try workspace.subscriptions.items(of: subscription) where item.price.isMetered {
      let (start, end) = (item.currentPeriodStart, min(item.currentPeriodEnd, workspace.now))
      let period = try workspace.meters.period(of: item, subscription, from: start, to: end)
      if !period.quantity.isZero { periods.append(period) }
    }
    let pending = try workspace.invoices.drafts.pendingItems(of: subscription.customer)
      .filter { $0.subscription == subscription.id }
    guard !periods.isEmpty || !pending.isEmpty else { return subscription }
    var billed = subscription
    let start = try workspace.subscriptions.items(of: subscription).map(\.currentPeriodStart).min()
    billed.latestInvoice = try SubscriptionInvoice(
      workspace: workspace, subscription: subscription, reason: .subscriptionCycle,
      periodStart: start
    ).make(periods).id
    try workspace.save(billed)
    return billed
  }
}

/// Why a subscription ends.
enum SubscriptionEnd: Sendable {
  case asked
  /// There was nothing to pay it by when its trial ended.
  case endOfTrial
  /// `cancel_at` has come.
  case endOfTime
  /// Its invoices could not be paid.
  case unpaid
  /// Its schedule is over.
  case endOfSchedule

  /// Source: the SDK's `Subscription.CancellationDetails.reason`.
  var reason: String {
    switch self {
    case .asked, .endOfTime, .endOfSchedule: "cancellation_requested"
    case .endOfTrial, .unpaid: "payment_failed"
    }
  }
}
