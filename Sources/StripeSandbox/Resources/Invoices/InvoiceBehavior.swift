import JSON
import StripeCatalog

/// Invoices: drafts, finalizing, and the states after open.
struct InvoiceBehavior: ResourceBehavior {
  let typeName = "invoice"
  let eventRules = EventRules(further: Self.furtherEvents)
  /// Source: the fields of the SDK's `Invoice` and Stripe's table of search fields.
  let listRules = ListRules(paths: [
    "subscription": "parent.subscription_details.subscription",
    "last_finalization_error_code": "last_finalization_error.code",
    "last_finalization_error_type": "last_finalization_error.type",
  ])

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.invoices.drafts.create(parameters).json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    try workspace.invoices.drafts.update(Invoice(object), parameters).json
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    let invoice = Invoice(object)
    guard invoice.status == .draft else {
      throw SandboxError("You can only delete draft invoices.")
    }
    if invoice.subscription != nil {
      throw SandboxError("You can't delete invoices created by subscriptions.")
    }
    for line in try workspace.invoices.lines.all(of: invoice.id) {
      if let id = line.itemID, let item = try workspace.find(InvoiceItem.self, id) {
        try workspace.remove(item)
      }
      try workspace.remove(line)
    }
  }

  /// The name that Stripe's message gives the missing invoice's parameter depends on the operation.
  func errorForMissing(_ id: String, by operation: StripeCatalog.Operation, stub: JSONObject?)
    -> SandboxError?
  {
    let isOwn = ["finalize", "mark_uncollectible", "pay", "void"].contains(operation.name)
    return .missing(
      typeName, id, param: isOwn || operation.kind == .update ? "id" : "invoice")
  }

  /// An invoice may reach several states in one request.
  private static func furtherEvents(of change: Change) -> [String] {
    guard let after = change.after.map(Invoice.init) else { return [] }
    let (old, new) = (
      change.before.map(Invoice.init)?.statusTransitions, after.statusTransitions
    )
    var events: [String] = []
    if new.finalizedAt != nil, old?.finalizedAt == nil { events.append("invoice.finalized") }
    if new.voidedAt != nil, old?.voidedAt == nil { events.append("invoice.voided") }
    if new.markedUncollectibleAt != nil, old?.markedUncollectibleAt == nil {
      events.append("invoice.marked_uncollectible")
    }
    if new.paidAt != nil, old?.paidAt == nil {
      events.append("invoice.paid")
      if after.attempted { events.append("invoice.payment_succeeded") }
    }
    return events
  }

  var actions: [String: Action] {
    [
      "add_lines": { object, parameters, workspace throws(SandboxError) in
        let lines = InvoiceLineActions(workspace: workspace)
        return try lines.add(to: Invoice(object ?? [:]), parameters).json
      },
      "attach_payment": { object, parameters, workspace throws(SandboxError) in
        try workspace.invoices.payments.attach(to: Invoice(object ?? [:]), parameters).json
      },
      "create_preview": { _, parameters, workspace throws(SandboxError) in
        try workspace.invoices.previews.preview(parameters).json
      },
      "finalize": { object, parameters, workspace throws(SandboxError) in
        try workspace.invoices.finalizing.finalize(
          Invoice(object ?? [:]), autoAdvance: parameters.bool("auto_advance")
        ).json
      },
      "mark_uncollectible": { object, _, workspace throws(SandboxError) in
        try workspace.invoices.closing.markUncollectible(Invoice(object ?? [:])).json
      },
      "pay": { object, parameters, workspace throws(SandboxError) in
        try workspace.invoices.paying.pay(Invoice(object ?? [:]), parameters).json
      },
      "remove_lines": { object, parameters, workspace throws(SandboxError) in
        let lines = InvoiceLineActions(workspace: workspace)
        return try lines.remove(from: Invoice(object ?? [:]), parameters).json
      },
      "send": { object, _, workspace throws(SandboxError) in
        try workspace.invoices.closing.send(Invoice(object ?? [:])).json
      },
      "update_lines": { object, parameters, workspace throws(SandboxError) in
        let lines = InvoiceLineActions(workspace: workspace)
        return try lines.update(of: Invoice(object ?? [:]), parameters).json
      },
      "void": { object, _, workspace throws(SandboxError) in
        try workspace.invoices.closing.void(Invoice(object ?? [:])).json
      },
    ]
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    InvoiceCollection.duties(of: Invoice(object))
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    guard let duty = InvoiceCollection.Duty(rawValue: duty) else { return }
    try workspace.invoices.collection.perform(duty, on: Invoice(object))
  }
}
