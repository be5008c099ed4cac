import JSON

/// What time does with a subscription.
struct SubscriptionDuties {
  enum Name: String {
    case billPending = "bill_pending"
    case cancel
    case expire
    case expireUpdate = "expire_update"
    case renew
    case resumeCollection = "resume_collection"
    case tellOfRenewal = "tell_of_renewal"
    case tellOfTrialEnd = "tell_of_trial_end"
  }

  let subscription: Subscription

  /// How long before a renewal it is told of, in seconds.
  private static let notice = 7 * 86_400

  var all: [DueDuty] {
    switch subscription.status {
    case .canceled, .incompleteExpired: []
    case .incomplete:
      [duty(.expire, at: subscription.created + PendingUpdates.lifetime)] + ending
    case .paused: ending + updates
    case .active, .pastDue, .trialing, .unpaid: ending + updates + renewal + reminders
    }
  }

  private func duty(_ name: Name, at time: Int, isReminder: Bool = false) -> DueDuty {
    DueDuty(name: name.rawValue, at: time, isReminder: isReminder)
  }

  private var ending: [DueDuty] {
    subscription.cancelAt.map { [duty(.cancel, at: $0)] } ?? []
  }

  private var updates: [DueDuty] {
    let end = subscription.pendingUpdate?["expires_at"]?.integer
    let pending = subscription.status == .paused ? nil : subscription.nextPendingInvoice
    let resumption = subscription.pauseCollection?["resumes_at"]?.integer
    return [
      end.map { duty(.expireUpdate, at: $0) }, pending.map { duty(.billPending, at: $0) },
      resumption.map { duty(.resumeCollection, at: $0) },
    ]
    .compactMap(\.self)
  }

  /// When the next period begins; nil where the subscription ends before.
  private var renewalTime: Int? {
    guard let end = subscription.nextPeriodEnd else { return nil }
    guard let last = subscription.cancelAt, last <= end else { return end }
    return nil
  }

  private var renewal: [DueDuty] { renewalTime.map { [duty(.renew, at: $0)] } ?? [] }

  private var reminders: [DueDuty] {
    var reminders: [DueDuty] = []
    if let time = renewalTime {
      reminders.append(duty(.tellOfRenewal, at: time - Self.notice, isReminder: true))
    }
    if subscription.status == .trialing, let end = subscription.trialEnd {
      let time = end - SubscriptionStart.warning
      reminders.append(duty(.tellOfTrialEnd, at: time, isReminder: true))
    }
    return reminders
  }

  static func perform(_ name: Name, on subscription: Subscription, in workspace: Workspace)
    throws(SandboxError)
  {
    switch name {
    case .billPending: try PendingItemBilling(workspace: workspace).bill(subscription)
    case .cancel: try SubscriptionEnding(workspace: workspace).finish(subscription)
    case .expire: try expire(subscription, in: workspace)
    case .expireUpdate: try PendingUpdates(workspace: workspace).expire(subscription)
    case .renew: try SubscriptionRenewal(workspace: workspace).renew(subscription)
    case .resumeCollection:
      var resumed = subscription
      resumed.pauseCollection = nil
      try workspace.save(resumed)
    case .tellOfRenewal: try tellOfRenewal(of: subscription, in: workspace)
    case .tellOfTrialEnd:
      workspace.announce("customer.subscription.trial_will_end", subscription.json)
    }
  }

  /// A first invoice that was not paid in time is void, and the subscription never was.
  private static func expire(_ subscription: Subscription, in workspace: Workspace)
    throws(SandboxError)
  {
    var expired = subscription
    expired.status = .incompleteExpired
    expired.endedAt = workspace.now
    try workspace.save(expired)
    guard let id = subscription.latestInvoice, let invoice = try workspace.find(Invoice.self, id),
      invoice.status == .open
    else { return }
    _ = try workspace.invoices.closing.void(invoice)
  }

  private static func tellOfRenewal(of subscription: Subscription, in workspace: Workspace)
    throws(SandboxError)
  {
    let preview = try workspace.invoices.previews.renewal(of: subscription)
    guard var upcoming = preview?.json else { return }
    // An invoice that is not made yet has no id.
    upcoming["id"] = nil
    workspace.announce("invoice.upcoming", upcoming)
  }
}
