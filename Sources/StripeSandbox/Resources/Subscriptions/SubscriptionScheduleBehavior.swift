import JSON

/// Subscription schedules: a plan of phases. One that begins now is carried out; what time would
/// make of the others is not.
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
    let schedule = SubscriptionSchedule(object)
    guard schedule.status.isOpen else { throw .closed(schedule, "updated") }
    let others = Set(parameters.values.keys).subtracting(["end_behavior", "metadata"])
    return try workspace.merge(parameters, into: object, of: typeName, but: others)
  }

  var actions: [String: Action] {
    ["cancel": cancel, "release": release]
  }

  private func cancel(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var schedule = SubscriptionSchedule(object ?? [:])
    guard schedule.status.isOpen else { throw .closed(schedule, "canceled") }
    // Both are so unless they are refused, where there is nothing else to bill.
    _ = parameters.bool("invoice_now")
    _ = parameters.bool("prorate")
    schedule.status = .canceled
    schedule.canceledAt = workspace.now
    schedule.currentPhase = nil
    try workspace.save(schedule)
    if let id = schedule.subscription, var subscription = try workspace.find(Subscription.self, id)
    {
      subscription.schedule = nil
      try workspace.subscriptions.end(subscription)
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
}

extension SandboxError {
  fileprivate static func closed(_ schedule: SubscriptionSchedule, _ done: String) -> SandboxError {
    SandboxError(
      "You cannot perform this action on a subscription schedule with the status"
        + " `\(schedule.status.rawValue)`: it cannot be \(done).")
  }
}
