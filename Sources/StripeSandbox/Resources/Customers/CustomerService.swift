import JSON

/// Operations of other objects on customers: changes of their balance.
struct CustomerService {
  let workspace: Workspace

  /// Changes a customer's balance and stores the entry that says why; the customer gets a currency
  /// by it.
  ///
  /// - Parameter amount: what the customer owes more, in minor units; negative for a credit.
  /// - Throws: 400 where the balance would be too large.
  @discardableResult
  func moveBalance(
    of id: String, by amount: Int, in currency: String? = nil, type: String,
    invoice: String? = nil
  ) throws(SandboxError) -> CustomerBalanceTransaction {
    var customer = try workspace.get(Customer.self, id)
    let (balance, overflow) = customer.balance.addingReportingOverflow(amount)
    guard !overflow, Limits.amount.contains(balance) else {
      throw SandboxError("The customer's balance would be too large.", param: "amount")
    }
    customer.balance = balance
    customer.currency = customer.currency ?? currency ?? "usd"
    try workspace.save(customer)
    return try record(amount, of: customer, in: currency, type: type, invoice: invoice)
  }

  /// Stores an entry of the customer's balance, which already holds the new sum.
  @discardableResult
  func record(
    _ amount: Int, of customer: Customer, in currency: String? = nil, type: String,
    invoice: String? = nil
  ) throws(SandboxError) -> CustomerBalanceTransaction {
    var entry = try workspace.make(CustomerBalanceTransaction.self)
    entry.amount = amount
    entry.currency = currency ?? customer.currency ?? "usd"
    entry.customer = customer.id
    entry.endingBalance = customer.balance
    entry.invoice = invoice
    entry.type = type
    try workspace.save(entry, parent: customer.id)
    return entry
  }

  /// The customer's cash balance, which nothing has been put into.
  func cashBalance(of id: String) throws(SandboxError) -> JSONObject {
    try Singletons.get(workspace.resource("cash_balance").type, parent: id, in: workspace)
  }

  func changeCashBalance(of id: String, by given: Parameters) throws(SandboxError) {
    let balance = try CashBalance.changed(cashBalance(of: id), by: given)
    try Singletons.save(
      balance, workspace.resource("cash_balance").type, parent: id, in: workspace)
  }

  /// Notes that a customer has paid what was overdue.
  func settle(_ id: String) throws(SandboxError) {
    guard var customer = try workspace.find(Customer.self, id), customer.delinquent else { return }
    customer.delinquent = false
    try workspace.save(customer)
  }
}
