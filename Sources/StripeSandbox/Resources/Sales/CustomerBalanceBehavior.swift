import JSON

/// Customer balance transactions created by request: each changes the customer's balance.
struct CustomerBalanceBehavior: ResourceBehavior {
  let typeName = "customer_balance_transaction"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    guard let amount = try parameters.limited("amount", to: Limits.amount) else {
      throw .missingParameter("amount")
    }
    let id = workspace.pathIDs.first ?? parameters.text("customer") ?? ""
    var customer = try workspace.get("customer", id)
    let code = parameters.text("currency") ?? customer.text("currency") ?? "usd"
    let currency = try workspace.currency(code)
    let balance = try customer.balance(plus: amount)
    customer["balance"] = .integer(balance)
    if !customer.has("currency") { customer["currency"] = .string(currency.code) }
    try workspace.save(customer)
    var entry = try workspace.build(typeName, from: parameters)
    entry["currency"] = .string(currency.code)
    entry["customer"] = .string(id)
    entry["ending_balance"] = .integer(balance)
    entry["type"] = "adjustment"
    return entry
  }
}
