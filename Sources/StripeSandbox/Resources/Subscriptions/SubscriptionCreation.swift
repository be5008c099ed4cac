import JSON

/// Makes a subscription with its items and its first invoice.
struct SubscriptionCreation {
  let parameters: Parameters
  let workspace: Workspace
  /// The schedule that it is made for.
  var schedule: String?
  /// The customer where the parameters do not name one.
  var customer: String?
  /// True if its first invoice is only looked at.
  var isPreview = false

  func make() throws(SandboxError) -> Subscription {
    guard let id = customer ?? parameters.text("customer") else {
      throw .missingParameter("customer")
    }
    guard let customer = try workspace.find(Customer.self, id) else {
      throw .missing("customer", id, param: "customer", status: 404)
    }
    try checkBehavior()
    try checkClock(of: customer)
    var subscription = try blank(customer)
    let fields = SubscriptionParameters(parameters: parameters, workspace: workspace)
    try fields.put(into: &subscription)
    var items = try makeItems(of: subscription)
    let timing = try SubscriptionTimingParameters(
      parameters: parameters, prices: items.map(\.price), now: workspace.now
    ).timing()
    put(timing, into: &subscription)
    for index in items.indices {
      let period = timing.current(items[index].price, at: workspace.now)
      items[index].currentPeriodStart = period.start
      items[index].currentPeriodEnd = period.end
    }
    try setCurrency(of: &subscription, items)
    try workspace.save(subscription)
    for item in items { try workspace.subscriptionItems.store(item) }
    try fields.putEnding(into: &subscription, items)
    subscription = try workspace.subscriptions.refreshItems(of: subscription)
    var start = SubscriptionStart(workspace: workspace, parameters: parameters, timing: timing)
    if isPreview { start.behavior = .draftOnly }
    return try start.bill(subscription)
  }

  private func put(_ timing: SubscriptionTiming, into subscription: inout Subscription) {
    subscription.startDate = timing.start
    subscription.billingCycleAnchor = timing.anchor
    PendingItemBilling.plan(&subscription, at: workspace.now)
    if let config = timing.anchorConfig { subscription.billingCycleAnchorConfig = config }
    guard let end = timing.trialEnd else { return }
    subscription.trialStart = workspace.now
    subscription.trialEnd = end
  }

  private func blank(_ customer: Customer) throws(SandboxError) -> Subscription {
    var subscription = try workspace.make(Subscription.self)
    for member in Self.defaults(at: workspace.now).members {
      subscription.json[member.key] = member.value
    }
    for name in ["presentment_details"] { subscription.json[name] = nil }
    subscription.customer = customer.id
    subscription.schedule = schedule
    subscription.json["test_clock"] = customer.json["test_clock"]
    return subscription
  }

  private static func defaults(at now: Int) -> JSONObject {
    [
      "automatic_tax": ["disabled_reason": nil, "enabled": false, "liability": nil],
      "billing_cycle_anchor": .integer(now),
      "billing_mode": [
        "flexible": ["proration_discounts": "included"], "type": "flexible",
        "updated_at": .integer(now),
      ],
      "billing_schedules": [], "cancel_at_period_end": false,
      "cancellation_details": [
        "comment": nil, "feedback": nil, "feedback_option": nil, "reason": nil,
      ],
      "collection_method": "charge_automatically", "discounts": [], "default_tax_rates": [],
      "invoice_settings": [
        "account_tax_ids": nil, "custom_fields": nil, "description": nil, "footer": nil,
        "issuer": ["type": "self"],
      ],
      "managed_payments": ["enabled": false],
      "payment_settings": [
        "payment_method_options": nil, "payment_method_types": nil,
        "save_default_payment_method": "off",
      ],
      "start_date": .integer(now), "status": "incomplete",
      "trial_settings": [
        "end_behavior": [
          "billing_cycle_anchor": "now", "missing_payment_method": "create_invoice",
        ]
      ],
    ]
  }

  private func checkBehavior() throws(SandboxError) {
    guard parameters.text("payment_behavior") == "pending_if_incomplete" else { return }
    throw SandboxError(
      "Setting `payment_behavior` to `pending_if_incomplete` has no effect when creating a"
        + " subscription.", param: "payment_behavior")
  }

  private func checkClock(of customer: Customer) throws(SandboxError) {
    guard let clock = customer.json.text("test_clock") else { return }
    let living = try workspace.subscriptions.living(of: customer.id)
    guard living.count >= TestClockLimits.subscriptions else { return }
    throw SandboxError(
      "A customer of the test clock \(clock) can have at most \(TestClockLimits.subscriptions)"
        + " subscriptions.", param: "customer")
  }

  private func makeItems(of subscription: Subscription) throws(SandboxError) -> [SubscriptionItem] {
    let given = parameters.array("items")
    guard !given.isEmpty else { throw .missingParameter("items") }
    var items: [SubscriptionItem] = []
    for fields in given {
      let item = try workspace.subscriptionItems.make(fields, of: subscription)
      if items.contains(where: { $0.price.id == item.price.id }) {
        throw SandboxError(
          "Cannot create a Subscription with multiple Subscription Items with the same Price:"
            + " \(item.price.id)", param: "plan")
      }
      items.append(item)
    }
    return items
  }

  private func setCurrency(of subscription: inout Subscription, _ items: [SubscriptionItem])
    throws(SandboxError)
  {
    let currency = items.first?.price.currency ?? "usd"
    if let index = items.firstIndex(where: { $0.price.currency != currency }) {
      throw SandboxError(
        "The currency of all prices of a subscription must be the same.",
        param: "items[\(index)][price]")
    }
    if let wanted = parameters.text("currency")?.lowercased(), wanted != currency {
      throw SandboxError(
        "The sandbox does not bill subscriptions in another currency than their prices'.",
        param: "currency")
    }
    subscription.currency = currency
  }
}
