import JSON

/// Customer balance transactions created by request: each changes the customer's balance.
struct CustomerBalanceTransactionBehavior: ResourceBehavior {
  let typeName = "customer_balance_transaction"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let amount = try parameters.limited("amount", to: Limits.amount) else {
      throw .missingParameter("amount")
    }
    let currency = try parameters.text("currency").map { code throws(SandboxError) in
      try Currency.supported(code, param: "currency").code
    }
    let entry = try workspace.customers.moveBalance(
      of: workspace.pathIDs.first ?? "", by: amount, in: currency, type: "adjustment")
    return try workspace.merge(parameters, into: entry.json, of: typeName)
  }
}
