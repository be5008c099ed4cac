import JSON

/// Transfers to connected accounts: they take from the available balance.
struct TransferBehavior: ResourceBehavior {
  let typeName = "transfer"
  let eventRules = EventRules(further: Self.furtherEvents, isUpdate: Self.isUpdate)

  private static let tooLittle =
    "You have insufficient available funds in your Stripe account. Try adding funds directly to"
    + " your available balance by creating Charges using the 4000000000000077 test card. See:"
    + " https://stripe.com/docs/testing#available-balance"

  private static func furtherEvents(of change: Change) -> [String] {
    guard let before = change.before, let after = change.after,
      Transfer(before).amountReversed < Transfer(after).amountReversed
    else { return [] }
    return ["transfer.reversed"]
  }

  private static func isUpdate(_ change: Change) -> Bool {
    change.differs(beyond: ["amount_reversed", "reversed"])
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let currency = try Currency.supported(parameters.text("currency") ?? "")
    let destination = parameters.text("destination") ?? ""
    _ = try workspace.get("account", destination, param: "destination")
    var amount = parameters.integer("amount")
    var transfer = try workspace.make(Transfer.self)
    if let id = parameters.text("source_transaction") {
      let charge = try workspace.get(Charge.self, id, param: "source_transaction")
      amount = amount ?? charge.amount
      transfer.sourceTransaction = id
      transfer.transferGroup = charge.transferGroup ?? "group_\(charge.paymentIntent ?? id)"
    }
    guard let amount else { throw .missingParameter("amount") }
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    if transfer.sourceTransaction == nil {
      try workspace.balance.check(amount, in: currency, advice: Self.tooLittle)
    }
    transfer.json = try workspace.merge(
      parameters, into: transfer.json, of: typeName,
      but: ["amount", "currency", "destination", "source_transaction", "source_type"])
    if parameters.text("source_type") ?? "card" != "card" {
      throw SandboxError(
        "The sandbox transfers from the card balance only.", param: "source_type")
    }
    return try workspace.transfers.complete(transfer, amount, currency, to: destination).json
  }
}

/// Transfers of money to connected accounts that other operations cause.
struct TransferService {
  let workspace: Workspace

  /// Takes the money from the balance; does not store the transfer.
  func complete(
    _ transfer: Transfer, _ amount: Int, _ currency: Currency, to destination: String
  ) throws(SandboxError) -> Transfer {
    var transfer = transfer
    transfer.amount = amount
    transfer.amountReversed = 0
    transfer.currency = currency.code
    transfer.destination = destination
    transfer.destinationPayment = workspace.newID(prefix: "py_")
    transfer.reversed = false
    transfer.sourceType = "card"
    transfer.json["reversals"] = [
      "object": "list", "data": [], "has_more": false, "total_count": 0,
      "url": .string("/v1/transfers/\(transfer.id)/reversals"),
    ]
    transfer.balanceTransaction = try workspace.balance.record(
      LedgerEntry(
        kind: .transfer, amount: -amount, currency: currency, source: transfer.id,
        description: transfer.description, availableOn: availability(of: transfer))
    ).id
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
    transfer = try complete(transfer, amount, currency, to: destination)
    try workspace.save(transfer)
    charge.json["transfer"] = .string(transfer.id)
    if let fee = charge.applicationFeeAmount, fee > 0 {
      charge.applicationFee = try keepFee(fee, of: charge, currency, from: destination)
    }
    try workspace.save(charge)
  }

  private func keepFee(
    _ amount: Int, of charge: Charge, _ currency: Currency, from account: String
  ) throws(SandboxError) -> String {
    var fee = try workspace.blank("application_fee")
    let id = fee.text("id") ?? ""
    fee["account"] = .string(account)
    fee["amount"] = .integer(amount)
    fee["charge"] = .string(charge.id)
    fee["currency"] = .string(currency.code)
    fee["originating_transaction"] = .string(charge.id)
    let entry = try workspace.balance.record(
      LedgerEntry(
        kind: .applicationFee, amount: amount, currency: currency, source: id,
        availableOn: workspace.balance.settlement))
    fee["balance_transaction"] = .string(entry.id)
    try workspace.save(fee)
    return id
  }
}

/// Reversals of transfers: the money comes back.
struct TransferReversalBehavior: ResourceBehavior {
  let typeName = "transfer_reversal"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var transfer = try workspace.get(Transfer.self, workspace.pathIDs.first ?? "")
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
      throw SandboxError(
        "The sandbox does not refund application fees with a reversal.",
        param: "refund_application_fee")
    }
    var reversal = try workspace.make(TransferReversal.self)
    reversal.amount = amount
    reversal.currency = transfer.currency
    reversal.transfer = transfer.id
    reversal.json = try workspace.merge(
      parameters, into: reversal.json, of: typeName, but: ["amount"])
    reversal.balanceTransaction = try workspace.balance.record(
      LedgerEntry(
        kind: .transferReversal, amount: amount, currency: Currency(transfer.currency),
        source: reversal.id, description: transfer.description, availableOn: workspace.wall)
    ).id
    transfer.amountReversed += amount
    transfer.reversed = transfer.amountReversed == transfer.amount
    try workspace.save(transfer)
    return reversal.json
  }
}
