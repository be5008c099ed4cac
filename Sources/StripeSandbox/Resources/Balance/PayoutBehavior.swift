import JSON

/// Payouts made by hand: they take from the available balance at once.
struct PayoutBehavior: ResourceBehavior {
  let typeName = "payout"
  let eventRules = EventRules(
    statuses: [
      "paid": ["paid"], "canceled": ["canceled"], "failed": ["failed"], "in_transit": ["updated"],
    ],
    further: Self.furtherEvents, isUpdate: Self.isUpdate)

  /// A new status has an event of its own.
  private static func isUpdate(_ change: Change) -> Bool {
    change.differs(beyond: [
      "failure_balance_transaction", "failure_code", "failure_message", "reconciliation_status",
      "status",
    ])
  }

  private static func furtherEvents(of change: Change) -> [String] {
    let status = change.after.map(Payout.init)?.reconciliationStatus
    guard let before = change.before, status == "completed",
      Payout(before).reconciliationStatus != status
    else { return [] }
    return ["payout.reconciliation_completed"]
  }

  private static let tooLittle =
    "You have insufficient funds in your Stripe account for this transfer. Your card balance is"
    + " too low.  You can use the /v1/balance endpoint to view your Stripe balance (for more"
    + " details, see stripe.com/docs/api#balance)."

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let amount = parameters.integer("amount") else { throw .missingParameter("amount") }
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    let currency = try Currency.supported(parameters.text("currency") ?? "")
    try workspace.balance.check(amount, in: currency, advice: Self.tooLittle)
    if let type = parameters.text("source_type"), type != "card" {
      throw SandboxError(
        "The sandbox does not pay out a balance of source type \(type).", param: "source_type")
    }
    let destinations = PayoutDestination(workspace: workspace)
    let destination: JSONObject?
    if let id = parameters.text("destination") {
      destination = try destinations.named(id)
    } else {
      destination = try destinations.usual(in: currency.code)
    }
    var payout = try workspace.payouts.new(
      amount, currency, to: destination, method: parameters.text("method") ?? "standard")
    payout.json = try workspace.merge(
      parameters, into: payout.json, of: typeName,
      but: ["amount", "currency", "destination", "method", "payout_method", "source_type"])
    payout.balanceTransaction = try workspace.payouts.enter(.payout, -amount, of: payout)
    return payout.json
  }

  /// Until an instant payout is submitted to the bank, in seconds.
  private static let moment = 60

  /// A payout is submitted at the next midnight, and arrives on its date.
  func duties(of object: JSONObject) -> [DueDuty] {
    let payout = Payout(object)
    switch payout.status {
    case .pending:
      let isInstant = payout.method == "instant"
      let time =
        isInstant ? payout.created + Self.moment : (payout.created / 86_400 + 1) * 86_400
      return [DueDuty(name: "submit", at: time)]
    case .inTransit: return [DueDuty(name: "arrive", at: payout.arrivalDate)]
    case .paid, .canceled, .failed: return []
    }
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    var payout = Payout(object)
    if duty == "arrive" { return try workspace.payouts.arrive(payout) }
    payout.status = .inTransit
    try workspace.save(payout)
  }

  var actions: [String: Action] {
    [
      "cancel": { object, _, workspace throws(SandboxError) in
        try workspace.payouts.cancel(Payout(object ?? [:])).json
      },
      "reverse": { object, parameters, workspace throws(SandboxError) in
        var reversal = try workspace.payouts.reverse(Payout(object ?? [:]))
        reversal.json = try workspace.merge(parameters, into: reversal.json, of: typeName)
        try workspace.save(reversal)
        return reversal.json
      },
    ]
  }
}
