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
    let item = try ItemChanges(workspace: workspace, subscription: subscription).made(parameters)
    try change(ItemChange(old: nil, new: item), of: subscription, parameters, workspace)
    return try workspace.get(typeName, item.id)
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let old = SubscriptionItem(object)
    let subscription = try workspace.get(Subscription.self, old.subscription)
    let made = try ItemChanges(workspace: workspace, subscription: subscription)
      .changed(old, by: parameters)
    try change(made, of: subscription, parameters, workspace)
    return try workspace.get(typeName, old.id)
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
    try change(ItemChange(old: item, new: nil), of: subscription, parameters, workspace)
  }

  private func change(
    _ change: ItemChange, of subscription: Subscription, _ parameters: Parameters,
    _ workspace: Workspace
  ) throws(SandboxError) {
    guard !subscription.status.isFinal else {
      throw .missing("subscription", subscription.id, param: "subscription", status: 400)
    }
    let terms = try ChangeTerms(parameters, of: subscription, workspace)
    _ = try SubscriptionUpdate(workspace: workspace, changes: [change], terms: terms)
      .apply(to: subscription)
  }
}
