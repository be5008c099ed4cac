import JSON

/// One line of an invoice, changed at its own address.
struct InvoiceLineBehavior: ResourceBehavior {
  let typeName = "line_item"

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let line = InvoiceLine(object)
    let id = workspace.pathIDs.first ?? line.invoice ?? ""
    let invoice = try workspace.invoices.draft(id)
    let lines = workspace.invoices.lines
    try lines.change(lines.get(line.id, of: id, param: "id"), by: parameters, in: invoice)
    try workspace.invoices.sums.recompute(invoice)
    return try workspace.get(typeName, line.id)
  }
}
