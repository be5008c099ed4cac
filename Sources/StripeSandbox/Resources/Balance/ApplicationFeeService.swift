import JSON

/// The fees that a platform keeps of payments of the accounts connected to it.
struct ApplicationFeeService {
  /// That of the platform.
  let workspace: Workspace

  /// Stores a fee and credits it to the platform; answers its id.
  ///
  /// - Parameters:
  ///   - charge: the payment as the connected account has it.
  ///   - account: the connected account.
  ///   - originating: the charge of the platform that was passed on, if it was one.
  func keep(
    _ amount: Int, _ currency: Currency, of charge: String, from account: String,
    originating: String? = nil
  ) throws(SandboxError) -> String {
    var fee = try workspace.make(ApplicationFee.self)
    fee.account = account
    fee.amount = amount
    fee.amountRefunded = 0
    fee.application = OwnApplication.id(of: workspace.acting.platform)
    fee.charge = charge
    fee.currency = currency.code
    fee.feeSource = ["charge": .string(charge), "type": "charge"]
    fee.originatingTransaction = originating
    fee.refunded = false
    fee.balanceTransaction = try workspace.balance.record(
      LedgerEntry(
        kind: .applicationFee, amount: amount, currency: currency, source: fee.id,
        availableOn: workspace.balance.settlement)
    ).id
    try workspace.save(fee)
    return fee.id
  }

  /// Takes a part of a fee from the platform; stores the fee, not the refund.
  func take(_ amount: Int, of object: ApplicationFee) throws(SandboxError) -> FeeRefund {
    var fee = object
    var refund = try workspace.make(FeeRefund.self)
    refund.amount = amount
    refund.currency = fee.currency
    refund.fee = fee.id
    refund.balanceTransaction = try workspace.balance.record(
      LedgerEntry(
        kind: .applicationFeeRefund, amount: -amount, currency: Currency(fee.currency),
        source: refund.id, availableOn: workspace.wall)
    ).id
    fee.amountRefunded += amount
    fee.refunded = fee.amountRefunded == fee.amount
    try workspace.save(fee)
    return refund
  }

  /// Gives a part of a fee back, which others ask for: by the refund of a charge or of a transfer.
  ///
  /// - Parameter connected: the workspace of the connected account where it is at work already.
  func refund(_ amount: Int, of fee: ApplicationFee, to connected: Workspace? = nil)
    throws(SandboxError)
  {
    let refund = try take(amount, of: fee)
    try workspace.save(refund, parent: fee.id)
    try NestedLists(workspace: workspace).refresh(
      "refunds", of: FeeRefund.typeName, inside: ApplicationFee.typeName, fee.id)
    if let connected { return try Self.give(refund, in: connected) }
    try workspace.sides.within(fee.account) { side throws(SandboxError) in
      try Self.give(refund, in: side)
    }
  }

  /// Credits a refunded fee to the connected account.
  static func give(_ refund: FeeRefund, in workspace: Workspace) throws(SandboxError) {
    try workspace.balance.record(
      LedgerEntry(
        kind: .applicationFeeReturn, amount: refund.amount, currency: Currency(refund.currency),
        source: refund.id, description: "Application fee refund", availableOn: workspace.wall))
  }

  /// Gives the fee of a charge back in the proportion of a refund of it.
  ///
  /// - Parameter owner: the workspace of the account that has the charge.
  static func refund(with refund: Refund, of charge: Charge, in owner: Workspace)
    throws(SandboxError)
  {
    let platform = owner.acting.platform
    let isDirect = owner.account != platform
    try owner.sides.within(platform) { side throws(SandboxError) in
      guard let id = charge.applicationFee, let fee = try side.find(ApplicationFee.self, id) else {
        throw SandboxError(
          "Attempting to refund_application_fee on charge \(charge.id), but it has no application"
            + " fee", param: "refund_application_fee")
      }
      let share = RefundShare.of(fee.amount, left: fee.amount - fee.amountRefunded, refund, charge)
      guard share > 0 else { return }
      try side.applicationFees.refund(share, of: fee, to: isDirect ? owner : nil)
    }
  }
}

/// Fees that a platform keeps.
struct ApplicationFeeBehavior: ResourceBehavior {
  let typeName = "application_fee"
  let eventRules = EventRules(
    further: { change in
      change.before != nil && change.raises("amount_refunded") ? ["application_fee.refunded"] : []
    }, isUpdate: { _ in false })
}

/// Refunds of fees, partial or full.
struct FeeRefundBehavior: ResourceBehavior {
  let typeName = "fee_refund"
  let eventRules = EventRules(prefix: "application_fee.refund")

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let fee = try workspace.get(ApplicationFee.self, workspace.pathIDs.first ?? "")
    let left = fee.amount - fee.amountRefunded
    guard left > 0 else {
      throw SandboxError(
        "Application fee \(fee.id) has already been refunded.",
        code: "application_fee_already_refunded")
    }
    let amount = parameters.integer("amount") ?? left
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    guard amount <= left else {
      let currency = Currency(fee.currency)
      throw SandboxError(
        "Refund amount (\(currency.format(amount))) is greater than unrefunded amount on fee"
          + " (\(currency.format(left)))", param: "amount")
    }
    var refund = try workspace.applicationFees.take(amount, of: fee)
    try workspace.sides.within(fee.account) { side throws(SandboxError) in
      try ApplicationFeeService.give(refund, in: side)
    }
    refund.json = try workspace.merge(
      parameters, into: refund.json, of: typeName, but: ["amount"])
    return refund.json
  }
}
