import JSON

extension SandboxTransaction {
  /// Ends a subscription at once, unless it has ended before.
  @discardableResult
  func end(_ subscription: JSONObject) throws(SandboxError) -> JSONObject {
    guard subscription.text("status") != "canceled" else { return subscription }
    var ended = subscription
    ended["status"] = "canceled"
    ended["canceled_at"] = .integer(now)
    ended["ended_at"] = .integer(now)
    ended["cancel_at_period_end"] = false
    try save(ended)
    return ended
  }
}

extension SandboxTransaction {
  func activate(subscriptionOf invoice: JSONObject) throws(SandboxError) {}
}
