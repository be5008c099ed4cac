import JSON

/// Top-ups: money on its way to the balance, which has to arrive first.
struct TopUpBehavior: ResourceBehavior {
  let typeName = "topup"
  let eventRules = EventRules(statuses: [
    "succeeded": ["succeeded"], "canceled": ["canceled"], "failed": ["failed"],
    "reversed": ["reversed"],
  ])

  private static let days = 5

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let amount = parameters.integer("amount") else { throw .missingParameter("amount") }
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    var topUp = try workspace.make(TopUp.self)
    topUp.json = try workspace.merge(
      parameters, into: topUp.json, of: typeName, but: ["amount", "currency", "source"])
    topUp.amount = amount
    topUp.currency = try Currency.supported(parameters.text("currency") ?? "").code
    topUp.expectedAvailabilityDate = (workspace.wall / 86_400 + Self.days) * 86_400
    topUp.status = "pending"
    return topUp.json
  }

  /// The money arrives when it is expected.
  func duties(of object: JSONObject) -> [DueDuty] {
    let topUp = TopUp(object)
    guard topUp.status == "pending", let time = topUp.expectedAvailabilityDate else { return [] }
    return [DueDuty(name: "arrive", at: time)]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    var topUp = TopUp(object)
    topUp.balanceTransaction = try workspace.balance.record(
      LedgerEntry(
        kind: .topUp, amount: topUp.amount, currency: Currency(topUp.currency),
        source: topUp.id, description: topUp.description, availableOn: workspace.wall)
    ).id
    topUp.status = "succeeded"
    try workspace.save(topUp)
  }

  var actions: [String: Action] {
    [
      "cancel": { object, _, workspace throws(SandboxError) in
        var topUp = TopUp(object ?? [:])
        guard topUp.status == "pending" else {
          throw SandboxError("Only pending top-ups can be canceled.")
        }
        topUp.status = "canceled"
        try workspace.save(topUp)
        return topUp.json
      }
    ]
  }
}
