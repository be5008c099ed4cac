import JSON

/// Changes of subscriptions that wait until they are paid. Source: Stripe's guide to pending
/// updates.
struct PendingUpdates {
  let workspace: Workspace

  /// How long a change waits, in seconds. Source: a recorded answer.
  static let lifetime = 23 * 3600

  /// Makes a change where its invoice is paid at once; else notes it and leaves all else as it is.
  func apply(_ update: SubscriptionUpdate, to old: Subscription) throws(SandboxError)
    -> Subscription
  {
    var firm = update
    firm.terms.payment = .errorIfIncomplete
    let changed = try workspace.rehearsal.undoingFailure {
      () throws(SandboxError) -> Subscription? in
      do throws(SandboxError) {
        return try firm.carryOut(on: old)
      } catch {
        guard error.kind == .cardError else { throw error }
        return nil
      }
    }
    if let changed { return changed }
    return try wait(for: update, of: old)
  }

  /// Bills the change, which cannot be paid yet, and notes what is to become of it.
  private func wait(for update: SubscriptionUpdate, of old: Subscription) throws(SandboxError)
    -> Subscription
  {
    var invoiced = update
    invoiced.terms.payment = .allowIncomplete
    // What the change would make of the subscription, but for its invoice.
    let after = try workspace.rehearsal.undoing { () throws(SandboxError) in
      let changed = try invoiced.carryOut(on: old)
      return (changed, try workspace.subscriptions.items(of: changed))
    }
    let prorations = Prorations(
      workspace: workspace, subscription: old, moment: update.terms.moment)
    if update.terms.proration != .none { try prorations.settle(update.changes.filter(\.isPriced)) }
    var waiting = old
    waiting.pendingUpdate = Self.note(after.0, after.1, was: old, at: workspace.now)
    let status = old.status
    waiting = try invoiced.invoice([], of: waiting, since: update.changes.compactMap(\.old).first)
    waiting.status = status
    try workspace.save(waiting)
    return waiting
  }

  /// A change of nothing, noted at a time: the subscription waits for its payment alone.
  static func blank(at now: Int) -> JSONObject {
    [
      "billing_cycle_anchor": nil, "cancel_at_period_end": nil, "discount": nil,
      "discounts": nil, "expires_at": .integer(now + lifetime), "metadata": nil,
      "subscription_items": nil, "trial_end": nil, "trial_from_plan": nil,
    ]
  }

  private static func note(
    _ changed: Subscription, _ items: [SubscriptionItem], was old: Subscription, at now: Int
  ) -> JSONObject {
    var note = blank(at: now)
    note["subscription_items"] = .array(items.map(\.field))
    for name in ["billing_cycle_anchor", "trial_end"] where changed.json[name] != old.json[name] {
      note[name] = changed.json[name]
    }
    return note
  }

  /// Makes the change that was noted: its invoice is paid.
  func keep(_ subscription: Subscription) throws(SandboxError) -> Subscription {
    guard let noted = subscription.pendingUpdate else { return subscription }
    var changed = subscription
    changed.pendingUpdate = nil
    let items = noted.array("subscription_items").compactMap(\.object).map(SubscriptionItem.init)
    if !items.isEmpty {
      let stored = try workspace.subscriptions.items(of: changed)
      let changes = items.map { item in
        ItemChange(old: stored.first { $0.id == item.id }, new: item)
      }
      let removed = stored.filter { old in !items.contains { $0.id == old.id } }
      try ItemChanges(workspace: workspace, subscription: changed)
        .store(changes + removed.map { ItemChange(old: $0, new: nil) })
      changed = try workspace.subscriptions.refreshItems(
        of: changed, without: Set(removed.map(\.id)))
    }
    if let anchor = noted["billing_cycle_anchor"]?.integer { changed.billingCycleAnchor = anchor }
    if let end = noted["trial_end"]?.integer { changed.trialEnd = end }
    workspace.announce("customer.subscription.pending_update_applied", changed.json)
    return changed
  }

  /// Gives a change up whose invoice was not paid in time.
  func expire(_ subscription: Subscription) throws(SandboxError) {
    var changed = subscription
    changed.pendingUpdate = nil
    try workspace.save(changed)
    if let id = subscription.latestInvoice, let invoice = try workspace.find(Invoice.self, id),
      invoice.status == .open
    {
      _ = try workspace.invoices.closing.void(invoice)
    }
    workspace.announce("customer.subscription.pending_update_expired", changed.json)
  }
}
