import JSON

/// The account's balance, which is worked out from its entries.
struct BalanceBehavior: ResourceBehavior {
  let typeName = "balance"
  let eventRules = EventRules(isUpdate: { _ in false })

  func soleObject(in workspace: Workspace) throws(SandboxError) -> JSONObject? {
    try workspace.balance.object()
  }
}

/// Entries of the balance, whose money becomes available after some days.
struct BalanceTransactionBehavior: ResourceBehavior {
  let typeName = "balance_transaction"
  let names = ObjectNames(spoken: "balance transaction", pathParameter: "id")
  let listRules = ListRules(existing: ["payout": "payout"], values: Self.filterValues)

  /// Entries of disputes are not found by their source. Source: an answer of Stripe.
  private static func filterValues(of object: JSONObject) -> JSONObject {
    object.text("source")?.hasPrefix("du_") == true ? ["source": nil] : [:]
  }

  var viewAtTime: TimedView? { Self.view }

  private static func view(of object: JSONObject, at time: Int) -> JSONObject {
    var entry = BalanceTransaction(object)
    guard entry.status == "pending", entry.availableOn <= time else { return object }
    entry.status = "available"
    return entry.json
  }
}
