import JSON

/// Payouts: made by hand or by a schedule, under way to a bank, and back from it.
struct PayoutService {
  let workspace: Workspace

  /// Days until the money arrives.
  private static let days = 2
  /// Until an instant payout arrives, in seconds. Source: Stripe's guide to instant payouts,
  /// "typically within 30 minutes".
  private static let instant = 1800

  private var destinations: PayoutDestination { PayoutDestination(workspace: workspace) }

  /// The settings of the account's balance.
  func settings() throws(SandboxError) -> BalanceSettings {
    let type = try workspace.resource(BalanceSettings.typeName).type
    return try BalanceSettings(Singletons.get(type, parent: nil, in: workspace))
  }

  func save(_ settings: BalanceSettings) throws(SandboxError) {
    let type = try workspace.resource(BalanceSettings.typeName).type
    try Singletons.save(settings.json, type, parent: nil, in: workspace)
  }

  /// A payout without an entry of the balance; not stored.
  func new(_ amount: Int, _ currency: Currency, to destination: JSONObject?, method: String)
    throws(SandboxError) -> Payout
  {
    var payout = try workspace.make(Payout.self)
    payout.amount = amount
    payout.arrivalDate =
      method == "instant"
      ? workspace.wall + Self.instant : (workspace.wall / 86_400 + Self.days) * 86_400
    payout.automatic = false
    payout.currency = currency.code
    payout.destination = destination?.text("id")
    payout.json[".failure"] = destination?[".failure"]
    payout.method = method
    payout.reconciliationStatus = "not_applicable"
    payout.sourceType = "card"
    payout.status = .pending
    payout.type = destination?.text("object") ?? "bank_account"
    return payout
  }

  /// Takes the money of a payout from the balance, or puts it back; answers the entry's id.
  func enter(_ kind: LedgerEntry.Kind, _ amount: Int, of payout: Payout, availableOn: Int? = nil)
    throws(SandboxError) -> String
  {
    try workspace.balance.record(
      LedgerEntry(
        kind: kind, amount: amount, currency: Currency(payout.currency), source: payout.id,
        description: payout.description ?? "STRIPE PAYOUT",
        availableOn: availableOn ?? workspace.wall),
      of: payout.automatic && kind == .payout ? payout.id : nil
    ).id
  }

  /// Pays out all that is available in each currency.
  func payOutAll() throws(SandboxError) {
    for (code, _) in try workspace.balance.sums().available.sorted(by: { $0.key < $1.key }) {
      try payOut(Currency(code))
    }
  }

  /// Pays out what no automatic payout has paid out yet: that is all of the available balance.
  private func payOut(_ currency: Currency) throws(SandboxError) {
    let destination = try destinations.usual(in: currency.code)
    guard destination?["status"] != "errored" else { return }
    let entries = try workspace.list(
      BalanceTransaction.self, where: BalanceTransactionBehavior.unpaid, equals: currency.code
    ).filter { $0.availableOn <= workspace.wall }
    let sum = entries.reduce(0) { $0 + $1.net }
    guard sum > 0 else { return }
    var payout = try new(sum, currency, to: destination, method: "standard")
    payout.automatic = true
    payout.description = "STRIPE PAYOUT"
    payout.reconciliationStatus = "in_progress"
    payout.json["statement_descriptor"] =
      try settings().json["payments"]?["payouts"]?["statement_descriptor"] ?? .null
    payout.balanceTransaction = try enter(.payout, -sum, of: payout)
    for var entry in entries {
      entry.payout = payout.id
      try workspace.save(entry)
    }
    try workspace.save(payout)
    let id = payout.id
    workspace.afterwards { workspace throws(SandboxError) in
      var payout = try workspace.get(Payout.self, id)
      payout.reconciliationStatus = "completed"
      try workspace.save(payout)
    }
  }

  /// The bank takes the money, or sends it back.
  func arrive(_ object: Payout) throws(SandboxError) {
    var payout = object
    guard let failure = payout.json.text(".failure").flatMap(PayoutFailure.init(rawValue:)) else {
      payout.status = .paid
      return try workspace.save(payout)
    }
    payout.status = .failed
    payout.failureCode = failure.rawValue
    payout.failureMessage = failure.message
    payout.failureBalanceTransaction = try enter(.payoutFailure, payout.amount, of: payout)
    try workspace.save(payout)
    if let id = payout.destination { try destinations.markErrored(id) }
  }

  func cancel(_ object: Payout) throws(SandboxError) -> Payout {
    var payout = object
    guard payout.status == .pending else {
      throw SandboxError(
        "Payouts can only be canceled while they are pending. This payout has a status of"
          + " \(payout.status.rawValue).")
    }
    guard !payout.automatic else { throw SandboxError("Automatic payouts cannot be canceled.") }
    payout.failureBalanceTransaction = try enter(.payoutCancel, payout.amount, of: payout)
    payout.status = .canceled
    try workspace.save(payout)
    return payout
  }

  /// Takes the money of a payout back from the bank: by a payout of its own, whose money is
  /// available once it arrives.
  func reverse(_ object: Payout) throws(SandboxError) -> Payout {
    var payout = object
    guard payout.status == .paid, payout.originalPayout == nil, payout.reversedBy == nil else {
      throw SandboxError(
        payout.reversedBy == nil && payout.originalPayout == nil
          ? "Payouts can only be reversed once they are paid. This payout has a status of"
            + " \(payout.status.rawValue)."
          : "This payout is reversed already, or is a reversal itself.")
    }
    let destination = try payout.destination.map(destinations.named)
    var reversal = try new(
      -payout.amount, Currency(payout.currency), to: destination, method: "standard")
    reversal.originalPayout = payout.id
    reversal.balanceTransaction = try enter(
      .payout, payout.amount, of: reversal, availableOn: reversal.arrivalDate)
    try workspace.save(reversal)
    payout.reversedBy = reversal.id
    try workspace.save(payout)
    return reversal
  }
}
