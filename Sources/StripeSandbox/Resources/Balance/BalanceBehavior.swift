import JSON

/// The account's balance, which is worked out from its entries.
struct BalanceBehavior: ResourceBehavior {
  let typeName = "balance"
  let eventRules = EventRules(isUpdate: { _ in false })

  func soleObject(in workspace: Workspace) throws(SandboxError) -> JSONObject? {
    try workspace.balance.object()
  }

  /// The sum of what becomes available at a moment is due then.
  func duties(of object: JSONObject) -> [DueDuty] {
    let time = object.amount("available_on")
    return time > 0 ? [DueDuty(name: "settle", at: time)] : []
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    try workspace.balance.settle()
  }
}

/// Entries of the balance, whose money becomes available after some days.
struct BalanceTransactionBehavior: ResourceBehavior {
  let typeName = "balance_transaction"
  let names = ObjectNames(spoken: "balance transaction", pathParameter: "id")
  /// The index of the entries that no automatic payout has paid out, by currency.
  static let unpaid = "unpaid"

  let listRules = ListRules(
    lookups: [Self.unpaid], existing: ["payout": "payout"], values: Self.filterValues)

  /// Entries of disputes are not found by their source. Source: an answer of Stripe. An automatic
  /// payout's own entry is listed with those that it pays out. Source: an answer of Stripe in the
  /// pull request 46499 of airbytehq/airbyte.
  private static func filterValues(of object: JSONObject) -> JSONObject {
    var values: JSONObject = [:]
    if object.text("source")?.hasPrefix("du_") == true { values["source"] = .null }
    if let payout = BalanceTransaction(object).payout {
      values["payout"] = .string(payout)
    } else {
      values[Self.unpaid] = object["currency"]
    }
    return values
  }

  var viewAtTime: TimedView? { Self.view }

  private static func view(of object: JSONObject, at time: Int) -> JSONObject {
    var entry = BalanceTransaction(object)
    guard entry.status == "pending", entry.availableOn <= time else { return object }
    entry.status = "available"
    return entry.json
  }
}
