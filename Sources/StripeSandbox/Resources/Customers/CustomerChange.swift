import JSON

/// A creation or an update of a customer.
struct CustomerChange {
  let parameters: Parameters
  let workspace: Workspace

  /// Parameters that are no fields of the customer to be stored as they are.
  private static let own: Set<String> = [
    "cash_balance", "coupon", "default_source", "invoice_settings", "payment_method",
    "promotion_code",
    "source", "tax", "tax_exempt", "tax_id_data", "test_clock", "validate",
  ]

  /// - Parameter id: the customer's own, nil where it is new.
  func check(_ id: String?) throws(SandboxError) {
    _ = try parameters.limited("balance", to: Limits.amount)
    _ = try parameters.limited("next_invoice_sequence", to: Limits.sequence)
    try parameters.checkEmail("email")
    guard let prefix = parameters.text("invoice_prefix") else { return }
    let isCode = prefix.utf8.allSatisfy { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard isCode, (1...12).contains(prefix.count) else {
      throw SandboxError("Invoice number prefix must be 1–12 uppercase letters or numbers.")
    }
    let holder = try workspace.list(Customer.self, where: "invoice_prefix", equals: prefix)
      .first { $0.id != id }
    if let holder {
      throw SandboxError(
        "This invoice number prefix is taken by customer: \(holder.id). Please enter a different"
          + " prefix.", param: "invoice_prefix")
    }
  }

  /// - Parameter entry: the type of the entry that a changed balance leaves.
  func apply(to customer: Customer, entry: String) throws(SandboxError) -> Customer {
    var changed = customer
    let attached = try attachMethod(to: customer)
    try putSettings(into: &changed, attached: attached)
    if parameters.isGiven("tax_exempt") {
      changed.taxExempt = parameters.text("tax_exempt") ?? "none"
    }
    for data in parameters.array("tax_id_data") {
      try workspace.taxIDs.add(data, to: customer.id)
    }
    putTax(into: &changed)
    try putTestClock(into: &changed)
    _ = parameters.bool("validate")
    changed = try Customer(
      workspace.merge(parameters, into: changed.json, of: Customer.typeName, but: Self.own))
    try validateLocation(of: changed)
    try putSource(into: &changed)
    try CustomerDiscounts(workspace: workspace).change(&changed, by: parameters)
    if let cash = parameters.object("cash_balance") {
      try workspace.customers.changeCashBalance(of: customer.id, by: cash)
    }
    guard changed.balance != customer.balance else { return changed }
    try workspace.customers.record(
      changed.balance - customer.balance, of: changed, type: entry)
    return changed
  }

  /// The ids of the payment method that is to be attached: as given, and its own afterwards.
  private func attachMethod(to customer: Customer) throws(SandboxError) -> [String: String] {
    guard let given = parameters.text("payment_method") else { return [:] }
    return [given: try workspace.paymentMethods.attach(given, to: customer.id).id]
  }

  private func putSettings(into customer: inout Customer, attached: [String: String])
    throws(SandboxError)
  {
    guard var settings = parameters["invoice_settings"]?.object else { return }
    let key = "default_payment_method"
    if let given = settings.text(key) {
      let id = attached[given] ?? given
      guard try workspace.find("payment_method", id)?.text("customer") == customer.id else {
        throw .notAttached(given, param: "invoice_settings[\(key)]")
      }
      settings[key] = .string(id)
    }
    customer.json = try workspace.merge(
      ["invoice_settings": .object(settings)], into: customer.json, of: Customer.typeName)
  }

  private func putTax(into customer: inout Customer) {
    guard let tax = parameters.object("tax"), tax.isGiven("ip_address") else { return }
    customer.taxIPAddress = tax.text("ip_address")
  }

  /// Source: the SDK's words on `tax.validate_location`.
  private func validateLocation(of customer: Customer) throws(SandboxError) {
    guard let tax = parameters.object("tax"), tax.text("validate_location") == "immediately",
      AutomaticTaxService.location(of: customer) == nil
    else { return }
    throw AutomaticTaxService.unlocated(param: tax.name("validate_location"))
  }

  private func putTestClock(into customer: inout Customer) throws(SandboxError) {
    guard let id = parameters.text("test_clock") else { return }
    let count = try workspace.count(Customer.typeName, where: "test_clock", equals: id)
    guard count < TestClockLimits.customers else {
      throw SandboxError(
        "A test clock can have at most \(TestClockLimits.customers) customers.",
        param: "test_clock")
    }
    customer.json["test_clock"] = try workspace.get(
      "test_helpers.test_clock", id, param: "test_clock")["id"]
  }

  private func putSource(into customer: inout Customer) throws(SandboxError) {
    if let id = parameters.text("default_source") {
      guard try workspace.find("card", id)?.text("customer") == customer.id else {
        throw .missing("source", id, param: "default_source", status: 400)
      }
      customer.defaultSource = id
    }
    guard let token = parameters.text("source") else { return }
    customer.defaultSource = try addSource(token, to: customer.id)
  }

  private func addSource(_ token: String, to customer: String) throws(SandboxError) -> String {
    if let stored = try workspace.find("card", token), stored.text("customer") == customer {
      return token
    }
    let details = try workspace.cards.details(token: token, param: "source")
    if let decline = details.card.behavior.declineOnAttach { throw decline.error() }
    let card = try workspace.cards.source(details, customer: customer).json
    try workspace.save(card, parent: customer)
    return card.text("id") ?? ""
  }
}
