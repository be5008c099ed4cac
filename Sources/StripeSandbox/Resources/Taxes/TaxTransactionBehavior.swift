import JSON

/// Transactions: the taxes of what was sold, and what was given back of them.
struct TaxTransactionBehavior: ResourceBehavior {
  let typeName = TaxTransaction.typeName
  let names = ObjectNames(pathParameter: "transaction")
  let listRules = ListRules(lookups: ["reference"])

  var actions: [String: Action] {
    [
      "create_from_calculation": { _, parameters, workspace throws(SandboxError) in
        try TaxTransactionCreation(parameters: parameters, workspace: workspace).make()
      },
      "create_reversal": { _, parameters, workspace throws(SandboxError) in
        try TaxReversal(parameters: parameters, workspace: workspace).make()
      },
    ]
  }
}

/// What is known of transactions.
enum TaxTransaction {
  static let typeName = "tax.transaction"
  static let lineType = "tax.transaction_line_item"

  /// Stores a transaction and its lines, in their order.
  static func save(_ made: JSONObject, _ lines: [JSONObject], in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var made = made
    let id = made.text("id") ?? ""
    for line in lines.reversed() { try workspace.save(line, parent: id) }
    made["line_items"] = TaxCalculation.list(
      lines, url: "/v1/tax/transactions/\(id)/line_items")
    try workspace.save(made)
    return made
  }

  /// The reference of a request, which no other transaction has.
  static func reference(_ parameters: Parameters, in workspace: Workspace) throws(SandboxError)
    -> String
  {
    guard let reference = parameters.text("reference"), !reference.isEmpty else {
      throw .missingParameter("reference")
    }
    let known = try workspace.list(
      typeName, where: "reference", equals: reference, limit: 1)
    guard known.isEmpty else {
      throw SandboxError(
        "A tax.transaction with the reference '\(reference)' already exists. References must be"
          + " unique, those of reversals included.", param: "reference")
    }
    return reference
  }
}

/// Makes a transaction of a calculation.
struct TaxTransactionCreation {
  let parameters: Parameters
  let workspace: Workspace

  private static let copied = [
    "currency", "customer", "customer_details", "ship_from_details", "tax_date",
  ]

  func make() throws(SandboxError) -> JSONObject {
    var calculation = try workspace.get(
      TaxCalculation.typeName, parameters.text("calculation") ?? "", param: "calculation")
    guard !calculation.has(".committed") else {
      throw SandboxError(
        "A tax.transaction was already created from this calculation:"
          + " \(calculation.text(".committed") ?? "").", param: "calculation")
    }
    var made = try workspace.build(
      TaxTransaction.typeName, from: parameters, but: ["posted_at", "reference"])
    made["reference"] = .string(try TaxTransaction.reference(parameters, in: workspace))
    for name in Self.copied { made[name] = calculation[name] ?? .null }
    var cost = calculation.object("shipping_cost")
    cost?["tax_breakdown"] = nil
    made["shipping_cost"] = cost.map(JSONValue.object) ?? .null
    made["posted_at"] = .integer(try posting(calculation.amount("tax_date")))
    made["reversal"] = .null
    made["type"] = "transaction"
    let stored = try workspace.children(
      TaxCalculation.lineType, of: calculation.text("id") ?? "")
    let lines = try stored.map { line throws(SandboxError) in try copy(of: line) }
    calculation[".committed"] = made["id"]
    try workspace.save(calculation)
    return try TaxTransaction.save(made, lines, in: workspace)
  }

  private func copy(of line: JSONObject) throws(SandboxError) -> JSONObject {
    var copy = try workspace.blank(TaxTransaction.lineType)
    for member in line.members where !["id", "object"].contains(member.key) {
      if copy[member.key] != nil { copy[member.key] = member.value }
    }
    copy["reversal"] = .null
    copy["type"] = "transaction"
    return copy
  }

  /// Source: the SDK's words on `posted_at`.
  private func posting(_ taxDate: Int) throws(SandboxError) -> Int {
    guard let moment = parameters.integer("posted_at") else { return workspace.now }
    guard moment <= workspace.now, moment >= taxDate || taxDate > workspace.now else {
      throw SandboxError(
        "The posted_at timestamp must be between the tax_date and the current time.",
        param: "posted_at")
    }
    return moment
  }
}
