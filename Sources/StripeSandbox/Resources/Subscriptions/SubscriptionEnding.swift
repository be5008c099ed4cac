import JSON

/// Canceling, resuming and other state changes of a subscription.
extension Workspace {
  /// Ends a subscription at once, unless it has ended before.
  @discardableResult
  func end(_ subscription: JSONObject) throws(SandboxError) -> JSONObject {
    guard subscription.text("status") != "canceled" else { return subscription }
    var ended = subscription
    ended["status"] = "canceled"
    ended["canceled_at"] = .integer(now)
    ended["ended_at"] = .integer(now)
    ended["cancel_at_period_end"] = false
    ended["cancellation_details"] = [
      "comment": nil, "feedback": nil, "reason": "cancellation_requested",
    ]
    try save(ended)
    return ended
  }

  /// A subscription that has ended is not there for being ended again.
  func cancel(subscription: JSONObject, _ parameters: JSONObject) throws(SandboxError) -> JSONObject
  {
    let id = subscription.text("id") ?? ""
    guard subscription.text("status") != "canceled" else {
      throw .missing("subscription", id, param: "id")
    }
    var ended = try end(subscription)
    if let given = parameters.object("cancellation_details") {
      var details = ended.object("cancellation_details") ?? [:]
      for member in given.members { details[member.key] = member.value }
      ended["cancellation_details"] = .object(details)
      try save(ended)
    }
    return ended
  }

  func move(_ subscription: JSONObject, from states: [String], to state: String)
    throws(SandboxError) -> JSONObject
  {
    let current = subscription.text("status") ?? ""
    guard states.contains(current) else {
      throw SandboxError(
        "This subscription has a status of \(current). Only a subscription with one of the"
          + " following statuses may be \(state): \(states.joined(separator: ", ")).")
    }
    var moved = subscription
    moved["status"] = .string(state)
    try save(moved)
    return moved
  }

  /// A subscription whose invoice was paid runs.
  func activate(subscriptionOf invoice: JSONObject) throws(SandboxError) {
    guard
      let id = invoice.object("parent")?.object("subscription_details")?.text("subscription"),
      var subscription = try find("subscription", id),
      ["incomplete", "past_due", "unpaid"].contains(subscription.text("status") ?? "")
    else { return }
    subscription["status"] = "active"
    try save(subscription)
  }
}
