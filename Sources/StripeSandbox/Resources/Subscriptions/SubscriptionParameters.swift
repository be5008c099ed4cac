import JSON

/// Fields of a subscription that its creation and its updates take alike.
struct SubscriptionParameters {
  let parameters: Parameters
  let workspace: Workspace

  /// Parameters that are put into the fields of their names.
  private static let plain: Set<String> = [
    "billing_mode", "cancellation_details", "collection_method", "days_until_due", "description",
    "invoice_settings", "metadata", "pause_collection", "payment_settings", "trial_settings",
  ]

  func put(into subscription: inout Subscription) throws(SandboxError) {
    if parameters.putAutomaticTax(into: &subscription.json) == true {
      try workspace.automaticTaxes.check(customer: subscription.customer)
    }
    // Every payment of an invoice is off session, as it is by default.
    _ = parameters.bool("off_session")
    _ = parameters.text("proration_behavior")
    _ = parameters.text("payment_behavior")
    try checkPause()
    try BillingThresholds.put(parameters, into: &subscription)
    try PendingItemBilling.put(parameters, into: &subscription, at: workspace.now)
    _ = try parameters.limited("days_until_due", to: Limits.days)
    let others = Set(parameters.values.keys).subtracting(Self.plain)
    subscription.json = try workspace.merge(
      parameters, into: subscription.json, of: Subscription.typeName, but: others)
    try putMethod(into: &subscription)
    if let rates = parameters["default_tax_rates"] {
      subscription.defaultTaxRates = try workspace.taxes.rates(rates).map { .object($0.json) }
    }
    if parameters.isGiven("discounts") {
      let currency = subscription.currency
      let owner = DiscountOwner(
        field: "subscription", id: subscription.id, customer: subscription.customer,
        currency: currency.isEmpty ? nil : currency)
      subscription.discounts = try workspace.discounts
        .redeem(parameters.array("discounts"), for: owner).map(JSONValue.string)
    }
    try checkCollection(of: subscription)
  }

  private func putMethod(into subscription: inout Subscription) throws(SandboxError) {
    let name = "default_payment_method"
    guard parameters.isGiven(name) else { return }
    subscription.defaultPaymentMethod = try parameters.text(name).map { id throws(SandboxError) in
      try workspace.invoices.attachedMethod(id, to: subscription.customer, param: name)
    }
  }

  private func checkCollection(of subscription: Subscription) throws(SandboxError) {
    let isSent = subscription.collectionMethod == "send_invoice"
    if !isSent, parameters.has("days_until_due") {
      throw SandboxError(
        "You can only specify 'days_until_due' if invoice collection method is 'send_invoice'.")
    }
    if isSent, subscription.daysUntilDue == nil {
      throw SandboxError(
        "If invoice collection method is 'send_invoice', you must specify 'days_until_due'.")
    }
  }

  private func checkPause() throws(SandboxError) {
    guard let pause = parameters.object("pause_collection"), let end = pause.integer("resumes_at")
    else { return }
    guard end > workspace.now else {
      throw SandboxError(
        "The resumes_at timestamp must be in the future.", param: pause.name("resumes_at"))
    }
  }

  /// When it is to end. What was billed for the time after that is given back.
  func putEnding(into subscription: inout Subscription, _ items: [SubscriptionItem])
    throws(SandboxError)
  {
    if parameters.isGiven("cancel_at") {
      try end(&subscription, at: moment(parameters["cancel_at"], items), withPeriod: false)
    }
    guard let ends = parameters.bool("cancel_at_period_end"),
      ends || subscription.cancelAtPeriodEnd
    else { return }
    let period = items.map(\.currentPeriodEnd).max()
    try end(&subscription, at: ends ? period : nil, withPeriod: ends)
  }

  private func end(_ subscription: inout Subscription, at moment: Int?, withPeriod: Bool)
    throws(SandboxError)
  {
    subscription.cancelAt = moment
    subscription.cancelAtPeriodEnd = withPeriod
    subscription.canceledAt = moment.map { _ in workspace.now }
    subscription.cancellationDetails.reason = moment.map { _ in "cancellation_requested" }
    guard let moment, !withPeriod, subscription.status != .trialing,
      ChangeTerms.Proration(parameters) != .none
    else { return }
    let prorations = Prorations(
      workspace: workspace, subscription: subscription, moment: moment)
    for var item in try workspace.subscriptions.items(of: subscription)
    where item.currentPeriodEnd > moment {
      try prorations.credit(item)
      item.currentPeriodEnd = moment
      try workspace.save(item)
    }
    subscription = try workspace.subscriptions.refreshItems(of: subscription)
  }

  private func moment(_ value: JSONValue?, _ items: [SubscriptionItem]) throws(SandboxError) -> Int?
  {
    switch value?.string {
    case "min_period_end"?: return items.map(\.currentPeriodEnd).min()
    case "max_period_end"?: return items.map(\.currentPeriodEnd).max()
    case _?, nil: break
    }
    guard let moment = value?.integer else { return nil }
    guard moment > workspace.now else {
      throw SandboxError(
        "The parameter `cancel_at` expects a unix timestamp representing a date and time in the"
          + " future. You specified the value `\(moment)` which is in the past.",
        param: "cancel_at")
    }
    return moment
  }
}
