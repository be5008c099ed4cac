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
