import JSON

/// Reversals of transfers: the money comes back.
struct TransferReversalBehavior: ResourceBehavior {
  let typeName = "transfer_reversal"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let transfer = try workspace.get(Transfer.self, workspace.pathIDs.first ?? "")
    let left = transfer.amount - transfer.amountReversed
    let amount = parameters.integer("amount") ?? left
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    guard amount <= left else {
      let currency = Currency(transfer.currency)
      throw SandboxError(
        "Transfer reversal amount (\(currency.format(amount))) is greater than unreversed amount"
          + " on transfer (\(currency.format(left)))", param: "amount")
    }
    if parameters.isTrue("refund_application_fee") {
      try refundFee(of: transfer, amount, in: workspace)
    }
    var reversal = try workspace.transfers.reverse(transfer, amount)
    reversal.json = try workspace.merge(
      parameters, into: reversal.json, of: typeName, but: ["amount"])
    return reversal.json
  }

  /// Gives back the fee of the charge that was passed on: all of it with the whole transfer, else
  /// the part that is taken back. Source: the SDK's words on `refund_application_fee`.
  private func refundFee(of transfer: Transfer, _ amount: Int, in workspace: Workspace)
    throws(SandboxError)
  {
    guard let id = transfer.sourceTransaction,
      let charge = try workspace.find(Charge.self, id), let name = charge.applicationFee,
      let fee = try workspace.find(ApplicationFee.self, name)
    else {
      throw SandboxError(
        "Attempting to refund_application_fee on transfer \(transfer.id), but it has no"
          + " application fee", param: "refund_application_fee")
    }
    let left = fee.amount - fee.amountRefunded
    let isWhole = amount == transfer.amount - transfer.amountReversed
    let part = ExactDecimal.share(
      of: fee.amount, ExactDecimal(amount), over: ExactDecimal(max(1, transfer.amount)))
    let share = isWhole ? left : min(left, part ?? 0)
    guard share > 0 else { return }
    try workspace.applicationFees.refund(share, of: fee)
  }
}
