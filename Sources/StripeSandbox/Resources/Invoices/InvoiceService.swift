/// Operations on invoices, each group in a service of its own.
struct InvoiceService {
  let workspace: Workspace

  var drafts: InvoiceDrafts { InvoiceDrafts(workspace: workspace) }
  var items: InvoiceItems { InvoiceItems(workspace: workspace) }
  var lines: InvoiceLines { InvoiceLines(workspace: workspace) }
  var sums: InvoiceSums { InvoiceSums(workspace: workspace) }
  var finalizing: InvoiceFinalizing { InvoiceFinalizing(workspace: workspace) }
  var paying: InvoicePaying { InvoicePaying(workspace: workspace) }
  var payments: InvoicePayments { InvoicePayments(workspace: workspace) }
  var collection: InvoiceCollection { InvoiceCollection(workspace: workspace) }
  var closing: InvoiceClosing { InvoiceClosing(workspace: workspace) }
  var previews: InvoicePreviews { InvoicePreviews(workspace: workspace) }

  /// An invoice that can still be edited.
  ///
  /// - Throws: 400 where it is final, 404 where there is none.
  func draft(
    _ id: String, param: String = "id",
    refusal: SandboxError = .notEditable(
      "This invoice is already finalized, so it can no longer be edited.")
  ) throws(SandboxError) -> Invoice {
    let invoice = try workspace.get(Invoice.self, id, param: param)
    guard invoice.status == .draft else { throw refusal }
    return invoice
  }

  /// The id of a payment method that belongs to the customer.
  func attachedMethod(_ id: String, to customer: String?, param: String) throws(SandboxError)
    -> String
  {
    for type in ["payment_method", "card"] {
      if let customer, try workspace.find(type, id)?.text("customer") == customer { return id }
    }
    throw .notAttached(id, param: param)
  }
}
