import JSON

/// Charges: the results of attempts, captures, and the entries of the balance.
struct ChargeService {
  let workspace: Workspace

  /// The default statement descriptor.
  static let descriptor = "PINSTRIPE SANDBOX"

  /// Members that Stripe leaves out where nothing is to be said.
  private static let rare = ["authorization_code", "level3", "presentment_details", "transfer"]

  /// Members that Stripe sends in addition to the documented ones.
  private static let undocumented = ["destination", "dispute", "order"]

  /// Stores the charge of an attempt, refused or not.
  func make(_ attempt: ChargeAttempt) throws(SandboxError) -> Charge {
    var charge = try blank(attempt)
    switch attempt.outcome {
    case .succeeded:
      charge.status = .succeeded
      charge.paid = true
      charge.outcome = ChargeOutcome.authorized(attempt.method.testCard)
      if attempt.isCaptured { try capture(attempt.amount, of: &charge) }
    case .pending:
      charge.status = .pending
      charge.captured = true
      charge.outcome = ChargeOutcome.authorized(nil)
    case .declined(let decline):
      charge.status = .failed
      charge.failureCode = decline.code
      charge.failureMessage = decline.message
      charge.outcome = ChargeOutcome.refused(decline)
      charge.receiptURL = nil
    }
    try workspace.save(charge)
    return charge
  }

  private func blank(_ attempt: ChargeAttempt) throws(SandboxError) -> Charge {
    var charge = try workspace.make(Charge.self)
    for name in Self.rare { charge.json[name] = nil }
    for name in Self.undocumented { charge.json[name] = .null }
    for member in attempt.fields.members { charge.json[member.key] = member.value }
    charge.amount = attempt.amount
    charge.amountCaptured = 0
    charge.amountRefunded = 0
    charge.billingDetails = attempt.method.billingDetails
    charge.calculatedStatementDescriptor = descriptor(attempt)
    charge.captured = false
    charge.currency = attempt.currency.code
    charge.customer = attempt.customer
    charge.disputed = false
    charge.paid = false
    charge.paymentIntent = attempt.intent
    charge.paymentMethod = attempt.method.id
    charge.paymentMethodDetails =
      ChargedMethodDetails(
        attempt: attempt, authorizationCode: RepeatableText.digits(of: charge.id, 6),
        now: workspace.wall
      ).json
    charge.refunded = false
    charge.receiptURL = PagePath.receipt(charge.id)
    charge.json["fraud_details"] = [:]
    charge.json["radar_options"] = [:]
    if var data = charge.transferData {
      data["amount"] = data["amount"] ?? .null
      charge.transferData = data
      charge.json["destination"] = data["destination"] ?? .null
    }
    return charge
  }

  private func descriptor(_ attempt: ChargeAttempt) -> String {
    if let whole = attempt.fields.text("statement_descriptor") { return whole }
    return attempt.fields.text("statement_descriptor_suffix").map { "PINSTRIPE* \($0)" }
      ?? Self.descriptor
  }

  /// Captures a part or all of a charge, releases the rest, and has done what its card is for;
  /// stores nothing of the charge.
  func capture(_ amount: Int, of charge: inout Charge) throws(SandboxError) {
    let traits = charge.testCard?.traits ?? TestCardTraits()
    charge.captured = true
    charge.amountCaptured = amount
    let isAtOnce = traits.bypassesPending
    let settlement = try isAtOnce ? workspace.wall : workspace.balance.settlement
    var entry = LedgerEntry(
      kind: charge.testCard == nil ? .payment : .charge, amount: amount,
      currency: Currency(charge.currency), source: charge.id, description: charge.description,
      availableOn: settlement)
    entry.applicationFee = try keepFee(of: &charge, amount)
    charge.balanceTransaction = try workspace.balance.record(entry).id
    let id = charge.id
    if isAtOnce {
      workspace.afterwards { workspace throws(SandboxError) in
        workspace.announce("balance.available", try workspace.balance.object())
      }
    }
    if charge.transferData != nil {
      workspace.afterwards { workspace throws(SandboxError) in
        try workspace.transfers.passOn(workspace.get(Charge.self, id))
      }
    }
    for dispute in traits.disputes {
      workspace.afterwards { workspace throws(SandboxError) in
        try workspace.disputes.open(dispute, on: workspace.get(Charge.self, id))
      }
    }
    if traits.hasFraudWarning {
      workspace.afterwards { workspace throws(SandboxError) in
        try workspace.disputes.warn(of: workspace.get(Charge.self, id))
      }
    }
  }

  /// Gives the platform its fee of a payment of an account connected to it; fees of charges that
  /// are passed on are kept then.
  private func keepFee(of charge: inout Charge, _ amount: Int) throws(SandboxError)
    -> LedgerEntry.ApplicationFeeShare
  {
    guard workspace.acting.isConnected, charge.transferData == nil,
      let fee = charge.applicationFeeAmount, fee > 0
    else { return LedgerEntry.ApplicationFeeShare() }
    let platform = workspace.acting.platform
    let (currency, id, account) = (Currency(charge.currency), charge.id, workspace.account)
    charge.applicationFee = try workspace.sides.within(platform) { side throws(SandboxError) in
      try side.applicationFees.keep(fee, currency, of: id, from: account)
    }
    return LedgerEntry.ApplicationFeeShare(
      amount: fee, application: OwnApplication.id(of: platform))
  }
}
