import JSON

/// What code of other families still calls.
extension Workspace {
  func activate(subscriptionOf invoice: JSONObject) throws(SandboxError) {
    try subscriptions.activate(subscriptionOf: invoice)
  }
}
