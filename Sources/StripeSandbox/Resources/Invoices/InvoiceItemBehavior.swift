import JSON
import StripeCatalog

/// Invoice items: pending until an invoice takes them, editable until that invoice is final.
struct InvoiceItemBehavior: ResourceBehavior {
  let typeName = "invoiceitem"
  let names = ObjectNames(spoken: "invoice item")
  let listRules = ListRules(values: Self.filterValues)
  let deletion = DeletionRules(keptFields: ["invoice"])

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let invoice = try parameters.text("invoice").map { id throws(SandboxError) in
      try workspace.invoices.draft(id, param: "invoice")
    }
    guard let customer = parameters.text("customer") ?? invoice?.customer else {
      throw .missingParameter("customer")
    }
    guard let invoice else {
      return try workspace.invoices.items.new(parameters, customer: customer, on: nil).json
    }
    guard invoice.customer == customer else {
      throw SandboxError(
        "The invoice \(invoice.id) does not belong to the customer \(customer).",
        param: "invoice")
    }
    let item = try workspace.invoices.items.new(parameters, customer: customer, on: invoice)
    try workspace.save(item)
    try workspace.invoices.lines.add(item, to: invoice)
    try workspace.invoices.sums.recompute(invoice)
    return item.json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let invoice = try editableInvoice(
      of: InvoiceItem(object), in: workspace,
      refusal: .notEditable(
        "This invoice item is attached to a finalized invoice and can no longer be changed."))
    let item = try workspace.invoices.items.changed(
      InvoiceItem(object), by: parameters, on: invoice)
    guard let invoice else { return item.json }
    try workspace.save(item)
    try workspace.invoices.lines.refresh(item, in: invoice)
    try workspace.invoices.sums.recompute(invoice)
    return item.json
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    let item = InvoiceItem(object)
    guard let invoice = try editableInvoice(of: item, in: workspace, refusal: Self.undeletable)
    else { return }
    if let line = try workspace.invoices.lines.line(of: item, in: invoice.id) {
      try workspace.remove(line)
    }
    try workspace.invoices.sums.recompute(invoice)
  }

  private static let undeletable = SandboxError(
    "Can't delete an invoice item that is attached to an invoice that is no longer editable")

  private func editableInvoice(
    of item: InvoiceItem, in workspace: Workspace, refusal: SandboxError
  ) throws(SandboxError) -> Invoice? {
    guard let id = item.invoice else { return nil }
    return try workspace.invoices.draft(id, refusal: refusal)
  }

  /// An item that went with its invoice is still spoken of as on that invoice.
  func errorForMissing(_ id: String, by operation: StripeCatalog.Operation, stub: JSONObject?)
    -> SandboxError?
  {
    if stub != nil, operation.kind == .update {
      return SandboxError("This invoice item has been deleted.")
    }
    if stub?.has("invoice") == true, operation.kind == .delete { return Self.undeletable }
    return SandboxError(
      404, "No such Invoice Item: '\(id)'(livemode=false)", code: "resource_missing", param: "id")
  }

  private static func filterValues(of object: JSONObject) -> JSONObject {
    ["created": object["date"] ?? nil, "pending": .bool(!object.has("invoice"))]
  }
}
