import JSON

/// The beginning of a phase: what the subscription is billed from then on.
struct SchedulePhaseEntry {
  let workspace: Workspace
  let phase: JSONObject
  let schedule: SubscriptionSchedule
  var proration: ChangeTerms.Proration
  var payment = PaymentBehavior.allowIncomplete

  init(workspace: Workspace, phase: JSONObject, schedule: SubscriptionSchedule) {
    self.workspace = workspace
    self.phase = phase
    self.schedule = schedule
    proration =
      phase.text("proration_behavior").flatMap(ChangeTerms.Proration.init) ?? .createProrations
  }

  private static let settings = [
    "billing_thresholds", "collection_method", "default_payment_method", "description",
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
    if taxesAutomatically { fields["automatic_tax"] = ["enabled": true] }
    return fields
  }

  private var taxesAutomatically: Bool {
    setting("automatic_tax")?.object?.isTrue("enabled") ?? false
  }

  /// Automatic taxes of a customer of whom it is not known where they are go off. Source: Stripe's
  /// guide to customer locations.
  private func automaticTax(of customer: String) throws(SandboxError) -> JSONValue {
    let known = try workspace.get(Customer.self, customer)
    let isLocated = AutomaticTaxService.location(of: known) != nil
    let isOn = taxesAutomatically && isLocated
    return [
      "disabled_reason": taxesAutomatically && !isLocated ? "requires_location_inputs" : nil,
      "enabled": .bool(isOn), "liability": isOn ? ["type": "self"] : nil,
    ]
  }

  private var discounts: JSONValue? {
    let given = phase.array("discounts").compactMap(\.object).map { discount in
      JSONValue.object(JSONObject(discount.members.filter { !$0.value.isNull }))
    }
    return given.isEmpty ? nil : .array(given)
  }

  private var items: [JSONObject] {
    phase.array("items").compactMap(\.object).map { item in
      var fields = JSONObject(
        ["price", "quantity", "metadata"].compactMap { name in
          item[name].flatMap { $0.isNull ? nil : JSONMember(name, $0) }
        })
      fields["billing_thresholds"] = item["billing_thresholds"] ?? .null
      return fields
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
    subscription.json["automatic_tax"] = try automaticTax(of: subscription.customer)
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
    var changes = try changes(stored, subscription)
    var terms = ChangeTerms(now: workspace.now, payment: payment)
    terms.proration = proration
    terms.resetsCycle = resetsCycle(changes)
    if let end = phase["trial_end"]?.integer, end > workspace.now {
      terms.trial = .until(end)
    } else if stored.contains(where: { $0.currentPeriodEnd <= workspace.now }) {
      if terms.resetsCycle { subscription.billingCycleAnchor = workspace.now }
      terms.resetsCycle = false
      changes = changes.map(atEndOfPeriod)
    }
    _ = try SubscriptionUpdate(workspace: workspace, changes: changes, terms: terms)
      .apply(to: subscription)
  }

  /// Source: the SDK's words on the phase's `billing_cycle_anchor`: `automatic` changes the anchor
  /// if that is needed, as it is for another interval.
  private func resetsCycle(_ changes: [ItemChange]) -> Bool {
    setting("billing_cycle_anchor") == "phase_start" || changes.contains(where: \.changesPeriod)
  }

  /// A change where a period ends: the renewal begins the next one, and bills it whole.
  private func atEndOfPeriod(_ change: ItemChange) -> ItemChange {
    guard var new = change.new, change.old.map({ $0.currentPeriodEnd <= workspace.now }) ?? true
    else { return change }
    let isSame = change.old?.price.id == new.price.id
    new.currentPeriodStart = isSame ? new.currentPeriodStart : workspace.now
    new.currentPeriodEnd = workspace.now
    return ItemChange(old: change.old, new: new)
  }

  /// What is billed once when the phase begins: with the next invoice.
  private func addItems(to subscription: Subscription) throws(SandboxError) {
    guard phase.amount("start_date") == workspace.now else { return }
    for fields in phase.array("add_invoice_items").compactMap(\.object) {
      var fields = JSONObject(fields.members.filter { !$0.value.isNull && $0.value != [] })
      fields["subscription"] = .string(subscription.id)
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
    return changes + rest.map { ItemChange(old: $0, new: nil) }
  }
}
