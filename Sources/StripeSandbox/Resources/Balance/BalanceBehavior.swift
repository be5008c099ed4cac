import JSON

/// The account's balance, which is worked out from its entries.
struct BalanceBehavior: ResourceBehavior {
  let typeName = "balance"

  func only(in workspace: Workspace) throws(SandboxError) -> JSONObject? {
    try workspace.balance.object()
  }

  func isUpdate(_ change: Change) -> Bool { false }
}

/// Entries of the balance, whose money becomes available as time goes on.
struct BalanceTransactionBehavior: ResourceBehavior {
  let typeName = "balance_transaction"
  var displayName: String? { "balance transaction" }
  var missingParameter: String? { "id" }
  var checkedFilters: [String: String] { ["payout": "payout"] }

  /// Entries of disputes are not found by their source. Source: an answer of Stripe.
  func filterValues(of object: JSONObject) -> JSONObject {
    object.text("source")?.hasPrefix("du_") == true ? ["source": nil] : [:]
  }

  var changesWithTime: Bool { true }

  func seen(_ object: JSONObject, at time: Int) -> JSONObject {
    var entry = BalanceTransaction(object)
    guard entry.status == "pending", entry.availableOn <= time else { return object }
    entry.status = "available"
    return entry.json
  }
}
