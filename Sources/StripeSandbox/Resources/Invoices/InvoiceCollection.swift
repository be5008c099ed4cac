import JSON

/// Has invoices finalized, charged and sent when their time has come, and again where a payment
/// fails.
struct InvoiceCollection {
  let workspace: Workspace

  /// What time does with an invoice.
  enum Duty: String {
    case collect
    case finalize
    case tellOverdue = "tell_overdue"
  }

  /// How long a draft of a subscription can be edited, in seconds. Source: Stripe's guide to
  /// invoices of subscriptions.
  static let draftTime = 3600

  static func duties(of invoice: Invoice) -> [DueDuty] {
    switch invoice.status {
    case .draft:
      guard invoice.autoAdvance, let time = invoice.automaticallyFinalizesAt else { return [] }
      return [DueDuty(name: Duty.finalize.rawValue, at: time)]
    case .open:
      var duties: [DueDuty] = []
      if invoice.autoAdvance, let time = invoice.nextPaymentAttempt {
        duties.append(DueDuty(name: Duty.collect.rawValue, at: time))
      }
      if invoice.collectionMethod == .sendInvoice, let time = invoice.dueDate {
        duties.append(DueDuty(name: Duty.tellOverdue.rawValue, at: time, isReminder: true))
      }
      return duties
    case .paid, .uncollectible, .void: return []
    }
  }

  func perform(_ duty: Duty, on invoice: Invoice) throws(SandboxError) {
    switch duty {
    case .finalize: try finalize(invoice)
    case .collect: try collect(invoice)
    case .tellOverdue: try tellOverdue(invoice)
    }
  }

  /// Makes a draft final and has it charged or sent, unless its subscription's collection pauses.
  private func finalize(_ draft: Invoice) throws(SandboxError) {
    let subscription = try subscription(of: draft)
    guard let invoice = try finalized(draft), invoice.status == .open else { return }
    switch subscription?.pauseCollection?.text("behavior") {
    case "void": _ = try workspace.invoices.closing.void(invoice)
    case "mark_uncollectible": _ = try workspace.invoices.closing.markUncollectible(invoice)
    case _?, nil:
      if invoice.collectionMethod == .chargeAutomatically { return try collect(invoice) }
      if invoice.customerEmail != nil { workspace.announce("invoice.sent", invoice.json) }
    }
  }

  /// The final invoice; nil where its taxes cannot be worked out, which its draft says then.
  private func finalized(_ draft: Invoice) throws(SandboxError) -> Invoice? {
    do {
      return try workspace.invoices.finalizing.finalize(draft)
    } catch {
      guard error.code == AutomaticTaxService.unlocated().code else { throw error }
      var stopped = draft
      stopped.stopAdvancing()
      stopped.json["last_finalization_error"] = [
        "code": error.code.map(JSONValue.string) ?? nil, "message": .string(error.message),
        "type": "invalid_request_error",
      ]
      try workspace.save(stopped)
      workspace.announce("invoice.finalization_failed", stopped.json)
      return nil
    }
  }

  /// Tries to charge an invoice, and plans the next attempt where that fails.
  private func collect(_ invoice: Invoice) throws(SandboxError) {
    do {
      let paid = try workspace.invoices.paying.pay(invoice, Parameters([:]))
      guard paid.status != .paid else { return }
    } catch {
      guard error.status < 500 else { throw error }
      if error.code == InvoicePaying.waitingCode { return try waitForCustomer(invoice) }
      guard error.kind == .cardError else {
        try countFailure(of: invoice)
        return try waitForCustomer(workspace.get(Invoice.self, invoice.id))
      }
    }
    try planNextAttempt(of: workspace.get(Invoice.self, invoice.id))
  }

  /// There is nothing to charge: that is a failed attempt too, but none that is tried again.
  ///
  /// Source: Stripe's guide to automatic retries: there are none where no payment method is
  /// available.
  private func countFailure(of invoice: Invoice) throws(SandboxError) {
    var counted = try workspace.get(Invoice.self, invoice.id)
    counted.attemptCount += 1
    counted.attempted = true
    counted.nextPaymentAttempt = nil
    try workspace.save(counted)
    workspace.announce("invoice.payment_failed", counted.json)
  }

  private func planNextAttempt(of failed: Invoice) throws(SandboxError) {
    var invoice = failed
    let retries = workspace.environment.billing.retryDays
    let number = invoice.attemptCount - 1
    let days = retries.indices.contains(number) ? retries[number] : nil
    invoice.nextPaymentAttempt = days.map { workspace.now + $0 * 86_400 }
    if days == nil { invoice.autoAdvance = false }
    try workspace.save(invoice)
    try markDelinquent(invoice)
    guard let subscription = try subscription(of: invoice) else { return }
    if days == nil {
      return try workspace.environment.billing.afterRetries.end(subscription, in: workspace)
    }
    try makePastDue(subscription)
  }

  /// A payment that the customer must do something for is not tried again: the subscription waits.
  private func waitForCustomer(_ invoice: Invoice) throws(SandboxError) {
    try markDelinquent(invoice)
    if let subscription = try subscription(of: invoice) { try makePastDue(subscription) }
  }

  private func makePastDue(_ subscription: Subscription) throws(SandboxError) {
    guard [.active, .trialing].contains(subscription.status) else { return }
    var late = subscription
    late.status = .pastDue
    try workspace.save(late)
  }

  private func markDelinquent(_ invoice: Invoice) throws(SandboxError) {
    guard var customer = try workspace.find(Customer.self, invoice.customer),
      !customer.delinquent
    else { return }
    customer.delinquent = true
    try workspace.save(customer)
  }

  private func tellOverdue(_ invoice: Invoice) throws(SandboxError) {
    workspace.announce("invoice.overdue", invoice.json)
    try markDelinquent(invoice)
    guard let subscription = try subscription(of: invoice), subscription.status == .active
    else { return }
    try makePastDue(subscription)
  }

  private func subscription(of invoice: Invoice) throws(SandboxError) -> Subscription? {
    guard let id = invoice.subscription else { return nil }
    return try workspace.find(Subscription.self, id)
  }
}
