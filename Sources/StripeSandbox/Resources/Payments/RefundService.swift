import JSON

/// Money that goes back to who paid.
struct RefundService {
  let workspace: Workspace

  /// Refunds a part of a charge, or what is left of it; stores the charge, not the refund.
  ///
  /// - Parameter email: where the customer is asked for a bank account, if that is needed.
  func make(of object: Charge, _ part: Int?, email: String? = nil) throws(SandboxError) -> Refund {
    var charge = object
    try check(charge)
    let amount = part ?? charge.refundable
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    guard amount <= charge.refundable else { throw tooLarge(amount, of: charge) }
    guard charge.captured else { return try release(charge, isAsked: true) }
    var refund = try blank(amount, of: charge)
    let course = charge.testCard?.traits.refund ?? .succeeds
    refund.status = course == .takesTime ? .pending : .succeeded
    refund.balanceTransaction = try workspace.balance.record(
      LedgerEntry(
        kind: .refund, amount: -amount, currency: Currency(charge.currency), source: refund.id,
        description: charge.description.map { "REFUND FOR CHARGE (\($0))" } ?? "REFUND FOR CHARGE",
        availableOn: availability(of: charge))
    ).id
    charge.amountRefunded += amount
    charge.refunded = charge.refundable == 0
    try workspace.save(charge)
    if charge.paymentMethodDetails.text("type") == BankTransferService.type {
      try BankTransferRefunds(workspace: workspace).askForAccount(&refund, email)
    }
    goOn(refund.id, course)
    return refund
  }

  /// Money that is still pending goes back while it is; else it is taken at once.
  private func availability(of charge: Charge) throws(SandboxError) -> Int {
    guard let id = charge.balanceTransaction,
      let entry = try workspace.find(BalanceTransaction.self, id)
    else { return workspace.wall }
    return max(entry.availableOn, workspace.wall)
  }

  /// Gives back an authorization that was not captured; stores the charge, not the refund.
  ///
  /// - Parameter isAsked: whether a refund was asked for, which intents refuse.
  func release(_ object: Charge, isAsked: Bool = false) throws(SandboxError) -> Refund {
    var charge = object
    if isAsked, let intent = charge.paymentIntent {
      throw SandboxError(
        "This uncaptured Charge was created by a PaymentIntent (\(intent)). You must cancel the"
          + " PaymentIntent to reverse the authorization instead of refunding the Charge directly."
          + " For more information, see"
          + " https://stripe.com/docs/payments/place-a-hold-on-a-payment-method")
    }
    var refund = try blank(charge.amount, of: charge)
    refund.status = .succeeded
    charge.amountRefunded = charge.amount
    charge.refunded = true
    try workspace.save(charge)
    return refund
  }

  private func check(_ charge: Charge) throws(SandboxError) {
    guard charge.status != .failed else {
      throw SandboxError("Charge \(charge.id) failed and cannot be refunded.")
    }
    if charge.refunded || charge.refundable == 0 {
      throw SandboxError(
        "Charge \(charge.id) has already been refunded.", code: "charge_already_refunded")
    }
    if let id = charge.dispute, let dispute = try workspace.find(Dispute.self, id),
      !dispute.isChargeRefundable
    {
      throw SandboxError(
        "Charge \(charge.id) has been charged back; cannot issue a refund.",
        code: "charge_disputed")
    }
  }

  private func tooLarge(_ amount: Int, of charge: Charge) -> SandboxError {
    let currency = Currency(charge.currency)
    let whole = charge.amountRefunded == 0 ? "charge amount" : "unrefunded amount on charge"
    return SandboxError(
      "Refund amount (\(currency.format(amount))) is greater than \(whole)"
        + " (\(currency.format(charge.refundable)))", param: "amount")
  }

  /// A refund of nothing in particular; not stored.
  func blank(_ amount: Int, _ currency: String, of customer: String?) throws(SandboxError)
    -> Refund
  {
    var refund = try workspace.make(Refund.self)
    for name in Self.rare { refund.json[name] = nil }
    refund.json["id"] = .string(workspace.newID(prefix: "re_"))
    refund.amount = amount
    refund.currency = currency
    refund.customer = customer
    return refund
  }

  private func blank(_ amount: Int, of charge: Charge) throws(SandboxError) -> Refund {
    var refund = try blank(amount, charge.currency, of: charge.customer)
    refund.charge = charge.id
    refund.destinationDetails = destination(of: charge)
    refund.paymentIntent = charge.paymentIntent
    refund.paymentMethod = charge.paymentMethod
    return refund
  }

  /// Members that Stripe leaves out where nothing is to be said.
  private static let rare = [
    "description", "failure_balance_transaction", "failure_reason", "instructions_email",
    "next_action", "pending_reason", "presentment_details",
  ]

  private func destination(of charge: Charge) -> JSONObject {
    let type = charge.paymentMethodDetails.text("type") ?? "card"
    guard type == "card" else { return [type: [:], "type": .string(type)] }
    return [
      "card": [
        "reference_status": "pending", "reference_type": "acquirer_reference_number",
        "type": charge.captured ? "refund" : "reversal",
      ],
      "type": "card",
    ]
  }

  /// Continues a refund as some test cards do, a moment later.
  private func goOn(_ id: String, _ course: RefundCourse) {
    guard course != .succeeds else { return }
    workspace.afterwards { workspace throws(SandboxError) in
      var refund = try workspace.get(Refund.self, id)
      if course == .takesTime {
        refund.status = .succeeded
        return try workspace.save(refund)
      }
      try workspace.refunds.fail(&refund)
    }
  }

  /// The money comes back to the balance.
  private func fail(_ refund: inout Refund) throws(SandboxError) {
    var charge = try workspace.get(Charge.self, refund.charge ?? "", param: "charge")
    refund.status = .failed
    refund.failureReason = "unknown"
    refund.failureBalanceTransaction = try workspace.balance.record(
      LedgerEntry(
        kind: .refundFailure, amount: refund.amount, currency: Currency(refund.currency),
        source: refund.id, description: "REFUND FAILURE", availableOn: availability(of: charge))
    ).id
    charge.amountRefunded -= refund.amount
    charge.refunded = false
    try workspace.save(charge)
    try workspace.save(refund)
  }
}
