import JSON

/// Invoices: drafts, finalizing, and the states after open.
struct InvoiceBehavior: ResourceBehavior {
  let typeName = "invoice"
  /// Source: the fields of the SDK's `Invoice` beside Stripe's table of search fields.
  var fieldPaths: [String: String] {
    [
      "subscription": "parent.subscription_details.subscription",
      "last_finalization_error_code": "last_finalization_error.code",
      "last_finalization_error_type": "last_finalization_error.type",
    ]
  }
  var statusEvents: [String: [String]] {
    [
      "open": ["finalized"], "paid": ["paid", "payment_succeeded"], "void": ["voided"],
      "uncollectible": ["marked_uncollectible"],
    ]
  }

  /// What a finalized invoice still lets be changed. Source: the SDK's words on `update`.
  private static let finalFields: Set<String> = [
    "auto_advance", "automatically_finalizes_at", "default_payment_method", "default_source",
    "metadata", "payment_settings",
  ]

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    return try workspace.newInvoice(parameters)
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    let isDraft = InvoiceStatus(of: object) == .draft
    if !isDraft, !parameters.keys.allSatisfy(Self.finalFields.contains) {
      throw .notEditable("Finalized invoices can't be updated in this way")
    }
    if object.isTrue("auto_advance") == false, parameters.isTrue("auto_advance"),
      InvoiceStatus(of: object) != .draft, InvoiceStatus(of: object) != .open
    {
      throw .notEditable("You can only set `auto_advance` to `true` on draft and open invoices.")
    }
    let changed = try workspace.applied(parameters, to: object)
    return isDraft ? try workspace.recompute(changed) : changed
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    guard InvoiceStatus(of: object) == .draft else {
      throw SandboxError("You can only delete draft invoices.", code: "invoice_not_editable")
    }
    if object.object("parent")?.text("type") == "subscription_details" {
      throw SandboxError("You can't delete invoices created by subscriptions.")
    }
    for line in try workspace.children("line_item", of: object.text("id") ?? "") {
      if let id = Workspace.itemID(of: line),
        let item = try workspace.find("invoiceitem", id)
      {
        try workspace.remove(item)
      }
      try workspace.remove(line)
    }
  }

  var actions: [String: Action] {
    [
      "add_lines": { invoice, parameters, workspace throws(SandboxError) in
        try workspace.addLines(to: invoice ?? [:], parameters.all)
      },
      "attach_payment": { invoice, parameters, workspace throws(SandboxError) in
        try workspace.attachPayment(to: invoice ?? [:], parameters.all)
      },
      "create_preview": { _, parameters, workspace throws(SandboxError) in
        try workspace.previewInvoice(parameters.all)
      },
      "finalize": { invoice, parameters, workspace throws(SandboxError) in
        try workspace.finalize(invoice ?? [:], autoAdvance: parameters.all["auto_advance"]?.bool)
      },
      "mark_uncollectible": { invoice, _, workspace throws(SandboxError) in
        try workspace.markUncollectible(invoice ?? [:])
      },
      "pay": { invoice, parameters, workspace throws(SandboxError) in
        try workspace.pay(invoice ?? [:], parameters.all)
      },
      "remove_lines": { invoice, parameters, workspace throws(SandboxError) in
        try workspace.removeLines(from: invoice ?? [:], parameters.all)
      },
      "send": { invoice, _, workspace throws(SandboxError) in
        try workspace.sendInvoice(invoice ?? [:])
      },
      "update_lines": { invoice, parameters, workspace throws(SandboxError) in
        try workspace.updateLines(of: invoice ?? [:], parameters.all)
      },
      "void": { invoice, _, workspace throws(SandboxError) in
        try workspace.voidInvoice(invoice ?? [:])
      },
    ]
  }
}
