import JSON

/// Payouts made by hand: they take from the available balance at once.
struct PayoutBehavior: ResourceBehavior {
  let typeName = "payout"
  let eventRules = EventRules(
    statuses: ["paid": ["paid"], "canceled": ["canceled"], "failed": ["failed"]],
    isUpdate: { $0.differs(beyond: ["status"]) })

  /// A new status has an event of its own.
  private static let tooLittle =
    "You have insufficient funds in your Stripe account for this transfer. Your card balance is"
    + " too low.  You can use the /v1/balance endpoint to view your Stripe balance (for more"
    + " details, see stripe.com/docs/api#balance)."

  /// Working days until the money arrives, in days.
  private static let days = 2

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let amount = parameters.integer("amount") else { throw .missingParameter("amount") }
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    let currency = try Currency.supported(parameters.text("currency") ?? "")
    try workspace.balance.check(amount, in: currency, advice: Self.tooLittle)
    try checkWay(parameters)
    var payout = try workspace.make(Payout.self)
    payout.amount = amount
    payout.arrivalDate = (workspace.wall / 86_400 + Self.days) * 86_400
    payout.automatic = false
    payout.currency = currency.code
    payout.method = parameters.text("method") ?? "standard"
    payout.reconciliationStatus = "not_applicable"
    payout.sourceType = "card"
    payout.status = .pending
    payout.type = "bank_account"
    payout.json = try workspace.merge(
      parameters, into: payout.json, of: typeName,
      but: ["amount", "currency", "destination", "method", "payout_method", "source_type"])
    payout.balanceTransaction = try entry(.payout, of: payout, -amount, in: workspace)
    return payout.json
  }

  private func checkWay(_ parameters: Parameters) throws(SandboxError) {
    if let type = parameters.text("source_type"), type != "card" {
      throw SandboxError(
        "The sandbox does not pay out a balance of source type \(type).", param: "source_type")
    }
  }

  private func entry(
    _ kind: LedgerEntry.Kind, of payout: Payout, _ amount: Int, in workspace: Workspace
  ) throws(SandboxError) -> String {
    try workspace.balance.record(
      LedgerEntry(
        kind: kind, amount: amount, currency: Currency(payout.currency), source: payout.id,
        description: payout.description ?? "STRIPE PAYOUT", availableOn: workspace.wall)
    ).id
  }

  var actions: [String: Action] {
    [
      "cancel": { object, _, workspace throws(SandboxError) in
        var payout = Payout(object ?? [:])
        guard payout.status == .pending else {
          throw SandboxError(
            "Payouts can only be canceled while they are pending. This payout has a status of"
              + " \(payout.status.rawValue).")
        }
        _ = try entry(.payoutReversal, of: payout, payout.amount, in: workspace)
        payout.status = .canceled
        try workspace.save(payout)
        return payout.json
      },
      "reverse": { object, _, _ throws(SandboxError) in
        throw SandboxError(
          "Payouts can only be reversed once they are paid. This payout has a status of"
            + " \(Payout(object ?? [:]).status.rawValue).")
      },
    ]
  }
}
