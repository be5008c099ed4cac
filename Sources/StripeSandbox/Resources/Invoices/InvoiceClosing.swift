import JSON

/// Sending, voiding, marking as uncollectible, and the end of paying.
struct InvoiceClosing {
  let workspace: Workspace

  /// Paid, by whatever it was.
  func close(_ invoice: inout Invoice) {
    invoice.status = .paid
    invoice.stopAdvancing()
    invoice.statusTransitions.paidAt = workspace.now
  }

  func send(_ invoice: Invoice) throws(SandboxError) -> Invoice {
    guard invoice.collectionMethod == .sendInvoice else {
      throw SandboxError(
        "You can only manually send an invoice if its collection method is 'send_invoice'.")
    }
    guard invoice.customerEmail != nil else {
      throw SandboxError(
        "Missing email. In order to create invoices that are sent to the customer, the customer"
          + " must have a valid email.")
    }
    var sent = invoice
    switch invoice.status {
    case .draft: sent = try workspace.invoices.finalizing.finalize(invoice)
    case .open, .paid: break
    case .void, .uncollectible:
      throw SandboxError("You can only send draft, open and paid invoices.")
    }
    workspace.announce("invoice.sent", sent.json)
    return sent
  }

  /// Gives back the balance that was used, and ends what would have paid.
  func void(_ given: Invoice) throws(SandboxError) -> Invoice {
    let payments = try workspace.invoices.payments.all(of: given)
    if payments.contains(where: { $0.status == .paid }) {
      throw SandboxError("Invoices with `paid` payments cannot be voided.")
    }
    guard [.open, .uncollectible].contains(given.status) else { throw Self.notOpen }
    var invoice = given
    invoice.status = .void
    invoice.stopAdvancing()
    invoice.statusTransitions.voidedAt = workspace.now
    try workspace.save(invoice)
    try workspace.invoices.payments.close(of: invoice, reason: "void_invoice")
    try workspace.credits.reinstate(invoice)
    try moveBalance(
      of: invoice, by: invoice.startingBalance - (invoice.endingBalance ?? 0),
      type: "unapplied_from_invoice")
    return invoice
  }

  func markUncollectible(_ given: Invoice) throws(SandboxError) -> Invoice {
    if given.status == .uncollectible {
      throw SandboxError("This invoice has already been marked uncollectible.")
    }
    guard given.status == .open else { throw Self.notOpen }
    var invoice = given
    invoice.status = .uncollectible
    invoice.stopAdvancing()
    invoice.statusTransitions.markedUncollectibleAt = workspace.now
    try workspace.save(invoice)
    return invoice
  }

  /// Moves the customer's balance and records why.
  func moveBalance(of invoice: Invoice, by amount: Int, type: String) throws(SandboxError) {
    guard amount != 0 else { return }
    try workspace.customers.moveBalance(
      of: invoice.customer, by: amount, type: type, invoice: invoice.id)
  }

  private static var notOpen: SandboxError {
    SandboxError("You can only pass in open invoices. This invoice isn't open.")
  }
}
