import JSON

/// Makes a subscription schedule, and its subscription where it begins now.
struct SubscriptionScheduleCreation {
  let parameters: Parameters
  let workspace: Workspace
  /// True if the first invoice is only looked at.
  var isPreview = false
  /// The customer where the parameters do not name one.
  var customer: String?

  func make() throws(SandboxError) -> SubscriptionSchedule {
    if let id = parameters.text("from_subscription") { return try make(from: id) }
    guard let customer = customer ?? parameters.text("customer") else {
      throw .missingParameter("customer")
    }
    _ = try workspace.get(Customer.self, customer, param: "customer")
    var schedule = try blank(customer)
    let given = parameters.array("phases")
    let start =
      parameters["start_date"]?.integer ?? given.first?["start_date"]?.integer ?? workspace.now
    let phases = try SchedulePhases(workspace: workspace)
      .make(given, from: start)
    schedule.phases = phases.map(JSONValue.object)
    schedule.status = .notStarted
    guard start <= workspace.now else { return schedule }
    guard phases[0].amount("end_date") > workspace.now else {
      throw SandboxError(
        "The first phase must end in the future.", param: "phases[0][end_date]")
    }
    // Stored early: its subscription names it.
    try workspace.save(schedule)
    return try ScheduleService(workspace: workspace, isPreview: isPreview).begin(schedule)
  }

  private func blank(_ customer: String) throws(SandboxError) -> SubscriptionSchedule {
    var schedule = try workspace.make(SubscriptionSchedule.self)
    let fields: JSONObject = [
      "billing_mode": [
        "flexible": ["proration_discounts": "included"], "type": "flexible",
        "updated_at": .integer(workspace.now),
      ],
      "default_settings": [
        "application_fee_percent": nil,
        "automatic_tax": ["disabled_reason": nil, "enabled": false, "liability": nil],
        "billing_cycle_anchor": "automatic", "billing_thresholds": nil,
        "collection_method": "charge_automatically", "default_payment_method": nil,
        "description": nil,
        "invoice_settings": [
          "account_tax_ids": nil, "custom_fields": nil, "days_until_due": nil,
          "description": nil, "footer": nil, "issuer": ["type": "self"],
        ],
        "on_behalf_of": nil, "transfer_data": nil,
      ],
      "pause_schedules": [], "customer": .string(customer),
      "end_behavior": .string(parameters.text("end_behavior") ?? "release"),
    ]
    for member in fields.members { schedule.json[member.key] = member.value }
    schedule.json["test_clock"] =
      try workspace.find(Customer.self, customer)?.json["test_clock"] ?? .null
    let others = Set(parameters.values.keys).subtracting([
      "billing_mode", "default_settings", "metadata",
    ])
    schedule.json = try workspace.merge(
      parameters, into: schedule.json, of: SubscriptionSchedule.typeName, but: others)
    try schedule.settleAutomaticTax(parameters)
    return schedule
  }

  /// A schedule whose one phase is the period that a subscription is in.
  private func make(from id: String) throws(SandboxError) -> SubscriptionSchedule {
    var subscription = try workspace.get(Subscription.self, id, param: "from_subscription")
    guard subscription.schedule == nil else {
      throw SandboxError(
        "You cannot migrate a subscription that is already attached to a schedule:"
          + " \(subscription.schedule ?? "").", param: "from_subscription")
    }
    var schedule = try blank(subscription.customer)
    schedule.takeDefaults(from: subscription)
    let items = try workspace.subscriptions.items(of: subscription)
    let start = items.map(\.currentPeriodStart).min() ?? workspace.now
    let end = items.map(\.currentPeriodEnd).max() ?? workspace.now
    schedule.phases = [
      .object(
        SchedulePhase.fields(
          items.map { .object(SchedulePhase.item($0.price.id, $0.quantity)) },
          subscription.currency,
          from: start, to: end))
    ]
    schedule.status = .active
    schedule.currentPhase = ["end_date": .integer(end), "start_date": .integer(start)]
    schedule.subscription = id
    subscription.schedule = schedule.id
    try workspace.save(subscription)
    return schedule
  }
}
