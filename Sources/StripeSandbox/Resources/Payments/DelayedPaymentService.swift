import JSON

/// Payments whose money takes days at a bank. In test mode most of them are decided at once, a
/// moment after the answer.
struct DelayedPaymentService {
  let workspace: Workspace

  /// Has a payment decided as its test account says.
  func schedule(_ intent: inout PaymentIntent, _ method: PaymentMethod) {
    let (id, course) = (intent.id, method.course)
    intent.decision = nil
    switch course {
    case .waits: break
    case .succeedsLater, .failsLater:
      intent.decision = PaymentDecision(
        course: course, time: workspace.wall + DelayedCourse.delay)
    case .succeeds, .fails:
      workspace.afterwards { workspace throws(SandboxError) in
        try workspace.delayedPayments.decide(workspace.get(PaymentIntent.self, id), course)
      }
    }
  }

  /// Ends a payment as its course has it.
  func decide(_ intent: PaymentIntent, _ course: DelayedCourse) throws(SandboxError) {
    switch course {
    case .succeeds, .succeedsLater: try succeed(intent)
    case .fails, .failsLater: try fail(intent)
    case .waits: break
    }
  }

  private func succeed(_ object: PaymentIntent) throws(SandboxError) {
    guard object.status == .processing else { return }
    var intent = object
    var charge = try workspace.get(Charge.self, intent.latestCharge ?? "")
    charge.status = .succeeded
    charge.paid = true
    try workspace.charges.capture(charge.amount, of: &charge)
    try workspace.save(charge)
    intent.status = .succeeded
    intent.amountReceived = intent.amount
    try workspace.save(intent)
    try workspace.invoices.payments.creditInvoices(paidBy: intent.json)
    try tellSession(of: intent, isPaid: true)
  }

  private func fail(_ object: PaymentIntent) throws(SandboxError) {
    guard object.status == .processing else { return }
    var intent = object
    var charge = try workspace.get(Charge.self, intent.latestCharge ?? "")
    charge.status = .failed
    charge.captured = false
    charge.failureCode = "generic_could_not_process"
    charge.failureMessage = Self.message
    charge.outcome = nil
    charge.receiptURL = nil
    try workspace.save(charge)
    let method = try workspace.find(PaymentMethod.self, intent.paymentMethod ?? "")
    intent.lastPaymentError = [
      "charge": .string(charge.id), "code": "payment_intent_payment_attempt_failed",
      "message": .string(Self.message), "payment_method": method.map(\.field) ?? nil,
      "payment_method_type": method.map { .string($0.type) } ?? nil,
      "type": "invalid_request_error",
    ]
    intent.paymentMethod = nil
    intent.status = .requiresPaymentMethod
    try workspace.save(intent)
    try workspace.invoices.payments.tellOfFailure(of: intent.json)
    try tellSession(of: intent, isPaid: false)
  }

  private static let message = "The payment failed."

  private func tellSession(of intent: PaymentIntent, isPaid: Bool) throws(SandboxError) {
    let sessions = try workspace.list(
      CheckoutSession.self, where: "payment_intent", equals: intent.id)
    for var session in sessions where session.status == .complete {
      if isPaid { session.paymentStatus = "paid" }
      try workspace.save(session)
      let name = isPaid ? "async_payment_succeeded" : "async_payment_failed"
      workspace.announce("checkout.session.\(name)", session.json)
    }
  }
}

extension ObjectView<PaymentMethodFields> {
  /// How a payment by the bank account goes on.
  var course: DelayedCourse {
    get { json.text(".course").flatMap(DelayedCourse.init(rawValue:)) ?? .succeeds }
    set { json[".course"] = newValue == .succeeds ? nil : .string(newValue.rawValue) }
  }
}

/// When a bank decides about a payment, and how.
struct PaymentDecision: Sendable, Hashable {
  let course: DelayedCourse
  /// Unix seconds.
  let time: Int
}

extension ObjectView<PaymentIntentFields> {
  /// The decision that a payment under way waits for.
  var decision: PaymentDecision? {
    get {
      guard let kept = json.object(".decision"),
        let course = kept.text("course").flatMap(DelayedCourse.init(rawValue:))
      else { return nil }
      return PaymentDecision(course: course, time: kept.amount("time"))
    }
    set {
      json[".decision"] = newValue.map {
        ["course": .string($0.course.rawValue), "time": .integer($0.time)]
      }
    }
  }
}
