import JSON
import StripeCatalog

/// Items changed at their own address.
struct SubscriptionItemBehavior: ResourceBehavior {
  let typeName = "subscription_item"

  func errorForMissing(_ id: String, by operation: StripeCatalog.Operation, stub: JSONObject?)
    -> SandboxError?
  {
    SandboxError(404, "Invalid subscription_item id: \(id)")
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let id = parameters.text("subscription") else { throw .missingParameter("subscription") }
    let subscription = try workspace.get(Subscription.self, id, param: "subscription")
    let items = try workspace.subscriptions.items(of: subscription)
    let start = items.first?.currentPeriodStart ?? workspace.now
    let item = try workspace.subscriptionItems.make(parameters, of: id, from: start)
    var rule = ProrationRule(parameters, of: subscription)
    rule.note(nil, item)
    try rule.check()
    try workspace.subscriptionItems.store(item)
    _ = try workspace.subscriptions.refreshItems(of: subscription)
    return item.json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let old = SubscriptionItem(object)
    let subscription = try workspace.get(Subscription.self, old.subscription)
    let item = try workspace.subscriptionItems.replaced(old, by: parameters)
    var rule = ProrationRule(parameters, of: subscription)
    rule.note(old, item)
    try rule.check()
    try workspace.save(item)
    var changed = try workspace.subscriptions.refreshItems(of: subscription)
    if rule.startsPeriod {
      changed = try workspace.subscriptionBilling.startPeriod(
        of: changed, parameters.text("payment_behavior"))
    }
    return try workspace.get(typeName, item.id)
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    let item = SubscriptionItem(object)
    _ = parameters.bool("clear_usage")
    guard let subscription = try workspace.find(Subscription.self, item.subscription) else {
      return
    }
    guard try workspace.subscriptions.items(of: subscription).count > 1 else {
      throw SandboxError(
        "A subscription must have at least one active plan. To cancel the subscription, please"
          + " use the cancel API endpoint on the subscription.")
    }
    var rule = ProrationRule(parameters, of: subscription)
    rule.note(item, nil)
    try rule.check()
    _ = try workspace.subscriptions.refreshItems(of: subscription, without: item.id)
  }
}

/// True if a change of items would have to be settled for the rest of the period, which the sandbox
/// does not do.
struct ProrationRule {
  private let behavior: String?
  private let isFree: Bool
  private var isPriced = false
  /// True if a change makes a new period begin at once: a price of another interval.
  private(set) var startsPeriod = false

  init(_ parameters: Parameters, of subscription: Subscription) {
    behavior = parameters.text("proration_behavior")
    _ = parameters.text("payment_behavior")
    isFree = subscription.status == .trialing
  }

  /// Takes in an item before and after its change; nil where there is none.
  mutating func note(_ old: SubscriptionItem?, _ new: SubscriptionItem?) {
    let isSame = old?.price.id == new?.price.id && old?.quantity == new?.quantity
    if !isSame, old?.cost ?? 0 != 0 || new?.cost ?? 0 != 0 { isPriced = true }
    if let old, let new, BillingPeriod(old.price) != BillingPeriod(new.price), !isFree {
      startsPeriod = true
    }
  }

  func check() throws(SandboxError) {
    guard isPriced, !isFree, behavior != "none" else { return }
    throw SandboxError(
      "The sandbox does not prorate subscriptions yet. Use proration_behavior=none.",
      param: "proration_behavior")
  }
}
