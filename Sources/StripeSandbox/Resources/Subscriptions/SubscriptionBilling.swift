import JSON

/// Bills subscriptions: with their first invoice, and where a new period begins at once.
struct SubscriptionBilling {
  let workspace: Workspace

  /// Makes the first invoice, tries to have it paid, and answers the subscription as it is then.
  func begin(
    _ subscription: Subscription, _ items: [SubscriptionItem], _ parameters: Parameters,
    of customer: Customer
  ) throws(SandboxError) -> Subscription {
    var subscription = subscription
    let extras = try addItems(parameters)
    let draft = SubscriptionInvoice(
      workspace: workspace, subscription: subscription, reason: "subscription_create")
    let invoice = try draft.make(items, extras: extras)
    let due = invoice.amount("amount_due")
    let isTrial = subscription.trialEnd != nil
    let isAutomatic = subscription.collectionMethod == "charge_automatically"
    let behavior = parameters.text("payment_behavior") ?? "allow_incomplete"
    let hasMethod = try hasMethod(subscription)
    subscription.latestInvoice = invoice.text("id")
    subscription.status = isTrial ? .trialing : isAutomatic && due > 0 ? .incomplete : .active
    if isAutomatic, due == 0, !hasMethod {
      subscription.pendingSetupIntent = try setupIntent(for: customer)
    }
    try workspace.save(subscription)
    if isAutomatic, due > 0, behavior != "default_incomplete", !hasMethod { throw .noMethod }
    try warnOfTrialEnd(subscription)
    guard isAutomatic || due == 0 else { return subscription }
    let open = try workspace.invoices.finalizing.finalize(Invoice(invoice)).json
    if isAutomatic, due > 0, behavior != "default_incomplete" {
      try pay(open, refusing: behavior == "error_if_incomplete")
    }
    return try workspace.get(Subscription.self, subscription.id)
  }

  private func addItems(_ parameters: Parameters) throws(SandboxError) -> [JSONObject] {
    (parameters["add_invoice_items"]?.array ?? []).compactMap(\.object)
  }

  private func setupIntent(for customer: Customer) throws(SandboxError) -> String? {
    let parameters = Parameters(["customer": .string(customer.id), "usage": "off_session"])
    let intent = try SetupIntentBehavior().create(parameters, in: workspace)
    try workspace.save(intent)
    return intent.text("id")
  }

  /// Of a shorter trial Stripe announces the end at once.
  private static let warning = 3 * 86_400

  private func warnOfTrialEnd(_ subscription: Subscription) throws(SandboxError) {
    guard let end = subscription.trialEnd, end - workspace.now <= Self.warning else { return }
    workspace.announce("customer.subscription.trial_will_end", subscription.json)
  }

  /// Returns true if there is something that the subscription's invoices can be paid by.
  func hasMethod(_ subscription: Subscription) throws(SandboxError) -> Bool {
    if subscription.defaultPaymentMethod != nil { return true }
    let customer = try workspace.get(Customer.self, subscription.customer)
    return customer.invoiceSettings.defaultPaymentMethod != nil || customer.defaultSource != nil
  }

  /// Tries to pay.
  ///
  /// - Parameter refusing: whether nothing at all is to be kept where the payment fails; else the
  ///   invoice stays open.
  /// - Returns: whether it was paid.
  @discardableResult
  private func pay(_ invoice: JSONObject, refusing: Bool = false) throws(SandboxError) -> Bool {
    do {
      _ = try workspace.invoices.paying.pay(Invoice(invoice), Parameters([:]))
      return true
    } catch {
      guard error.kind == .cardError, !refusing else {
        var final =
          error.code == "invoice_payment_intent_requires_action" ? .requiresAction : error
        final.keepsChanges = false
        throw final
      }
      return false
    }
  }
}

/// New periods that begin at once.
extension SubscriptionBilling {
  /// Begins a new period for all items and bills it.
  ///
  /// - Parameter behavior: the request's `payment_behavior`.
  func startPeriod(of subscription: Subscription, _ behavior: String? = nil)
    throws(SandboxError) -> Subscription
  {
    if behavior == "pending_if_incomplete" {
      throw SandboxError(
        "The sandbox does not keep updates pending until they are paid.", param: "payment_behavior")
    }
    var subscription = try startItems(of: subscription)
    let draft = SubscriptionInvoice(
      workspace: workspace, subscription: subscription, reason: "subscription_update")
    let invoice = try draft.make(workspace.subscriptions.items(of: subscription))
    subscription.latestInvoice = invoice.text("id")
    try workspace.save(subscription)
    let due = invoice.amount("amount_due")
    let isAutomatic = subscription.collectionMethod == "charge_automatically"
    guard isAutomatic || due == 0 else { return subscription }
    let open = try workspace.invoices.finalizing.finalize(Invoice(invoice)).json
    guard due > 0 else { return subscription }
    var isPaid = false
    if try hasMethod(subscription), behavior != "default_incomplete" {
      isPaid = try pay(open, refusing: behavior == "error_if_incomplete")
    } else if behavior == "error_if_incomplete" {
      throw .noMethod
    }
    subscription = try workspace.get(Subscription.self, subscription.id)
    if !isPaid {
      subscription.status = .pastDue
      try workspace.save(subscription)
    }
    return subscription
  }

