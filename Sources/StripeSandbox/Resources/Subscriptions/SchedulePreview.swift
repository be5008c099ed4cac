import JSON

/// The next invoice of a schedule as it is, as it would be after a change, or of one that is not
/// made yet. All is carried out, and is for the caller to take back.
///
/// Source: the SDK's words on `schedule` and `schedule_details`.
struct SchedulePreview {
  let parameters: Parameters
  let workspace: Workspace

  private var service: ScheduleService { ScheduleService(workspace: workspace, isPreview: true) }

  func make() throws(SandboxError) -> Invoice {
    try refuseOthers()
    var schedule = try schedule()
    let items = parameters.array("invoice_items")
    try workspace.invoices.previews.addItems(items, to: schedule.customer)
    try SubscriptionPreview(parameters: parameters, workspace: workspace)
      .leaveOutPending(of: schedule.customer)
    let before = try latestInvoice(of: schedule)
    if schedule.status == .notStarted { return try first(of: schedule) }
    if parameters.has("schedule"), let details = parameters.object("schedule_details") {
      schedule = try changed(schedule, details)
    }
    let after = try latestInvoice(of: schedule)
    if let after, after != before || !parameters.has("schedule") {
      return try workspace.get(Invoice.self, after)
    }
    let subscription = try subscription(of: schedule)
    guard let invoice = try SubscriptionPreview.renewal(of: subscription, in: workspace) else {
      throw SubscriptionPreview.none(subscription)
    }
    return invoice
  }

  private func refuseOthers() throws(SandboxError) {
    for name in ["subscription", "subscription_details"] where parameters.has(name) {
      let one = parameters.has("schedule") ? "schedule" : "schedule_details"
      throw SandboxError("You cannot specify both `\(one)` and `\(name)`.", param: name)
    }
  }

  /// The schedule named, or a new one of the details.
  private func schedule() throws(SandboxError) -> SubscriptionSchedule {
    if let id = parameters.text("schedule") {
      _ = parameters.text("customer")
      return try workspace.get(SubscriptionSchedule.self, id, param: "schedule")
    }
    guard let details = parameters.object("schedule_details") else {
      throw .missingParameter("schedule_details")
    }
    let customer = try workspace.invoices.previews.customer(of: parameters)
    let creation = SubscriptionScheduleCreation(
      parameters: details, workspace: workspace, isPreview: true, customer: customer)
    let schedule = try creation.make()
    try workspace.save(schedule)
    return schedule
  }

  private func changed(_ schedule: SubscriptionSchedule, _ details: Parameters)
    throws(SandboxError) -> SubscriptionSchedule
  {
    let merged = try SubscriptionScheduleBehavior.merged(schedule.json, details, in: workspace)
    let changed = try service.change(merged, details)
    try workspace.save(changed)
    return changed
  }

  /// The invoice with which a schedule begins when its time has come.
  private func first(of object: SubscriptionSchedule) throws(SandboxError) -> Invoice {
    var schedule = object
    if parameters.has("schedule"), let details = parameters.object("schedule_details") {
      schedule = try changed(schedule, details)
    }
    let start = schedule.phases.first?.object?.amount("start_date") ?? workspace.now
    return try workspace.at(max(start, workspace.now)) { () throws(SandboxError) in
      let begun = try service.begin(schedule)
      return try workspace.get(Invoice.self, latestInvoice(of: begun) ?? "")
    }
  }

  private func subscription(of schedule: SubscriptionSchedule) throws(SandboxError)
    -> Subscription
  {
    try workspace.get(Subscription.self, schedule.subscription ?? "", param: "schedule")
  }

  private func latestInvoice(of schedule: SubscriptionSchedule) throws(SandboxError) -> String? {
    guard schedule.subscription != nil else { return nil }
    return try subscription(of: schedule).latestInvoice
  }
}
