import JSON

/// One line of an invoice, changed at its own address.
struct InvoiceLineLifecycle: Lifecycle {
  let typeName = "line_item"

  func update(
    _ object: JSONObject, with parameters: JSONObject, in transaction: SandboxTransaction
  ) throws(SandboxError) -> JSONObject {
    let invoiceID = transaction.pathIDs.first ?? object.text("invoice") ?? ""
    let invoice = try transaction.draft(invoiceID)
    let id = object.text("id") ?? ""
    let line = try transaction.line(id, of: invoiceID, param: "id")
    try transaction.change(line, by: parameters, in: invoice, param: nil)
    try transaction.recompute(invoice)
    return try transaction.get(typeName, id)
  }
}
