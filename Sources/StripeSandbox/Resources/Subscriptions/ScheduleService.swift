import JSON

/// Carries subscriptions through the phases of their schedules.
struct ScheduleService {
  let workspace: Workspace

  /// The subscription in the phase that its schedule has reached by now.
  func enterPhase(of subscription: Subscription) throws(SandboxError) -> Subscription {
    guard let id = subscription.schedule,
      let schedule = try workspace.find(SubscriptionSchedule.self, id),
      schedule.status == .active, let end = schedule.currentPhase?["end_date"]?.integer,
      end <= workspace.now
    else { return subscription }
    try goOn(schedule)
    return try workspace.get(Subscription.self, subscription.id)
  }

  /// Leaves the phase that is over: enters the next one, or ends as the schedule says.
  func goOn(_ schedule: SubscriptionSchedule) throws(SandboxError) {
    let phases = schedule.phases.compactMap(\.object)
    let now = workspace.now
    if let phase = phases.first(where: { phase in
      phase.amount("start_date") <= now && now < phase["end_date"]?.integer ?? .max
    }) {
      return try enter(phase, of: schedule)
    }
    try finish(schedule)
  }

  /// Puts a phase's prices and settings into the subscription.
  private func enter(_ phase: JSONObject, of schedule: SubscriptionSchedule)
    throws(SandboxError)
  {
    var schedule = schedule
    schedule.currentPhase = [
      "end_date": phase["end_date"] ?? nil, "start_date": phase["start_date"] ?? nil,
    ]
    try workspace.save(schedule)
    guard let id = schedule.subscription, let subscription = try workspace.find(Subscription.self, id)
    else { return }
    try SchedulePhaseEntry(workspace: workspace, phase: phase).apply(to: subscription)
  }

  /// Source: the SDK's words on `end_behavior`.
  private func finish(_ schedule: SubscriptionSchedule) throws(SandboxError) {
    var done = schedule
    let id = schedule.subscription
    done.currentPhase = nil
    done.json["completed_at"] = .integer(workspace.now)
    done.status = .completed
    if schedule.endBehavior == "release" {
      done.releasedSubscription = id
      done.releasedAt = workspace.now
      done.subscription = nil
      done.status = .released
      done.json["completed_at"] = .null
    }
    try workspace.save(done)
    guard let id, var subscription = try workspace.find(Subscription.self, id) else { return }
    subscription.schedule = nil
    try workspace.save(subscription)
    if schedule.endBehavior == "cancel" {
      try workspace.subscriptions.end(subscription, .endOfSchedule)
    }
  }

  /// A schedule whose subscription has ended is over as well.
  func subscriptionEnded(_ subscription: Subscription) throws(SandboxError) {
    guard let id = subscription.schedule,
      var schedule = try workspace.find(SubscriptionSchedule.self, id), schedule.status.isOpen
    else { return }
    schedule.status = .canceled
    schedule.canceledAt = workspace.now
    schedule.currentPhase = nil
    try workspace.save(schedule)
  }
}

/// The beginning of a phase: what the subscription is billed from then on.
struct SchedulePhaseEntry {
  let workspace: Workspace
  let phase: JSONObject

  func apply(to subscription: Subscription) throws(SandboxError) {
    var subscription = subscription
    for name in [
      "collection_method", "default_payment_method", "description", "default_tax_rates",
      "application_fee_percent", "transfer_data",
    ] where phase.has(name) {
      subscription.json[name] = phase[name]
    }
    if let metadata = phase.object("metadata"), !metadata.members.isEmpty {
      var merged = subscription.metadata
      for member in metadata.members { merged[member.key] = member.value }
      subscription.metadata = merged
    }
    try workspace.save(subscription)
    let given = phase.array("items").compactMap(\.object)
    let stored = try workspace.subscriptions.items(of: subscription)
    let items = try changes(given, stored, subscription)
    var terms = ChangeTerms(now: workspace.now, payment: .allowIncomplete)
    terms.proration =
      phase.text("proration_behavior").flatMap(ChangeTerms.Proration.init) ?? .createProrations
    terms.resetsCycle = phase.text("billing_cycle_anchor") == "phase_start"
    if let end = phase["trial_end"]?.integer, end > workspace.now { terms.trial = .until(end) }
    _ = try SubscriptionUpdate(workspace: workspace, changes: items, terms: terms)
      .apply(to: subscription)
  }

  private func changes(
    _ given: [JSONObject], _ stored: [SubscriptionItem], _ subscription: Subscription
  ) throws(SandboxError) -> [ItemChange] {
    let items = ItemChanges(workspace: workspace, subscription: subscription)
    var changes: [ItemChange] = []
    var rest = stored
    for fields in given {
      let known = JSONObject(
        ["price", "quantity", "metadata"].compactMap { name in
          fields[name].flatMap { $0.isNull ? nil : JSONMember(name, $0) }
        })
      let parameters = Parameters(known)
      let place =
        rest.firstIndex { $0.price.id == fields.text("price") } ?? (rest.isEmpty ? nil : 0)
      if let place {
        changes.append(try items.changed(rest.remove(at: place), by: parameters))
      } else {
        changes.append(ItemChange(old: nil, new: try items.made(parameters)))
      }
    }
    return changes.filter { $0.isPriced } + rest.map { ItemChange(old: $0, new: nil) }
  }
}
