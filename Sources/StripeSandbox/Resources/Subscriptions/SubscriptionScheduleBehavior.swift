import JSON

/// Subscription schedules: plans of phases, through which they lead their subscriptions.
struct SubscriptionScheduleBehavior: ResourceBehavior {
  let typeName = "subscription_schedule"
  let names = ObjectNames(pathParameter: "schedule")
  let eventRules = EventRules(
    statuses: ["canceled": ["canceled"], "completed": ["completed"], "released": ["released"]])

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try SubscriptionScheduleCreation(parameters: parameters, workspace: workspace).make().json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let schedule = try Self.merged(object, parameters, in: workspace)
    return try workspace.schedules.change(schedule, parameters).json
  }

  /// A schedule with the fields that parameters change, but for its phases.
  static func merged(
    _ object: JSONObject, _ parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> SubscriptionSchedule {
    let schedule = SubscriptionSchedule(object)
    guard schedule.status.isOpen else { throw .closed(schedule, "updated") }
    let others = Set(parameters.values.keys).subtracting([
      "default_settings", "end_behavior", "metadata",
    ])
    var merged = try SubscriptionSchedule(
      workspace.merge(parameters, into: object, of: SubscriptionSchedule.typeName, but: others))
    try merged.settleAutomaticTax(parameters)
    return merged
  }

  var actions: [String: Action] {
    ["cancel": cancel, "release": release]
  }

  private func cancel(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var schedule = SubscriptionSchedule(object ?? [:])
    guard schedule.status.isOpen else { throw .closed(schedule, "canceled") }
    // Source: the SDK's words: both are so unless they are refused.
    let terms = Parameters([
      "invoice_now": .bool(parameters.bool("invoice_now") ?? true),
      "prorate": .bool(parameters.bool("prorate") ?? true),
    ])
    schedule.status = .canceled
    schedule.canceledAt = workspace.now
    schedule.currentPhase = nil
    try workspace.save(schedule)
    if let id = schedule.subscription, var subscription = try workspace.find(Subscription.self, id)
    {
      subscription.schedule = nil
      try workspace.save(subscription)
      guard !subscription.status.isFinal else { return schedule.json }
      _ = try SubscriptionEnding(workspace: workspace).cancel(subscription, terms)
    }
    return schedule.json
  }

  private func release(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var schedule = SubscriptionSchedule(object ?? [:])
    guard schedule.status.isOpen else { throw .closed(schedule, "released") }
    _ = parameters.bool("preserve_cancel_date")
    schedule.status = .released
    schedule.releasedAt = workspace.now
    schedule.currentPhase = nil
    schedule.releasedSubscription = schedule.subscription
    schedule.subscription = nil
    try workspace.save(schedule)
    if let id = schedule.releasedSubscription,
      var subscription = try workspace.find(Subscription.self, id)
    {
      subscription.schedule = nil
      try workspace.save(subscription)
    }
    return schedule.json
  }

  private enum Duty: String {
    case begin
    case goOn = "go_on"
    case tellOfEnd = "tell_of_end"
  }

  /// How long before its end a schedule is told of, in seconds. Source: Stripe's words on
  /// `subscription_schedule.expiring`.
  private static let notice = 7 * 86_400

  func duties(of object: JSONObject) -> [DueDuty] {
    let schedule = SubscriptionSchedule(object)
    let phases = schedule.phases.compactMap(\.object)
    switch schedule.status {
    case .notStarted:
      return phases.first.map {
        [DueDuty(name: Duty.begin.rawValue, at: $0.amount("start_date"))]
      } ?? []
    case .active:
      let end = schedule.currentPhase?["end_date"]?.integer
      let last = phases.last?["end_date"]?.integer
      return [
        end.map { DueDuty(name: Duty.goOn.rawValue, at: $0) },
        last.map {
          DueDuty(name: Duty.tellOfEnd.rawValue, at: $0 - Self.notice, isReminder: true)
        },
      ].compactMap(\.self)
    case .canceled, .completed, .released: return []
    }
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    let schedule = SubscriptionSchedule(object)
    switch Duty(rawValue: duty) {
    case .begin: _ = try workspace.schedules.begin(schedule)
    case .goOn: try workspace.schedules.goOn(schedule)
    case .tellOfEnd: workspace.announce("subscription_schedule.expiring", object)
    case nil: break
    }
  }
}

extension SandboxError {
  fileprivate static func closed(_ schedule: SubscriptionSchedule, _ done: String) -> SandboxError {
    SandboxError(
      "You cannot perform this action on a subscription schedule with the status"
        + " `\(schedule.status.rawValue)`: it cannot be \(done).")
  }
}
