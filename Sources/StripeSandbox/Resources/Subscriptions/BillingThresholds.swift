import JSON

/// Bills usage as soon as it reaches an amount of money or a number of units.
///
/// Source: the SDK's words on `billing_thresholds`.
struct BillingThresholds {
  let workspace: Workspace

  /// The thresholds of a subscription, as parameters set them.
  static func put(_ parameters: Parameters, into subscription: inout Subscription)
    throws(SandboxError)
  {
    guard parameters.isGiven("billing_thresholds") else { return }
    guard let given = parameters.object("billing_thresholds") else {
      subscription.billingThresholds = nil
      return
    }
    let amount = try given.limited("amount_gte", to: 1...Limits.amount.upperBound)
    subscription.billingThresholds = [
      "amount_gte": amount.map(JSONValue.integer) ?? nil,
      "reset_billing_cycle_anchor": given.bool("reset_billing_cycle_anchor").map(JSONValue.bool)
        ?? nil,
    ]
  }

  /// The threshold of an item, as parameters set it.
  static func put(_ parameters: Parameters, into item: inout SubscriptionItem)
    throws(SandboxError)
  {
    guard parameters.isGiven("billing_thresholds") else { return }
    guard let given = parameters.object("billing_thresholds") else {
      item.billingThresholds = nil
      return
    }
    let name = given.name("usage_gte")
    guard let usage = try given.limited("usage_gte", to: 1...Limits.amount.upperBound) else {
      throw .missingParameter(name)
    }
    guard item.price.isMetered else {
      throw SandboxError("Usage thresholds require a metered price.", param: name)
    }
    item.billingThresholds = ["usage_gte": .integer(usage)]
  }

  /// Bills what a customer has used by now, where that reaches a threshold of a subscription.
  ///
  /// - Parameter meter: the meter that counted something.
  func check(_ meter: String, _ customer: String) throws(SandboxError) {
    for subscription in try workspace.subscriptions.living(of: customer)
    where [.active, .pastDue].contains(subscription.status) {
      let items = try workspace.subscriptions.items(of: subscription)
      let isMetered = items.contains { $0.price.json["recurring"]?["meter"]?.string == meter }
      let isLimited =
        subscription.billingThresholds != nil
        || items.contains { $0.billingThresholds != nil }
      guard isMetered, isLimited else { continue }
      try workspace.at(now(of: subscription)) { () throws(SandboxError) in
        try check(subscription, items)
      }
    }
  }

  private func now(of subscription: Subscription) throws(SandboxError) -> Int {
    guard let id = subscription.json.text("test_clock"),
      let clock = try workspace.find(TestClock.self, id)
    else { return workspace.now }
    return clock.frozenTime
  }

  private func check(_ subscription: Subscription, _ items: [SubscriptionItem])
    throws(SandboxError)
  {
    var periods: [ItemPeriod] = []
    var reached: [SubscriptionItem] = []
    for item in items where item.price.isMetered {
      // What was used in this very second counts.
      let period = try workspace.meters.period(
        of: item, subscription, from: item.currentPeriodStart, to: workspace.now + 1)
      guard !period.quantity.isZero else { continue }
      periods.append(period.ending(at: workspace.now))
      if let least = item.billingThresholds?["usage_gte"]?.integer,
        period.quantity >= ExactDecimal(least)
      {
        reached.append(item)
      }
    }
    let amount = subscription.billingThresholds?["amount_gte"]?.integer
    let sum = periods.reduce(0) { $0 + ($1.amount ?? 0) }
    let isAmountReached = amount.map { sum >= $0 } ?? false
    guard isAmountReached || !reached.isEmpty else { return }
    let invoice = try bill(subscription, periods)
    try note(isAmountReached ? amount : nil, reached, on: invoice)
  }

  private func bill(_ object: Subscription, _ used: [ItemPeriod]) throws(SandboxError) -> Invoice {
    var (subscription, periods) = (object, used)
    let start = used.map(\.start).min()
    if subscription.billingThresholds?["reset_billing_cycle_anchor"] == true {
      let items = try workspace.subscriptions.items(of: subscription)
      try Prorations(
        workspace: workspace, subscription: subscription, moment: workspace.now
      ).settle(items.map { ItemChange(old: $0, new: nil) })
      subscription = try workspace.subscriptions.startPeriods(of: subscription)
      periods += try workspace.subscriptions.items(of: subscription)
        .filter { !$0.price.isMetered }.map { ItemPeriod(of: $0) }
    }
    for var item in try workspace.subscriptions.items(of: subscription) where item.price.isMetered {
      try workspace.meters.markBilled(&item, of: subscription, until: workspace.now)
      try workspace.save(item)
    }
    subscription = try workspace.subscriptions.refreshItems(of: subscription)
    let invoice = try SubscriptionInvoice(
      workspace: workspace, subscription: subscription, reason: .threshold, periodStart: start
    ).make(periods)
    subscription = try workspace.get(Subscription.self, subscription.id)
    subscription.latestInvoice = invoice.id
    try workspace.save(subscription)
    return invoice
  }

  /// Has the invoice say which thresholds were reached.
  private func note(_ amount: Int?, _ items: [SubscriptionItem], on object: Invoice)
    throws(SandboxError)
  {
    let lines = try workspace.invoices.lines.all(of: object.id)
    var invoice = object
    invoice.json["threshold_reason"] = [
      "amount_gte": amount.map(JSONValue.integer) ?? nil,
      "item_reasons": .array(
        items.map { item in
          [
            "line_item_ids": .array(
              lines.filter { $0.subscriptionItem == item.id }.map { .string($0.id) }),
            "usage_gte": item.billingThresholds?["usage_gte"] ?? nil,
          ]
        }),
    ]
    try workspace.save(invoice)
  }
}
