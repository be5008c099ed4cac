import JSON

/// Carries subscriptions through the phases of their schedules.
struct ScheduleService {
  let workspace: Workspace

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
    let creation = SubscriptionCreation(
      parameters: Parameters(fields), workspace: workspace, schedule: schedule.id)
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
    guard
      let phase = phases.first(where: {
        $0.amount("start_date") <= workspace.now && workspace.now < $0.amount("end_date")
      })
    else {
      throw SandboxError(
        "The phases of a schedule that has begun must contain the present time.", param: "phases")
    }
    changed.currentPhase = Self.place(of: phase)
    try workspace.save(changed)
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
      try workspace.subscriptions.end(subscription, .endOfSchedule)
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

/// The beginning of a phase: what the subscription is billed from then on.
struct SchedulePhaseEntry {
  let workspace: Workspace
  let phase: JSONObject
  let schedule: SubscriptionSchedule
  var proration: ChangeTerms.Proration

  init(workspace: Workspace, phase: JSONObject, schedule: SubscriptionSchedule) {
    self.workspace = workspace
    self.phase = phase
    self.schedule = schedule
    proration =
      phase.text("proration_behavior").flatMap(ChangeTerms.Proration.init) ?? .createProrations
  }

  private static let settings = [
    "collection_method", "default_payment_method", "description",
  ]

  /// The settings of the phase, and those of the whole schedule that it says nothing of.
  private func setting(_ name: String) -> JSONValue? {
    if phase.has(name) { return phase[name] }
    let defaults = schedule.json.object("default_settings") ?? [:]
    return defaults.has(name) ? defaults[name] : nil
  }

  private var daysUntilDue: JSONValue? {
    phase.object("invoice_settings")?["days_until_due"]
      ?? schedule.json.object("default_settings")?.object("invoice_settings")?["days_until_due"]
  }

  /// The parameters of a subscription that is in the phase.
  var parameters: JSONObject {
    var fields: JSONObject = ["items": .array(items.map(JSONValue.object))]
    for name in Self.settings { fields[name] = setting(name) }
    if fields["collection_method"] == "send_invoice" { fields["days_until_due"] = daysUntilDue }
    for name in ["add_invoice_items", "metadata", "trial_end", "proration_behavior"]
    where phase.has(name) {
      fields[name] = phase[name]
    }
    let rates = phase.array("default_tax_rates").compactMap { $0["id"] }
    if !rates.isEmpty { fields["default_tax_rates"] = .array(rates) }
    if let discounts { fields["discounts"] = discounts }
    return fields
  }

  private var discounts: JSONValue? {
    let given = phase.array("discounts").compactMap(\.object).map { discount in
      JSONValue.object(JSONObject(discount.members.filter { !$0.value.isNull }))
    }
    return given.isEmpty ? nil : .array(given)
  }

  private var items: [JSONObject] {
    phase.array("items").compactMap(\.object).map { item in
      JSONObject(
        ["price", "quantity", "metadata"].compactMap { name in
          item[name].flatMap { $0.isNull ? nil : JSONMember(name, $0) }
        })
    }
  }

  func apply(to subscription: Subscription) throws(SandboxError) {
    var subscription = subscription
    for name in Self.settings { subscription.json[name] = setting(name) ?? subscription.json[name] }
    if subscription.collectionMethod == "send_invoice" {
      subscription.json["days_until_due"] = daysUntilDue ?? .null
    }
    if phase.has("default_tax_rates") {
      subscription.json["default_tax_rates"] = phase["default_tax_rates"]
    }
    for member in phase.object("metadata")?.members ?? [] {
      subscription.metadata[member.key] = member.value
    }
    if let discounts {
      let owner = DiscountOwner(
        field: "subscription", id: subscription.id, customer: subscription.customer,
        currency: subscription.currency)
      let given = Parameters(["discounts": discounts]).array("discounts")
      subscription.discounts = try workspace.discounts.redeem(given, for: owner)
        .map(JSONValue.string)
    }
    try workspace.save(subscription)
    try addItems(to: subscription)
    let stored = try workspace.subscriptions.items(of: subscription)
    let changes = try changes(stored, subscription)
    var terms = ChangeTerms(now: workspace.now, payment: .allowIncomplete)
    terms.proration = proration
    terms.resetsCycle = setting("billing_cycle_anchor") == "phase_start"
    if let end = phase["trial_end"]?.integer, end > workspace.now { terms.trial = .until(end) }
    _ = try SubscriptionUpdate(workspace: workspace, changes: changes, terms: terms)
      .apply(to: subscription)
  }

  /// What is billed once when the phase begins: with the next invoice.
  private func addItems(to subscription: Subscription) throws(SandboxError) {
    guard phase.amount("start_date") == workspace.now else { return }
    for fields in phase.array("add_invoice_items").compactMap(\.object) {
      var fields = JSONObject(fields.members.filter { !$0.value.isNull && $0.value != [] })
      fields["subscription"] = .string(subscription.id)
      if let price = fields["price"] { fields["pricing"] = ["price": price] }
      fields["price"] = nil
      try workspace.save(
        workspace.invoices.items.new(
          Parameters(fields), customer: subscription.customer, on: nil))
    }
  }

  private func changes(_ stored: [SubscriptionItem], _ subscription: Subscription)
    throws(SandboxError) -> [ItemChange]
  {
    let changer = ItemChanges(workspace: workspace, subscription: subscription)
    var changes: [ItemChange] = []
    var rest = stored
    for fields in items {
      let parameters = Parameters(fields)
      let place =
        rest.firstIndex { $0.price.id == fields.text("price") } ?? (rest.isEmpty ? nil : 0)
      if let place {
        changes.append(try changer.changed(rest.remove(at: place), by: parameters))
      } else {
        changes.append(ItemChange(old: nil, new: try changer.made(parameters)))
      }
    }
    return changes.filter(\.isPriced) + rest.map { ItemChange(old: $0, new: nil) }
  }
}
