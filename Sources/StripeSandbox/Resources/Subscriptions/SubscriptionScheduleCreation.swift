import JSON

/// Makes a subscription schedule, and its subscription where it begins now.
struct SubscriptionScheduleCreation {
  let parameters: Parameters
  let workspace: Workspace

  func make() throws(SandboxError) -> SubscriptionSchedule {
    if let id = parameters.text("from_subscription") { return try make(from: id) }
    guard let customer = parameters.text("customer") else { throw .missingParameter("customer") }
    _ = try workspace.get(Customer.self, customer, param: "customer")
    let start = try start()
    var schedule = try blank(customer)
    var phases: [JSONObject] = []
    var end = start
    for given in parameters.array("phases") {
      let phase = try SchedulePhase(given: given, workspace: workspace).make(from: end)
      end = phase.amount("end_date")
      phases.append(phase)
    }
    guard let first = phases.first else { throw .missingParameter("phases") }
    schedule.phases = phases.map(JSONValue.object)
    schedule.status = start > workspace.now ? .notStarted : .active
    if schedule.status == .active {
      schedule.currentPhase = ["end_date": first["end_date"] ?? nil, "start_date": .integer(start)]
      try begin(first, of: &schedule)
    }
    return schedule
  }

  private func start() throws(SandboxError) -> Int {
    guard let start = parameters["start_date"]?.integer else { return workspace.now }
    guard start >= workspace.now else {
      throw SandboxError(
        "The sandbox does not start schedules in the past.", param: "start_date")
    }
    return start
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
    let others = Set(parameters.values.keys).subtracting(["billing_mode", "metadata"])
    schedule.json = try workspace.merge(
      parameters, into: schedule.json, of: SubscriptionSchedule.typeName, but: others)
    return schedule
  }

  private func begin(_ phase: JSONObject, of schedule: inout SubscriptionSchedule)
    throws(SandboxError)
  {
    let items = phase.array("items").map { item -> JSONValue in
      let known: JSONObject = ["price": item["price"] ?? nil, "quantity": item["quantity"] ?? nil]
      return .object(JSONObject(known.members.filter { !$0.value.isNull }))
    }
    let creation = SubscriptionCreation(
      parameters: Parameters([
        "customer": .string(schedule.customer), "items": .array(items),
        "payment_behavior": "allow_incomplete",
      ]), workspace: workspace, schedule: schedule.id)
    schedule.subscription = try creation.make().id
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
    let items = try workspace.subscriptions.items(of: subscription)
    let start = items.map(\.currentPeriodStart).min() ?? workspace.now
    let end = items.map(\.currentPeriodEnd).max() ?? workspace.now
    schedule.phases = [
      .object(
        SchedulePhase.fields(
          items.map { SchedulePhase.item($0.price.id, $0.quantity) }, subscription.currency,
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

/// A phase of a schedule.
struct SchedulePhase {
  let given: Parameters
  let workspace: Workspace

  /// - Parameter start: Unix seconds.
  func make(from start: Int) throws(SandboxError) -> JSONObject {
    var items: [JSONValue] = []
    var longest: BillingPeriod?
    var currency = given.text("currency")
    for item in given.array("items") {
      guard let id = item.text("price") ?? item.text("plan") else {
        throw .missingParameter(item.name("price"))
      }
      let price = try workspace.get(Price.self, id, param: item.name("price"))
      guard price.recurring != nil else {
        throw SandboxError(
          "The price specified is set to `type=one_time` but this field only accepts prices with"
            + " `type=recurring`.", param: item.name("price"))
      }
      longest = longest ?? BillingPeriod(price)
      currency = currency ?? price.currency
      items.append(try Self.item(id, item.limited("quantity", to: Limits.quantity) ?? 1))
    }
    guard let longest else { throw .missingParameter(given.name("items")) }
    let end = try end(from: start, longest)
    var phase = Self.fields(items, currency ?? "usd", from: start, to: end)
    if let behavior = given["proration_behavior"] { phase["proration_behavior"] = behavior }
    if let metadata = given["metadata"] { phase["metadata"] = metadata }
    return phase
  }

  private func end(from start: Int, _ period: BillingPeriod) throws(SandboxError) -> Int {
    if let end = given["end_date"]?.integer {
      guard end > start else {
        throw SandboxError(
          "The phase must end after it starts.", param: given.name("end_date"))
      }
      return end
    }
    var period = period
    if let duration = given.object("duration") {
      period = BillingPeriod(["recurring": .object(duration.values)])
      _ = (duration.text("interval"), duration.integer("interval_count"))
    }
    // Older versions count periods.
    let count = try given.limited("iterations", to: Limits.iterations) ?? 1
    return period.times(count).end(after: start)
  }

  static func item(_ price: String, _ quantity: Int?) -> JSONValue {
    [
      "billing_thresholds": nil, "discounts": [], "metadata": [:], "plan": .string(price),
      "price": .string(price), "quantity": quantity.map(JSONValue.integer) ?? nil,
      "tax_rates": [],
    ]
  }

  static func fields(_ items: [JSONValue], _ currency: String, from start: Int, to end: Int)
    -> JSONObject
  {
    [
      "add_invoice_items": [], "application_fee_percent": nil, "automatic_tax": nil,
      "billing_cycle_anchor": nil, "billing_thresholds": nil, "collection_method": nil,
      "currency": .string(currency), "default_payment_method": nil, "default_tax_rates": [],
      "description": nil, "discounts": [], "end_date": .integer(end), "invoice_settings": nil,
      "items": .array(items), "metadata": [:], "on_behalf_of": nil,
      "proration_behavior": "create_prorations", "start_date": .integer(start),
      "transfer_data": nil, "trial_end": nil,
    ]
  }
}
