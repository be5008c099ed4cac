import JSON

/// Customer balance transactions created by request: each changes the customer's balance.
struct CustomerBalanceLifecycle: Lifecycle {
  let typeName = "customer_balance_transaction"

  func create(_ parameters: JSONObject, in transaction: SandboxTransaction)
    throws(SandboxError) -> JSONObject
  {
    guard let amount = try parameters.limited("amount", to: Limits.amount) else {
      throw .missingParameter("amount")
    }
    let id = transaction.pathIDs.first ?? parameters.text("customer") ?? ""
    var customer = try transaction.get("customer", id)
    let code = parameters.text("currency") ?? customer.text("currency") ?? "usd"
    let currency = try transaction.currency(code)
    let balance = try customer.balance(plus: amount)
    customer["balance"] = .integer(balance)
    if !customer.has("currency") { customer["currency"] = .string(currency.code) }
    try transaction.save(customer)
    var entry = try transaction.build(typeName, from: parameters)
    entry["currency"] = .string(currency.code)
    entry["customer"] = .string(id)
    entry["ending_balance"] = .integer(balance)
    entry["type"] = "adjustment"
    return entry
  }
}
