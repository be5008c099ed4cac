import JSON

/// Sending, voiding, and marking as uncollectible.
extension Workspace {
  func sendInvoice(_ object: JSONObject) throws(SandboxError) -> JSONObject {
    guard object.text("collection_method") == "send_invoice" else {
      throw SandboxError(
        "You can only manually send an invoice if its collection method is 'send_invoice'.")
    }
    guard object.has("customer_email") else {
      throw SandboxError(
        "Missing email. In order to create invoices that are sent to the customer, the customer"
          + " must have a valid email.")
    }
    switch InvoiceStatus(of: object) {
    case .draft: return try finalize(object)
    case .open, .paid: return object
    case .void, .uncollectible:
      throw SandboxError("You can only send draft, open and paid invoices.")
    }
  }

  /// Gives back the balance that was used, and ends what would have paid.
  func voidInvoice(_ object: JSONObject) throws(SandboxError) -> JSONObject {
    guard [.open, .uncollectible].contains(InvoiceStatus(of: object)) else { throw Self.notOpen }
    var invoice = object
    invoice["status"] = .string(InvoiceStatus.void.rawValue)
    invoice["auto_advance"] = false
    invoice["next_payment_attempt"] = .null
    mark("voided_at", on: &invoice)
    try save(invoice)
    try closePayments(of: invoice, reason: "void_invoice")
    try moveBalance(
      of: invoice, by: invoice.amount("starting_balance") - invoice.amount("ending_balance"),
      type: "unapplied_from_invoice")
    return invoice
  }

  func markUncollectible(_ object: JSONObject) throws(SandboxError) -> JSONObject {
    guard InvoiceStatus(of: object) == .open else { throw Self.notOpen }
    var invoice = object
    invoice["status"] = .string(InvoiceStatus.uncollectible.rawValue)
    invoice["auto_advance"] = false
    invoice["next_payment_attempt"] = .null
    mark("marked_uncollectible_at", on: &invoice)
    try save(invoice)
    return invoice
  }

  private static var notOpen: SandboxError {
    SandboxError("You can only pass in open invoices. This invoice isn't open.")
  }
}
