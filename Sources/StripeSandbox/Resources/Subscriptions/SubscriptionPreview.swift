import JSON

/// The next invoice of a subscription as it is, as it would be after a change, or of one that is
/// not made yet. All is carried out, and is for the caller to take back.
struct SubscriptionPreview {
  let parameters: Parameters
  let workspace: Workspace

  /// Nil where the request is about no subscription.
  func make() throws(SandboxError) -> Invoice? {
    if parameters.has("schedule") || parameters.has("schedule_details") {
      return try adjusted(
        SchedulePreview(parameters: parameters, workspace: workspace).make())
    }
    if let subscription = try subscription() {
      let invoices = workspace.invoices
      try invoices.previews.addItems(
        parameters.array("invoice_items"), to: subscription.customer)
      try leaveOutPending(of: subscription.customer)
      return try adjusted(changed(subscription))
    }
    guard let details = parameters.object("subscription_details"), details.has("items") else {
      return nil
    }
    return try adjusted(begun(details))
  }

  private func subscription() throws(SandboxError) -> Subscription? {
    guard let id = parameters.text("subscription") else { return nil }
    _ = parameters.text("customer")
    return try workspace.get(Subscription.self, id, param: "subscription")
  }

  /// The invoice of a change where it has one of its own, else that of the next period.
  private func changed(_ subscription: Subscription) throws(SandboxError) -> Invoice {
    guard let details = parameters.object("subscription_details") else {
      return try next(of: subscription)
    }
    if details.isTrue("cancel_now") {
      _ = details.text("proration_behavior")
      let ended = try SubscriptionEnding(workspace: workspace).cancel(
        subscription,
        Parameters([
          "invoice_now": true,
          "prorate": .bool(ChangeTerms.Proration(details) != .none),
        ]))
      guard let invoice = try made(ended, instead: subscription) else {
        throw Self.none(subscription)
      }
      return invoice
    }
    if details.text("resume_at") == "now" {
      let pausing = SubscriptionPausing(
        parameters: details, workspace: workspace, isPreview: true)
      let resumed = try pausing.resume(subscription)
      try workspace.save(resumed)
      if let invoice = try made(resumed, instead: subscription) { return invoice }
      return try next(of: resumed)
    }
    let change = SubscriptionChange(
      parameters: details, workspace: workspace, isPreview: true)
    let changed = try change.apply(to: subscription)
    try workspace.save(changed)
    if let invoice = try made(changed, instead: subscription) { return invoice }
    return try next(of: changed)
  }

  /// The invoice that a change made, where it made one.
  private func made(_ changed: Subscription, instead old: Subscription) throws(SandboxError)
    -> Invoice?
  {
    guard let id = changed.latestInvoice, id != old.latestInvoice else { return nil }
    return try workspace.get(Invoice.self, id)
  }

  private func next(of subscription: Subscription) throws(SandboxError) -> Invoice {
    guard let invoice = try Self.renewal(of: subscription, in: workspace) else {
      throw Self.none(subscription)
    }
    return invoice
  }

  /// What the next renewal of a subscription would bill, or its end; nil where nothing is to come.
  static func renewal(of subscription: Subscription, in workspace: Workspace)
    throws(SandboxError) -> Invoice?
  {
    if let invoice = try pending(of: subscription, in: workspace) { return invoice }
    guard !subscription.status.isFinal, subscription.status != .paused,
      let end = subscription.nextPeriodEnd
    else { return nil }
    return try workspace.at(max(end, workspace.now)) { () throws(SandboxError) in
      if let last = subscription.cancelAt, last <= end {
        try SubscriptionEnding(workspace: workspace).finish(subscription)
      } else {
        try SubscriptionRenewal(workspace: workspace).renew(subscription)
      }
      let renewed = try workspace.get(Subscription.self, subscription.id)
      guard let id = renewed.latestInvoice, id != subscription.latestInvoice else { return nil }
      return try workspace.get(Invoice.self, id)
    }
  }

  /// What is billed before the period ends, because it is pending.
  private static func pending(of subscription: Subscription, in workspace: Workspace)
    throws(SandboxError) -> Invoice?
  {
    let billing = PendingItemBilling(workspace: workspace)
    guard [.active, .trialing, .pastDue, .unpaid].contains(subscription.status),
      let time = subscription.nextPendingInvoice, let end = subscription.nextPeriodEnd,
      time < min(end, subscription.cancelAt ?? end), try billing.isAny(of: subscription)
    else { return nil }
    return try workspace.at(max(time, workspace.now)) { () throws(SandboxError) in
      try billing.bill(subscription)
    }
  }

  /// The first invoice of a subscription that is not made yet.
  private func begun(_ details: Parameters) throws(SandboxError) -> Invoice {
    let customer = try workspace.invoices.previews.customer(of: parameters)
    try workspace.invoices.previews.addItems(parameters.array("invoice_items"), to: customer)
    try leaveOutPending(of: customer)
    let creation = SubscriptionCreation(
      parameters: details, workspace: workspace, customer: customer, isPreview: true)
    let subscription = try creation.make()
    return try workspace.get(Invoice.self, subscription.latestInvoice ?? "")
  }

  /// What recurs is shown alone, where that is asked for.
  func leaveOutPending(of customer: String) throws(SandboxError) {
    guard parameters.text("preview_mode") == "recurring" else { return }
    let pending = try workspace.invoices.drafts.pendingItems(of: customer)
    for item in pending { try workspace.remove(item) }
  }

  /// The invoice with the discounts and the automatic taxes of the request.
  private func adjusted(_ invoice: Invoice) throws(SandboxError) -> Invoice {
    var changed = invoice
    let saysTaxes = parameters.putAutomaticTax(into: &changed.json) != nil
    guard saysTaxes || parameters.isGiven("discounts") else { return invoice }
    if parameters.isGiven("discounts") {
      changed.discounts = try workspace.discounts.redeem(
        parameters.array("discounts"), for: DiscountOwner(invoice))
    }
    return try workspace.invoices.sums.recompute(changed)
  }

  /// Source: Stripe's answer where no invoice is to come.
  static func none(_ subscription: Subscription) -> SandboxError {
    SandboxError(
      404, .invalidRequest, "No upcoming invoices for customer: \(subscription.customer)",
      code: "invoice_upcoming_none")
  }
}
