import JSON

/// Carries subscriptions through the phases of their schedules.
struct ScheduleService {
  let workspace: Workspace
  /// True if invoices are only looked at.
  var isPreview = false

  /// Makes the subscription of a schedule whose time has come.
  func begin(_ schedule: SubscriptionSchedule) throws(SandboxError) -> SubscriptionSchedule {
    guard let phase = schedule.phases.first?.object else { return schedule }
    var begun = schedule
    begun.status = .active
    begun.currentPhase = Self.place(of: phase)
    let start = phase.amount("start_date")
    var fields = SchedulePhaseEntry(workspace: workspace, phase: phase, schedule: schedule)
      .parameters
    fields["customer"] = .string(schedule.customer)
    fields["payment_behavior"] = "allow_incomplete"
    if start < workspace.now { fields["backdate_start_date"] = .integer(start) }
    var creation = SubscriptionCreation(
      parameters: Parameters(fields), workspace: workspace, schedule: schedule.id)
    creation.isPreview = isPreview
    begun.subscription = try creation.make().id
    try workspace.save(begun)
    return begun
  }

  private static func place(of phase: JSONObject) -> JSONObject {
    ["end_date": phase["end_date"] ?? nil, "start_date": phase["start_date"] ?? nil]
  }

  /// Puts other phases into a schedule, and its subscription into the one that is running.
  func change(_ schedule: SubscriptionSchedule, _ parameters: Parameters)
    throws(SandboxError) -> SubscriptionSchedule
  {
    var changed = schedule
    let given = parameters.array("phases")
    let behavior = ChangeTerms.Proration(parameters)
    guard let first = given.first else { return changed }
    let old = schedule.phases.first?.object?.amount("start_date") ?? workspace.now
    let start =
      first["start_date"]?.integer
      ?? (first.text("start_date") == "now"
        ? workspace.now : schedule.currentPhase?["start_date"]?.integer ?? old)
    let phases = try SchedulePhases(workspace: workspace).make(given, from: start)
    changed.phases = phases.map(JSONValue.object)
    guard schedule.status == .active else { return changed }
    guard let phase = running(phases) else {
      throw SandboxError(
        "The phases of a schedule that has begun must contain the present time.", param: "phases")
    }
    try enter(phase, of: changed, behavior)
    return try workspace.get(SubscriptionSchedule.self, changed.id)
  }

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
    guard let phase = running(schedule.phases.compactMap(\.object)) else {
      return try finish(schedule)
    }
    try enter(phase, of: schedule)
  }

  /// The phase that the present time lies in.
  private func running(_ phases: [JSONObject]) -> JSONObject? {
    phases.first { phase in
      phase.amount("start_date") <= workspace.now
        && workspace.now < phase["end_date"]?.integer ?? .max
    }
  }

  /// Puts a phase's prices and settings into the subscription.
  ///
  /// - Parameter behavior: how the change is settled; nil is as the phase says.
  private func enter(
    _ phase: JSONObject, of schedule: SubscriptionSchedule,
    _ behavior: ChangeTerms.Proration? = nil
  ) throws(SandboxError) {
    var schedule = schedule
    schedule.currentPhase = Self.place(of: phase)
    try workspace.save(schedule)
    guard let id = schedule.subscription,
      let subscription = try workspace.find(Subscription.self, id)
    else { return }
    var entry = SchedulePhaseEntry(workspace: workspace, phase: phase, schedule: schedule)
    if let behavior { entry.proration = behavior }
    if isPreview { entry.payment = .draftOnly }
    try entry.apply(to: subscription)
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
      // Source: the Stripe CLI's trigger of the event, whose schedule ends so.
      workspace.announce("subscription_schedule.completed", done.json)
    }
    try workspace.save(done)
    guard let id, var subscription = try workspace.find(Subscription.self, id) else { return }
    subscription.schedule = nil
    try workspace.save(subscription)
    if schedule.endBehavior == "cancel" {
      try SubscriptionEnding(workspace: workspace).finish(subscription, .endOfSchedule)
    }
  }

  /// A schedule whose subscription has ended is over as well; it is aborted where nobody paid.
  ///
  /// Source: the SDK's words on `subscription_schedule.aborted`.
  func subscriptionEnded(_ subscription: Subscription, _ why: SubscriptionEnd)
    throws(SandboxError)
  {
    guard let id = subscription.schedule,
      var schedule = try workspace.find(SubscriptionSchedule.self, id), schedule.status.isOpen
    else { return }
    schedule.status = .canceled
    schedule.canceledAt = workspace.now
    schedule.currentPhase = nil
    try workspace.save(schedule)
    if why == .unpaid { workspace.announce("subscription_schedule.aborted", schedule.json) }
  }
}
