import JSON

/// Transfers of money to connected accounts, and back: both sides have entries of their own.
struct TransferService {
  let workspace: Workspace

  /// Takes the money from the balance and gives it to the destination; does not store the transfer.
  ///
  /// - Parameter fee: what the platform keeps of it, in minor units.
  func complete(
    _ transfer: Transfer, _ amount: Int, _ currency: Currency, to destination: String, fee: Int = 0
  ) throws(SandboxError) -> Transfer {
    var transfer = transfer
    transfer.amount = amount
    transfer.amountReversed = 0
    transfer.currency = currency.code
    transfer.destination = destination
    transfer.reversed = false
    transfer.sourceType = "card"
    transfer.json["reversals"] = [
      "object": "list", "data": [], "has_more": false, "total_count": 0,
      "url": .string("/v1/transfers/\(transfer.id)/reversals"),
    ]
    let availableOn = try availability(of: transfer)
    transfer.balanceTransaction = try workspace.balance.record(
      LedgerEntry(
        kind: .transfer, amount: -amount, currency: currency, source: transfer.id,
        description: transfer.description, availableOn: availableOn)
    ).id
    let sent = transfer
    transfer.destinationPayment = try workspace.sides.within(destination) {
      side throws(SandboxError) in
      try ReceivedTransfer(workspace: side).take(
        sent, fee: fee, from: workspace.acting.platform, availableOn: availableOn)
    }
    return transfer
  }

  /// A transfer out of a charge takes money that is not available yet.
  private func availability(of transfer: Transfer) throws(SandboxError) -> Int {
    guard let id = transfer.sourceTransaction,
      let entry = try workspace.find(Charge.self, id)?.balanceTransaction
    else { return workspace.wall }
    return try workspace.find(BalanceTransaction.self, entry)?.availableOn ?? workspace.wall
  }

  /// Passes a charge on to the account that its `transfer_data` names, and keeps the fee.
  func passOn(_ charge: Charge) throws(SandboxError) {
    guard let data = charge.transferData, let destination = data.text("destination") else { return }
    let currency = Currency(charge.currency)
    var charge = charge
    var transfer = try workspace.make(Transfer.self)
    transfer.sourceTransaction = charge.id
    transfer.transferGroup = charge.transferGroup
    let amount = data["amount"]?.integer ?? charge.amountCaptured
    let fee = charge.applicationFeeAmount ?? 0
    transfer = try complete(transfer, amount, currency, to: destination, fee: fee)
    try workspace.save(transfer)
    charge.json["transfer"] = .string(transfer.id)
    if fee > 0 {
      charge.applicationFee = try workspace.applicationFees.keep(
        fee, currency, of: transfer.destinationPayment ?? "", from: destination,
        originating: charge.id)
    }
    try workspace.save(charge)
  }

  /// Takes a part of a transfer back; stores the transfer and both sides' entries.
  ///
  /// - Parameter refund: the refund of the charge that it is about.
  /// - Returns: the reversal, not stored.
  func reverse(_ object: Transfer, _ amount: Int, for refund: String? = nil) throws(SandboxError)
    -> TransferReversal
  {
    var transfer = object
    let currency = Currency(transfer.currency)
    var reversal = try workspace.make(TransferReversal.self)
    reversal.amount = amount
    reversal.currency = transfer.currency
    reversal.sourceRefund = refund
    reversal.transfer = transfer.id
    reversal.balanceTransaction = try workspace.balance.record(
      LedgerEntry(
        kind: .transferReversal, amount: amount, currency: currency, source: reversal.id,
        description: transfer.description, availableOn: workspace.wall)
    ).id
    if let destination = transfer.destination, let payment = transfer.destinationPayment {
      reversal.destinationPaymentRefund = try workspace.sides.within(destination) {
        side throws(SandboxError) in
        try ReceivedTransfer(workspace: side).giveBack(amount, of: payment)
      }
    }
    transfer.amountReversed += amount
    transfer.reversed = transfer.amountReversed == transfer.amount
    try workspace.save(transfer)
    return reversal
  }

