import JSON

/// Issuing credit notes: on what is still to be paid, and on what was paid already.
struct CreditNoteService {
  let workspace: Workspace

  private static let own: Set<String> = [
    "amount", "credit_amount", "email_type", "invoice", "lines", "out_of_band_amount",
    "refund_amount", "refunds", "shipping_cost",
  ]

  /// A stored credit note, its consequences done.
  func create(_ parameters: Parameters) throws(SandboxError) -> CreditNote {
    guard let id = parameters.text("invoice") else { throw .missingParameter("invoice") }
    let invoice = try workspace.get(Invoice.self, id, param: "invoice")
    guard [.open, .paid, .uncollectible].contains(invoice.status) else {
      throw SandboxError(
        "You can only create credit notes for invoices that are open, paid or uncollectible.",
        param: "invoice")
    }
    // No mail is sent from here.
    _ = parameters.text("email_type")
    var note = try blank(of: invoice, parameters)
    let lines = try CreditNoteLines(workspace: workspace, invoice: invoice)
      .make(parameters, shipping: &note)
    try put(lines, into: &note)
    try split(&note, invoice)
    try workspace.save(note)
    try giveBack(parameters, &note, invoice)
    try lower(invoice, by: note)
    try store(lines, of: &note)
    return note
  }

  func preview(_ parameters: Parameters) throws(SandboxError) -> CreditNote {
    try workspace.rehearsal.undoing { () throws(SandboxError) in try create(parameters) }
  }

  /// Takes a credit note on an open invoice back.
  func void(_ given: CreditNote) throws(SandboxError) -> CreditNote {
    var invoice = try workspace.get(Invoice.self, given.invoice, param: "invoice")
    guard given.status == .issued, given.type == .prePayment, invoice.status == .open else {
      throw SandboxError(
        "Only an issued credit note on an open invoice can be voided; this one cannot.")
    }
    var note = given
    note.status = .void
    note.voidedAt = workspace.now
    try workspace.save(note)
    invoice.prePaymentCreditNotesAmount -= note.prePaymentAmount
    invoice.amountDue += note.prePaymentAmount
    invoice.amountRemaining += note.prePaymentAmount
    try workspace.save(invoice)
    try workspace.invoices.payments.requestRemaining(of: invoice)
    return note
  }

  // MARK: - Making

  private func blank(of invoice: Invoice, _ parameters: Parameters) throws(SandboxError)
    -> CreditNote
  {
    var note = try CreditNote(workspace.build("credit_note", from: parameters, but: Self.own))
    note.currency = invoice.currency
    note.customer = invoice.customer
    note.invoice = invoice.id
    note.status = .issued
    note.effectiveAt = note.effectiveAt ?? workspace.now
    note.outOfBandAmount = nil
    note.shippingCost = nil
    note.refunds = []
    let count = try workspace.list(CreditNote.self, where: "invoice", equals: invoice.id).count
    note.number =
      "\(invoice.number ?? "")-CN-\(InvoiceFinalizing.padded(count + 1, to: 2))"
    note.pdf =
      "https://pay.stripe.com/credit_notes/\(workspace.account)/test_"
      + "\(workspace.randomText(30))/pdf?s=ap"
    return note
  }

  private func put(_ lines: [CreditNoteLine], into note: inout CreditNote) throws(SandboxError) {
    let taxes = lines.flatMap(\.taxes).map(TaxService.read)
    let ofShipping = SaleDetails.read(note.shippingCost?.json.array("taxes") ?? [])
    let sums = BilledLine.Tax.sums(taxes + ofShipping)
    let exclusive = sums.reduce(0) { $0 + ($1.isInclusive ? 0 : $1.amount) }
    let inclusive = sums.reduce(0) { $0 + ($1.isInclusive ? $1.amount : 0) }
    let ofLines = taxes.reduce(0) { $0 + ($1.isInclusive ? $1.amount : 0) }
    note.subtotal = lines.reduce(0) { $0 + $1.amount }
    note.discountAmount = lines.reduce(0) { $0 + $1.discountAmount }
    note.discountAmounts = lines.flatMap(\.discountAmounts)
    note.pretaxCreditAmounts = lines.flatMap(\.pretaxCreditAmounts)
    note.subtotalExcludingTax = note.subtotal - ofLines
    note.totalExcludingTax =
      note.subtotal - note.discountAmount - inclusive + note.amountShipping
    note.total = note.subtotal - note.discountAmount + exclusive + note.amountShipping
    note.amount = note.total
    note.totalTaxes = try sums.map { tax throws(SandboxError) in
      try .object(workspace.taxes.shown(tax))
    }
  }

  private func store(_ lines: [CreditNoteLine], of note: inout CreditNote) throws(SandboxError) {
    // The last one stored is the first one listed.
    for line in lines.reversed() { try workspace.save(line, parent: note.id) }
    note.lines = [
      "object": "list", "data": .array(lines.prefix(10).map { .object($0.json) }),
      "has_more": .bool(lines.count > 10), "url": .string("/v1/credit_notes/\(note.id)/lines"),
    ]
    try workspace.save(note)
  }

  // MARK: - Sums

