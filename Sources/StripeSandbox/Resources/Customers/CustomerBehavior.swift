import JSON

/// Customers: their defaults, payment methods, and what is deleted with them.
struct CustomerBehavior: ResourceBehavior {
  let typeName = "customer"
  let names = ObjectNames(pathParameter: "id")
  /// No two customers have the same.
  let listRules = ListRules(lookups: ["invoice_prefix"])
  /// Source: the SDK, whose `retrieve` of a customer alone is said to answer deleted ones.
  let deletion = DeletionRules(leavesStub: true)

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let change = CustomerChange(parameters: parameters, workspace: workspace)
    try change.check(nil)
    var customer = try workspace.make(Customer.self)
    customer.balance = 0
    customer.delinquent = false
    customer.invoicePrefix = workspace.randomCode(8)
    customer.json["invoice_settings"] = [
      "custom_fields": nil, "default_payment_method": nil, "footer": nil,
      "rendering_options": nil,
    ]
    customer.nextInvoiceSequence = 1
    customer.preferredLocales = []
    customer.taxExempt = "none"
    // Stripe leaves out the names by kind unless they are given.
    for name in ["business_name", "individual_name"] { customer.json[name] = nil }
    try workspace.save(customer)
    return try change.apply(to: customer, entry: "initial").json
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let change = CustomerChange(parameters: parameters, workspace: workspace)
    try change.check(object.text("id"))
    return try change.apply(to: Customer(object), entry: "adjustment").json
  }

  var actions: [String: Action] {
    [
      "delete_discount": { customer, _, workspace throws(SandboxError) in
        try workspace.discounts.remove(from: customer ?? [:])
      },
      "fund_cash_balance": { customer, parameters, workspace throws(SandboxError) in
        try workspace.bankTransfers.fund(customer?.text("id") ?? "", parameters)
      },
    ]
  }

  /// Subscriptions end, pending invoice items go, payment methods come loose.
  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    let id = Customer(object).id
    for subscription in try workspace.list(Subscription.self, where: "customer", equals: id) {
      try workspace.subscriptions.end(subscription)
    }
    for item in try workspace.list("invoiceitem", where: "customer", equals: id)
    where !item.has("invoice") {
      try workspace.remove(item)
    }
    for method in try workspace.list("payment_method", where: "customer", equals: id) {
      var loose = method
      loose["customer"] = .null
      try workspace.save(loose)
    }
    for taxID in try workspace.children(TaxID.self, of: id) { try workspace.remove(taxID) }
  }

  func requestedValue(of field: String, in object: JSONObject, _ workspace: Workspace)
    throws(SandboxError) -> JSONValue?
  {
    let customer = Customer(object)
    switch field {
    case "tax": return try .object(CustomerTax(workspace: workspace).shown(of: customer))
    case "invoice_credit_balance":
      guard customer.balance != 0 else { return [:] }
      return [customer.currency ?? "usd": .integer(customer.balance)]
    case "cash_balance":
      return try .object(workspace.customers.cashBalance(of: customer.id))
    default: return nil
    }
  }
}
