import JSON

/// Adding, changing and removing several lines of a draft at once.
struct InvoiceLineActions {
  let workspace: Workspace

  private var lines: InvoiceLines { workspace.invoices.lines }

  func add(to invoice: Invoice, _ parameters: Parameters) throws(SandboxError) -> Invoice {
    let invoice = try editable(invoice, parameters)
    for given in try elements(parameters) {
      let item = try item(given, for: invoice)
      try workspace.save(item)
      var line = try lines.add(item, to: invoice)
      try lines.putTaxes(given, into: &line)
      try workspace.save(line)
    }
    return try workspace.invoices.sums.recompute(invoice)
  }

  private func item(_ given: Parameters, for invoice: Invoice) throws(SandboxError) -> InvoiceItem {
    guard let id = given.text("invoice_item") else {
      return try workspace.invoices.items.new(given, customer: invoice.customer, on: invoice)
    }
    let param = given.name("invoice_item")
    var item = try workspace.get(InvoiceItem.self, id, param: param)
    guard item.invoice == nil, item.customer == invoice.customer else {
      throw SandboxError(
        "The invoice item \(id) is already attached to an invoice or belongs to another"
          + " customer.", param: param)
    }
    item.invoice = invoice.id
    return try workspace.invoices.items.changed(item, by: given, on: invoice)
  }

  func update(of invoice: Invoice, _ parameters: Parameters) throws(SandboxError) -> Invoice {
    let invoice = try editable(invoice, parameters)
    for given in try elements(parameters) {
      try lines.change(line(given, of: invoice), by: given, in: invoice)
    }
    return try workspace.invoices.sums.recompute(invoice)
  }

  func remove(from invoice: Invoice, _ parameters: Parameters) throws(SandboxError) -> Invoice {
    let invoice = try editable(invoice, parameters)
    for given in try elements(parameters) {
      let line = try line(given, of: invoice)
      guard let behavior = given.text("behavior") else {
        throw .missingParameter(given.name("behavior"))
      }
      if let id = line.itemID, var item = try workspace.find(InvoiceItem.self, id) {
        item.invoice = nil
        if behavior == "delete" { try workspace.remove(item) } else { try workspace.save(item) }
      }
      try workspace.remove(line)
    }
    return try workspace.invoices.sums.recompute(invoice)
  }

  private func line(_ given: Parameters, of invoice: Invoice) throws(SandboxError) -> InvoiceLine {
    guard let id = given.text("id") else { throw .missingParameter(given.name("id")) }
    return try lines.get(id, of: invoice.id, param: given.name("id"))
  }

  private func elements(_ parameters: Parameters) throws(SandboxError) -> [Parameters] {
    let lines = parameters.array("lines")
    guard !lines.isEmpty else { throw .missingParameter("lines") }
    return lines
  }

  /// The draft, with the invoice's metadata that came along.
  private func editable(_ invoice: Invoice, _ parameters: Parameters) throws(SandboxError)
    -> Invoice
  {
    guard invoice.status == .draft else {
      throw .notEditable("Finalized invoices can't be updated in this way")
    }
    guard let metadata = parameters["invoice_metadata"] else { return invoice }
    return try Invoice(
      workspace.merge(["metadata": metadata], into: invoice.json, of: "invoice"))
  }
}