  /// Divides the credited amount: first the remaining amount is lowered, the rest is given back.
  private func split(_ note: inout CreditNote, _ invoice: Invoice) throws(SandboxError) {
    guard note.total > 0 else {
      throw SandboxError("A credit note must be of a positive amount.", param: "amount")
    }
    let credited = invoice.prePaymentCreditNotesAmount + invoice.postPaymentCreditNotesAmount
    let left = invoice.total - credited
    guard note.total <= left else {
      let currency = Currency(invoice.currency)
      throw SandboxError(
        "The amount of the credit note (\(currency.format(note.total))) is greater than what is"
          + " left to credit on the invoice (\(currency.format(left))).", param: "amount")
    }
    note.prePaymentAmount = min(note.total, invoice.amountRemaining)
    note.postPaymentAmount = note.total - note.prePaymentAmount
    switch (note.prePaymentAmount, note.postPaymentAmount) {
    case (_, 0): note.type = .prePayment
    case (0, _): note.type = .postPayment
    default: note.type = .mixed
    }
  }

  private func lower(_ given: Invoice, by note: CreditNote) throws(SandboxError) {
    var invoice = try workspace.get(Invoice.self, given.id)
    invoice.postPaymentCreditNotesAmount += note.postPaymentAmount
    guard note.prePaymentAmount > 0 else { return try workspace.save(invoice) }
    invoice.prePaymentCreditNotesAmount += note.prePaymentAmount
    invoice.amountDue -= note.prePaymentAmount
    invoice.amountRemaining -= note.prePaymentAmount
    guard invoice.amountRemaining == 0 else {
      try workspace.save(invoice)
      return try workspace.invoices.payments.requestRemaining(of: invoice)
    }
    workspace.invoices.closing.close(&invoice)
    try workspace.save(invoice)
    try workspace.invoices.payments.close(of: invoice, reason: "automatic")
    try workspace.subscriptions.activate(subscriptionOf: invoice.json)
  }

  // MARK: - Giving back

  /// Refunds, credits the customer's balance, and notes what goes outside Stripe: together all that
  /// was paid of the credit note.
  private func giveBack(_ parameters: Parameters, _ note: inout CreditNote, _ invoice: Invoice)
    throws(SandboxError)
  {
    let range = 0...Limits.amount.upperBound
    let refunded = try parameters.limited("refund_amount", to: range) ?? 0
    let credited = try parameters.limited("credit_amount", to: range) ?? 0
    let outside = try parameters.limited("out_of_band_amount", to: range)
    let linked = try parameters.array("refunds").map(linkedRefund)
    let sum = linked.reduce(refunded + credited + (outside ?? 0)) {
      $0 + $1.amount("amount_refunded")
    }
    guard sum == note.postPaymentAmount else {
      let currency = Currency(note.currency)
      throw SandboxError(
        "The sum of credit amount, refund amount and out of band amount (\(currency.format(sum)))"
          + " must equal the post payment amount of the credit note"
          + " (\(currency.format(note.postPaymentAmount))).")
    }
    note.outOfBandAmount = outside
    note.refunds = linked.map(JSONValue.object)
    if refunded > 0 { note.refunds += try refund(refunded, of: invoice) }
    guard credited > 0 else { return }
    var entry = try workspace.customers.moveBalance(
      of: note.customer, by: -credited, in: note.currency, type: "credit_note",
      invoice: invoice.id)
    entry.json["credit_note"] = .string(note.id)
    try workspace.save(entry)
    note.customerBalanceTransaction = entry.id
  }

  private func linkedRefund(_ given: Parameters) throws(SandboxError) -> JSONObject {
    given.markRead(["type"])
    guard let id = given.text("refund") else { throw .missingParameter(given.name("refund")) }
    let refund = try workspace.get("refund", id, param: given.name("refund"))
    let most = refund.amount("amount")
    let amount = try given.limited("amount_refunded", to: 1...max(1, most)) ?? most
    return Self.shown(refund: id, of: amount)
  }

  private static func shown(refund id: String, of amount: Int) -> JSONObject {
    [
      "amount_refunded": .integer(amount), "payment_record_refund": nil, "refund": .string(id),
      "type": "refund",
    ]
  }

  /// Refunds payments of the invoice, as much of each as is left.
  private func refund(_ amount: Int, of invoice: Invoice) throws(SandboxError) -> [JSONValue] {
    var left = amount
    var refunds: [JSONValue] = []
    for payment in try workspace.invoices.payments.all(of: invoice)
    where payment.status == .paid && left > 0 {
      let intent = try workspace.find("payment_intent", payment.paymentIntent ?? "")
      guard let charge = try workspace.find("charge", intent?.text("latest_charge") ?? "") else {
        continue
      }
      let part = min(left, charge.amount("amount") - charge.amount("amount_refunded"))
      guard part > 0 else { continue }
      let refund = try RefundBehavior().create(
        Parameters(["charge": charge["id"] ?? nil, "amount": .integer(part)]), in: workspace)
      try workspace.save(refund)
      refunds.append(.object(Self.shown(refund: refund.text("id") ?? "", of: part)))
      left -= part
    }
    guard left == 0 else {
      throw SandboxError(
        "The invoice has no payment of which \(Currency(invoice.currency).format(left)) more could"
          + " be refunded.", param: "refund_amount")
    }
    return refunds
  }
}
