import JSON

/// Invoices: drafts, finalizing, and the states after open.
struct InvoiceLifecycle: Lifecycle {
  let typeName = "invoice"

  /// What a finalized invoice still lets be changed. Source: the SDK's words on `update`.
  private static let finalFields: Set<String> = [
    "auto_advance", "automatically_finalizes_at", "default_payment_method", "default_source",
    "metadata", "payment_settings",
  ]

  func create(_ parameters: JSONObject, in transaction: SandboxTransaction)
    throws(SandboxError) -> JSONObject
  {
    try transaction.newInvoice(parameters)
  }

  func update(
    _ object: JSONObject, with parameters: JSONObject, in transaction: SandboxTransaction
  ) throws(SandboxError) -> JSONObject {
    let isDraft = InvoiceStatus(of: object) == .draft
    if !isDraft, !parameters.keys.allSatisfy(Self.finalFields.contains) {
      throw .notEditable("Finalized invoices can't be updated in this way")
    }
    if object.isTrue("auto_advance") == false, parameters.isTrue("auto_advance"),
      InvoiceStatus(of: object) != .draft, InvoiceStatus(of: object) != .open
    {
      throw .notEditable("You can only set `auto_advance` to `true` on draft and open invoices.")
    }
    let changed = try transaction.applied(parameters, to: object)
    return isDraft ? try transaction.recompute(changed) : changed
  }

  func delete(_ object: JSONObject, in transaction: SandboxTransaction) throws(SandboxError) {
    guard InvoiceStatus(of: object) == .draft else {
      throw SandboxError("You can only delete draft invoices.", code: "invoice_not_editable")
    }
    if object.object("parent")?.text("type") == "subscription_details" {
      throw SandboxError("You can't delete invoices created by subscriptions.")
    }
    for line in try transaction.children("line_item", of: object.text("id") ?? "") {
      if let id = SandboxTransaction.itemID(of: line),
        let item = try transaction.find("invoiceitem", id)
      {
        try transaction.remove(item)
      }
      try transaction.remove(line)
    }
  }

  var actions: [String: Action] {
    [
      "add_lines": { invoice, parameters, transaction throws(SandboxError) in
        try transaction.addLines(to: invoice ?? [:], parameters)
      },
      "attach_payment": { invoice, parameters, transaction throws(SandboxError) in
        try transaction.attachPayment(to: invoice ?? [:], parameters)
      },
      "create_preview": { _, parameters, transaction throws(SandboxError) in
        try transaction.previewInvoice(parameters)
      },
      "finalize": { invoice, parameters, transaction throws(SandboxError) in
        try transaction.finalize(invoice ?? [:], autoAdvance: parameters["auto_advance"]?.bool)
      },
      "mark_uncollectible": { invoice, _, transaction throws(SandboxError) in
        try transaction.markUncollectible(invoice ?? [:])
      },
      "pay": { invoice, parameters, transaction throws(SandboxError) in
        try transaction.pay(invoice ?? [:], parameters)
      },
      "remove_lines": { invoice, parameters, transaction throws(SandboxError) in
        try transaction.removeLines(from: invoice ?? [:], parameters)
      },
      "send": { invoice, _, transaction throws(SandboxError) in
        try transaction.sendInvoice(invoice ?? [:])
      },
      "update_lines": { invoice, parameters, transaction throws(SandboxError) in
        try transaction.updateLines(of: invoice ?? [:], parameters)
      },
      "void": { invoice, _, transaction throws(SandboxError) in
        try transaction.voidInvoice(invoice ?? [:])
      },
    ]
  }
}
