import JSON

/// An update of a subscription: its fields, its items, its trial and its periods, and what is to be
/// settled for them.
struct SubscriptionChange {
  let parameters: Parameters
  let workspace: Workspace
  /// True if its invoice is only looked at.
  var isPreview = false

  func apply(to old: Subscription) throws(SandboxError) -> Subscription {
    try checkEnded(old)
    let fields = SubscriptionParameters(parameters: parameters, workspace: workspace)
    var subscription = old
    try fields.put(into: &subscription)
    let items = ItemChanges(workspace: workspace, subscription: subscription)
    let changes = try items.read(parameters.array("items"))
    var terms = try ChangeTerms(parameters, of: old, workspace)
    if isPreview { terms.payment = .draftOnly }
    let update = SubscriptionUpdate(workspace: workspace, changes: changes, terms: terms)
    subscription = try update.apply(to: subscription)
    guard !subscription.status.isFinal else { return subscription }
    try fields.putEnding(into: &subscription, workspace.subscriptions.items(of: subscription))
    try workspace.save(subscription)
    return subscription
  }

  private func checkEnded(_ old: Subscription) throws(SandboxError) {
    let allowed: Set<String> = ["cancellation_details", "metadata"]
    guard old.status.isFinal, !allowed.isSuperset(of: parameters.values.keys) else { return }
    throw SandboxError(
      "A canceled subscription can only update its cancellation_details and metadata.",
      code: "invalid_canceled_subscription_fields")
  }
}

/// How a change of a subscription is settled.
struct ChangeTerms: Sendable {
  /// Source: the SDK's words on `proration_behavior`.
  enum Proration: String, Sendable {
    case alwaysInvoice = "always_invoice"
    case createProrations = "create_prorations"
    case none
  }

  /// What becomes of the trial.
  enum Trial: Sendable, Hashable {
    case unchanged
    /// It ends now.
    case ends
    /// Unix seconds.
    case until(Int)
  }

  var proration: Proration
  /// From when on the change counts, in Unix seconds.
  var moment: Int
  var trial: Trial
  /// True if all items begin a new period now.
  var resetsCycle: Bool
  var payment: PaymentBehavior

  init(_ parameters: Parameters, of old: Subscription, _ workspace: Workspace)
    throws(SandboxError)
  {
    proration = Proration(parameters)
    moment = try Self.moment(parameters, of: old, now: workspace.now)
    trial = try Self.trial(parameters, of: old, now: workspace.now)
    resetsCycle = parameters.object("billing_cycle_anchor")?.text("type") == "now"
    payment = PaymentBehavior(parameters)
  }

  private static func moment(_ parameters: Parameters, of old: Subscription, now: Int)
    throws(SandboxError) -> Int
  {
    guard let date = parameters.integer("proration_date") else { return now }
    let starts = old.items.array("data").compactMap { $0["current_period_start"]?.integer }
    guard let start = starts.min(), let end = old.nextPeriodEnd, (start...end).contains(date) else {
      throw SandboxError(
        "Invalid proration_date: must be within the current period of the subscription.",
        param: "proration_date")
    }
    return date
  }

  private static func trial(_ parameters: Parameters, of old: Subscription, now: Int)
    throws(SandboxError) -> Trial
  {
    guard let given = parameters["trial_end"] else { return .unchanged }
    if given == "now" { return old.status == .trialing ? .ends : .unchanged }
    guard let end = given.integer, end != old.trialEnd else { return .unchanged }
    try SubscriptionTimingParameters.check(trialEnd: end, now: now)
    return .until(end)
  }
}

extension ChangeTerms.Proration {
  init(_ parameters: Parameters) {
    self = parameters.text("proration_behavior").flatMap(Self.init) ?? .createProrations
  }
}
