import JSON

/// Gives taxes of a transaction back, all of them or a part.
struct TaxReversal {
  let parameters: Parameters
  let workspace: Workspace

  private static let parts = ["flat_amount", "line_items", "shipping_cost"]

  func make() throws(SandboxError) -> JSONObject {
    let original = try workspace.get(
      TaxTransaction.typeName, parameters.text("original_transaction") ?? "",
      param: "original_transaction")
    guard original.text("type") == "transaction" else {
      throw SandboxError(
        "The sandbox does not reverse reversals.", param: "original_transaction")
    }
    var made = try workspace.build(
      TaxTransaction.typeName, from: parameters, but: ["line_items", "reference", "shipping_cost"])
    made["reference"] = .string(try TaxTransaction.reference(parameters, in: workspace))
    for name in ["currency", "customer", "customer_details", "ship_from_details", "tax_date"] {
      made[name] = original[name] ?? .null
    }
    made["posted_at"] = .integer(workspace.now)
    made["reversal"] = ["original_transaction": original["id"] ?? nil]
    made["shipping_cost"] = .null
    made["type"] = "reversal"
    let stored = try workspace.children(
      TaxTransaction.lineType, of: original.text("id") ?? "")
    var draft = TaxReversalDraft(transaction: original, lines: stored)
    try fill(&draft)
    try draft.save(in: workspace)
    if let cost = draft.shippingCost { made["shipping_cost"] = .object(cost) }
    let lines = try draft.reversals.map { fields throws(SandboxError) in
      try line(fields)
    }
    return try TaxTransaction.save(made, lines, in: workspace)
  }

  private func line(_ fields: JSONObject) throws(SandboxError) -> JSONObject {
    var line = try workspace.blank(TaxTransaction.lineType)
    for member in fields.members { line[member.key] = member.value }
    line["type"] = "reversal"
    return line
  }

  private func fill(_ draft: inout TaxReversalDraft) throws(SandboxError) {
    let given = Self.parts.filter(parameters.has)
    guard parameters.text("mode") == "partial" else {
      guard given.isEmpty else {
        throw SandboxError(
          "You can only pass \(given[0]) if mode is partial.", param: given[0])
      }
      return try draft.reverseAll()
    }
    guard !given.isEmpty else { throw .missingParameter("line_items") }
    if given.contains("flat_amount") {
      guard given.count == 1 else { throw .onlyOne(given, of: parameters) }
      return try draft.reverse(flat: negative("flat_amount", of: parameters) ?? 0)
    }
    for line in parameters.array("line_items") { try reverse(line, &draft) }
    guard let cost = parameters.object("shipping_cost") else { return }
    try draft.reverseShipping(
      negative("amount", of: cost) ?? 0, tax: negative("amount_tax", of: cost) ?? 0)
  }

  private func reverse(_ given: Parameters, _ draft: inout TaxReversalDraft) throws(SandboxError) {
    let quantity = try given.limited("quantity", to: 1...Limits.quantity.upperBound)
    let metadata = try Metadata.merge(given["metadata"] ?? .null, into: [:])
    let reversal = TaxReversalDraft.Reversal(
      amount: try negative("amount", of: given) ?? 0,
      tax: try negative("amount_tax", of: given) ?? 0, reference: given.text("reference"),
      quantity: quantity, metadata: metadata)
    try draft.reverse(
      given.text("original_line_item") ?? "", by: reversal,
      param: given.name("original_line_item"))
  }

  private func negative(_ name: String, of given: Parameters) throws(SandboxError) -> Int? {
    try given.limited(name, to: Limits.amount.lowerBound...0)
  }
}
