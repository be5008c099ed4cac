import JSON

/// Reads and stores changes of a subscription's items.
struct ItemChanges {
  let workspace: Workspace
  let subscription: Subscription

  /// The changes that parameters ask for; nothing is stored yet.
  func read(_ given: [Parameters]) throws(SandboxError) -> [ItemChange] {
    guard !given.isEmpty else { return [] }
    let stored = try workspace.subscriptions.items(of: subscription)
    var changes: [ItemChange] = []
    for fields in given {
      guard let id = fields.text("id") else {
        changes.append(ItemChange(old: nil, new: try made(fields)))
        continue
      }
      guard let old = stored.first(where: { $0.id == id }) else {
        throw .missing("subscription_item", id, param: fields.name("id"), status: 400)
      }
      if fields.isTrue("deleted") {
        _ = fields.bool("clear_usage")
        changes.append(ItemChange(old: old, new: nil))
      } else {
        changes.append(try changed(old, by: fields))
      }
    }
    try checkPrices(stored, changes)
    return changes
  }

  /// A new item, in the period of its price that is running.
  func made(_ given: Parameters) throws(SandboxError) -> SubscriptionItem {
    try placed(workspace.subscriptionItems.make(given, of: subscription))
  }

  /// An item with what parameters change in it.
  func changed(_ old: SubscriptionItem, by given: Parameters) throws(SandboxError) -> ItemChange {
    let new = try workspace.subscriptionItems.replaced(old, by: given)
    let change = ItemChange(old: old, new: new)
    return change.changesPeriod ? ItemChange(old: old, new: placed(new)) : change
  }

  /// The item in the running period of its price.
  private func placed(_ item: SubscriptionItem) -> SubscriptionItem {
    var item = item
    if subscription.status == .trialing, let end = subscription.trialEnd {
      item.currentPeriodStart = subscription.trialStart ?? workspace.now
      item.currentPeriodEnd = end
      return item
    }
    let cycle = subscription.cycle(item.price)
    item.currentPeriodStart = max(subscription.startDate, cycle.start(of: workspace.now))
    item.currentPeriodEnd = cycle.end(after: workspace.now)
    return item
  }

  private func checkPrices(_ stored: [SubscriptionItem], _ changes: [ItemChange])
    throws(SandboxError)
  {
    let touched = Set(changes.compactMap { $0.old?.id })
    let kept = stored.filter { !touched.contains($0.id) } + changes.compactMap(\.new)
    var prices = Set<String>()
    for item in kept {
      guard item.price.currency == subscription.currency else {
        throw SandboxError(
          "The price specified only supports `\(item.price.currency)`. This doesn't match the"
            + " expected currency: `\(subscription.currency)`.", param: "items")
      }
      guard prices.insert(item.price.id).inserted else {
        throw SandboxError(
          "Cannot add multiple subscription items with the same plan: \(item.price.id)",
          param: "items")
      }
    }
    guard kept.isEmpty else { return }
    throw SandboxError(
      "A subscription must have at least one active plan. To cancel the subscription, please"
        + " use the cancel API endpoint on the subscription.", param: "items")
  }

  func store(_ changes: [ItemChange]) throws(SandboxError) {
    for change in changes {
      switch (change.old, change.new) {
      case (nil, let new?): try workspace.subscriptionItems.store(new)
      case (_?, let new?): try workspace.save(new)
      case (let old?, nil): try workspace.remove(old)
      case (nil, nil): break
      }
    }
  }
}
