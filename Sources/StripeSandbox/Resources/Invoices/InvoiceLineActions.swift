import JSON

/// Adding, changing and removing several lines of a draft at once.
extension Workspace {
  func addLines(to invoice: JSONObject, _ parameters: JSONObject) throws(SandboxError) -> JSONObject
  {
    let invoice = try editable(invoice, parameters)
    let customer = invoice.text("customer") ?? ""
    for (index, given) in try lines(parameters).enumerated() {
      let param = "lines[\(index)]"
      var item: JSONObject
      if let id = given.text("invoice_item") {
        item = try get("invoiceitem", id, param: "\(param)[invoice_item]")
        guard !item.has("invoice"), item.text("customer") == customer else {
          throw SandboxError(
            "The invoice item \(id) is already attached to an invoice or belongs to another"
              + " customer.", param: "\(param)[invoice_item]")
        }
        item["invoice"] = invoice["id"]
        item = try changed(item, by: given, invoice: invoice, param: param)
      } else {
        item = try newInvoiceItem(given, customer: customer, invoice: invoice, param: param)
      }
      try save(item)
      var line = try addLine(of: item, to: invoice)
      if let taxes = given["tax_amounts"] {
        line["taxes"] = try .array(givenTaxes(taxes))
        try save(line)
      }
    }
    return try recompute(invoice)
  }

  func updateLines(of invoice: JSONObject, _ parameters: JSONObject) throws(SandboxError)
    -> JSONObject
  {
    let invoice = try editable(invoice, parameters)
    for (index, given) in try lines(parameters).enumerated() {
      let param = "lines[\(index)]"
      guard let id = given.text("id") else { throw .missingParameter("\(param)[id]") }
      let line = try line(id, of: invoice.text("id") ?? "", param: "\(param)[id]")
      try change(line, by: given, in: invoice, param: param)
    }
    return try recompute(invoice)
  }

  func removeLines(from invoice: JSONObject, _ parameters: JSONObject) throws(SandboxError)
    -> JSONObject
  {
    let invoice = try editable(invoice, parameters)
    for (index, given) in try lines(parameters).enumerated() {
      let param = "lines[\(index)]"
      guard let id = given.text("id") else { throw .missingParameter("\(param)[id]") }
      guard let behavior = given.text("behavior") else {
        throw .missingParameter("\(param)[behavior]")
      }
      let line = try line(id, of: invoice.text("id") ?? "", param: "\(param)[id]")
      if let itemID = Self.itemID(of: line), var item = try find("invoiceitem", itemID) {
        if behavior == "delete" {
          try remove(item)
        } else {
          item["invoice"] = .null
          try save(item)
        }
      }
      try remove(line)
    }
    return try recompute(invoice)
  }

  private func lines(_ parameters: JSONObject) throws(SandboxError) -> [JSONObject] {
    let lines = parameters.array("lines").compactMap(\.object)
    guard !lines.isEmpty else { throw .missingParameter("lines") }
    return lines
  }

  /// The draft, with the invoice's metadata that came along.
  private func editable(_ invoice: JSONObject, _ parameters: JSONObject) throws(SandboxError)
    -> JSONObject
  {
    guard InvoiceStatus(of: invoice) == .draft else {
      throw .notEditable("Finalized invoices can't be updated in this way")
    }
    guard let metadata = parameters["invoice_metadata"] else { return invoice }
    return try merge(["metadata": metadata], into: invoice, of: "invoice")
  }
}