  /// Puts the items of a subscription into a period that begins now.
  func startItems(of subscription: Subscription) throws(SandboxError) -> Subscription {
    var subscription = subscription
    for item in try workspace.subscriptions.items(of: subscription) {
      try workspace.save(started(item))
    }
    subscription.billingCycleAnchor = workspace.now
    return try workspace.subscriptions.refreshItems(of: subscription)
  }

  private func started(_ item: SubscriptionItem) -> SubscriptionItem {
    var item = item
    item.currentPeriodStart = workspace.now
    item.currentPeriodEnd = BillingPeriod(item.price).end(after: workspace.now)
    return item
  }

  /// Ends a trial now: its first real period begins, unless there is nothing to pay it by.
  func endTrial(of subscription: Subscription, _ behavior: String? = nil) throws(SandboxError)
    -> Subscription
  {
    var subscription = subscription
    subscription.trialEnd = workspace.now
    subscription.billingCycleAnchor = workspace.now
    workspace.announce("customer.subscription.trial_will_end", subscription.json)
    let missing = subscription.trialSettings.endBehavior.text("missing_payment_method")
    if try !hasMethod(subscription), subscription.collectionMethod == "charge_automatically" {
      if missing == "cancel" { return try workspace.subscriptions.end(subscription) }
      if missing == "pause" { return try pauseAfterTrial(subscription) }
    }
    subscription.status = .active
    return try startPeriod(of: subscription, behavior)
  }

  private func pauseAfterTrial(_ subscription: Subscription) throws(SandboxError) -> Subscription {
    var subscription = subscription
    subscription.status = .paused
    for var item in try workspace.subscriptions.items(of: subscription) {
      item.currentPeriodEnd = workspace.now
      try workspace.save(item)
    }
    return try workspace.subscriptions.refreshItems(of: subscription)
  }

  /// Bills a period from now on; the subscription runs as soon as that is paid.
  ///
  /// - Parameter onAttempt: whether it also runs, in arrears, where a payment is refused.
  func resume(_ subscription: Subscription, onAttempt: Bool) throws(SandboxError) -> Subscription {
    var subscription = subscription
    var items: [SubscriptionItem] = []
    for item in try workspace.subscriptions.items(of: subscription) { items.append(started(item)) }
    let draft = SubscriptionInvoice(
      workspace: workspace, subscription: subscription, reason: "subscription_update")
    let invoice = try draft.make(items)
    subscription.latestInvoice = invoice.text("id")
    try workspace.save(subscription)
    let open = try workspace.invoices.finalizing.finalize(Invoice(invoice)).json
    if open.amount("amount_due") == 0 {
      try workspace.subscriptions.activate(subscriptionOf: open)
    } else if try hasMethod(subscription), try !pay(open), onAttempt {
      subscription = try startItems(of: workspace.get(Subscription.self, subscription.id))
      subscription.status = .pastDue
      subscription.pendingUpdate = nil
      try workspace.save(subscription)
    }
    return try workspace.get(Subscription.self, subscription.id)
  }
}

extension SandboxError {
  /// Source: a recorded answer.
  fileprivate static var noMethod: SandboxError {
    SandboxError(
      "This customer has no attached payment source or default payment method. Please consider"
        + " adding a default payment method. For more information, visit"
        + " https://stripe.com/docs/billing/subscriptions/payment-methods-setting"
        + "#payment-method-priority.", code: "resource_missing")
  }

  /// Source: a recorded answer.
  fileprivate static var requiresAction: SandboxError {
    .card(
      "Payment for this subscription requires additional user action, but the requested payment"
        + " behavior doesn't save the invoice or PaymentIntent. Retry the request with"
        + " `payment_behavior=allow_incomplete` or `payment_behavior=default_incomplete`, then"
        + " complete the PaymentIntent on the subscription's latest invoice. Additional information"
        + " is available here: https://stripe.com/docs/billing/subscriptions/overview"
        + "#requires-action",
      code: "subscription_payment_intent_requires_action")
  }
}