  /// Takes back what was passed on of a charge, in the proportion of a refund of it.
  func reverse(for refund: Refund, of charge: Charge) throws(SandboxError) -> TransferReversal {
    guard let id = charge.json.text("transfer") else {
      throw SandboxError(
        "Cannot reverse transfer because charge \(charge.id) does not have an associated transfer.",
        param: "reverse_transfer")
    }
    let transfer = try workspace.get(Transfer.self, id, param: "charge")
    let amount = RefundShare.of(
      transfer.amount, left: transfer.amount - transfer.amountReversed, refund, charge)
    guard amount > 0 else {
      throw SandboxError(
        "The transfer of charge \(charge.id) is reversed already.", param: "reverse_transfer")
    }
    let reversal = try reverse(transfer, amount, for: refund.id)
    try workspace.save(reversal, parent: transfer.id)
    try NestedLists(workspace: workspace).refresh(
      "reversals", of: TransferReversal.typeName, inside: Transfer.typeName, transfer.id)
    return reversal
  }
}

/// What goes back with a refund of money that others had a part of.
enum RefundShare {
  /// Returns the part of an amount that goes back with a refund of a charge, in minor units: in
  /// proportion, and all that is left with a refund of the whole.
  static func of(_ amount: Int, left: Int, _ refund: Refund, _ charge: Charge) -> Int {
    if charge.refundable == 0 { return left }
    let share = ExactDecimal.share(
      of: amount, ExactDecimal(refund.amount), over: ExactDecimal(max(1, charge.amountCaptured)))
    return min(left, share ?? 0)
  }
}

/// A transfer as the account has it that receives it.
struct ReceivedTransfer {
  /// That of the receiving account.
  let workspace: Workspace

  /// Stores the payment that a transfer is to its receiver.
  ///
  /// - Returns: the payment's id.
  func take(_ transfer: Transfer, fee: Int, from platform: String, availableOn: Int)
    throws(SandboxError) -> String
  {
    var payment = try workspace.make(Charge.self)
    payment.json["id"] = .string(workspace.newID(prefix: "py_"))
    payment.amount = transfer.amount
    payment.amountCaptured = transfer.amount
    payment.applicationFeeAmount = fee > 0 ? fee : nil
    payment.captured = true
    payment.currency = transfer.currency
    payment.paid = true
    payment.status = .succeeded
    payment.json["source_transfer"] = .string(transfer.id)
    payment.transferGroup = transfer.transferGroup
    var entry = LedgerEntry(
      kind: .transferPayment, amount: transfer.amount, currency: Currency(transfer.currency),
      source: payment.id, description: transfer.description, availableOn: availableOn)
    entry.applicationFee = LedgerEntry.ApplicationFeeShare(
      amount: fee, application: OwnApplication.id(of: platform))
    payment.balanceTransaction = try workspace.balance.record(entry).id
    try workspace.saveQuietly(payment.json)
    return payment.id
  }

  /// Stores the refund that a reversal is to the receiver; answers its id, nil where there is no
  /// such payment.
  func giveBack(_ amount: Int, of payment: String) throws(SandboxError) -> String? {
    guard var charge = try workspace.find(Charge.self, payment) else { return nil }
    var refund = try workspace.make(Refund.self)
    refund.json["id"] = .string(workspace.newID(prefix: "pyr_"))
    refund.amount = amount
    refund.charge = payment
    refund.currency = charge.currency
    refund.status = .succeeded
    refund.balanceTransaction = try workspace.balance.record(
      LedgerEntry(
        kind: .paymentRefund, amount: -amount, currency: Currency(charge.currency),
        source: refund.id, description: "REFUND FOR PAYMENT", availableOn: workspace.wall)
    ).id
    try workspace.saveQuietly(refund.json)
    charge.amountRefunded += amount
    charge.refunded = charge.refundable == 0
    try workspace.saveQuietly(charge.json)
    return refund.id
  }
}
