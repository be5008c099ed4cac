import JSON

/// Customers: their defaults, payment methods, and what is deleted with them.
struct CustomerBehavior: ResourceBehavior {
  let typeName = "customer"
  var missingParameter: String? { "id" }
  var lookupFields: [String] { ["invoice_prefix"] }
  /// Source: the SDK, whose `retrieve` of a customer alone is said to answer deleted ones.
  var leavesStub: Bool { true }

  /// Parameters that are no fields of the customer to be stored as they are.
  private static let instructions = ["cash_balance", "payment_method", "source", "tax", "validate"]

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try check(parameters, of: nil, in: workspace)
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
    try workspace.save(customer)
    return try apply(parameters.all, to: customer.json, isNew: true, in: workspace)
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try check(parameters, of: object.text("id"), in: workspace)
    return try apply(parameters.all, to: object, isNew: false, in: workspace)
  }

  private func apply(
    _ parameters: JSONObject, to customer: JSONObject, isNew: Bool,
    in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let id = customer.text("id") ?? ""
    var plain = JSONObject(parameters.members.filter { !Self.instructions.contains($0.key) })
    if let method = parameters.text("payment_method") {
      let attached = try workspace.attach(paymentMethod: method, to: id)
      replaceDefault(method, by: attached, in: &plain)
    }
    try checkDefault(plain, of: id, in: workspace)
    if plain["tax_exempt"]?.isNull == true { plain["tax_exempt"] = "none" }
    if let data = plain["tax_id_data"]?.array {
      plain["tax_id_data"] = nil
      try addTaxIDs(data, to: id, in: workspace)
    }
    var changed = try workspace.merge(plain, into: customer, of: typeName)
    if let source = parameters.text("source") {
      changed["default_source"] = try .string(addSource(source, to: id, in: workspace))
    }
    if !isNew, changed.amount("balance") != customer.amount("balance") {
      let difference = changed.amount("balance") - customer.amount("balance")
      try workspace.customers.record(difference, of: Customer(changed), type: "adjustment")
    }
    return changed
  }

  private func check(_ parameters: Parameters, of id: String?, in workspace: Workspace)
    throws(SandboxError)
  {
    _ = try parameters.limited("balance", to: Limits.amount)
    _ = try parameters.limited("next_invoice_sequence", to: Limits.sequence)
    if let email = parameters.text("email") {
      let parts = email.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.contains(" ") }) else {
        throw SandboxError(
          "Invalid email address: \(email)", code: "email_invalid", param: "email")
      }
    }
    if let prefix = parameters.text("invoice_prefix") {
      try check(prefix: prefix, of: id, in: workspace)
    }
  }

  /// No two customers number their invoices alike.
  private func check(prefix: String, of id: String?, in workspace: Workspace) throws(SandboxError) {
    let isAllowed = prefix.utf8.allSatisfy { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard isAllowed, (1...12).contains(prefix.utf8.count) else {
      throw SandboxError("Invoice number prefix must be 1–12 uppercase letters or numbers.")
    }
    for holder in try workspace.list(Customer.self, where: "invoice_prefix", equals: prefix)
    where holder.id != id {
      throw SandboxError(
        "This invoice number prefix is taken by customer: \(holder.id). Please enter a different"
          + " prefix.", param: "invoice_prefix")
    }
  }

  /// Replaces a shared test method, which got its own id when attached, in the default as well.
  private func replaceDefault(
    _ given: String, by attached: JSONObject, in parameters: inout JSONObject
  ) {
    guard var settings = parameters.object("invoice_settings"),
      settings.text("default_payment_method") == given
    else { return }
    settings["default_payment_method"] = attached["id"]
    parameters["invoice_settings"] = .object(settings)
  }

  private func checkDefault(
    _ parameters: JSONObject, of customer: String, in workspace: Workspace
  ) throws(SandboxError) {
    guard
      let id = parameters.object("invoice_settings")?.text("default_payment_method")
    else { return }
    let method = try workspace.find("payment_method", id)
    guard method?.text("customer") == customer else {
      throw .notAttached(id, param: "invoice_settings[default_payment_method]")
    }
  }

  private func addSource(
    _ token: String, to customer: String, in workspace: Workspace
  ) throws(SandboxError) -> String {
    if let stored = try workspace.find("card", token), stored.text("customer") == customer {
      return token
    }
    let details = try workspace.cardDetails(token: token, param: "source")
    if let decline = details.card.behavior.declineOnAttach { throw decline.error() }
    let card = try workspace.cardSource(details, customer: customer)
    try workspace.save(card, parent: customer)
    return card.text("id") ?? ""
  }

  private func addTaxIDs(
    _ data: [JSONValue], to customer: String, in workspace: Workspace
  ) throws(SandboxError) {
    for fields in data.compactMap(\.object) {
      var taxID = try workspace.build("tax_id", from: fields)
      taxID["customer"] = .string(customer)
      try workspace.save(taxID, parent: customer)
    }
  }

  var actions: [String: Action] {
    [
      "delete_discount": { customer, _, workspace throws(SandboxError) in
        try workspace.discounts.remove(from: customer ?? [:])
      }
    ]
  }

  /// Subscriptions end, pending invoice items go, payment methods come loose.
  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    let id = object.text("id") ?? ""
    for subscription in try workspace.list("subscription", where: "customer", equals: id) {
      try workspace.end(subscription)
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
  }
}
