import JSON

/// One line of an invoice, changed at its own address.
struct InvoiceLineBehavior: ResourceBehavior {
  let typeName = "line_item"

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    let invoiceID = workspace.pathIDs.first ?? object.text("invoice") ?? ""
    let invoice = try workspace.draft(invoiceID)
    let id = object.text("id") ?? ""
    let line = try workspace.line(id, of: invoiceID, param: "id")
    try workspace.change(line, by: parameters, in: invoice, param: nil)
    try workspace.recompute(invoice)
    return try workspace.get(typeName, id)
  }
}
