import JSON

/// Refunds of a charge, partial or full.
struct RefundBehavior: ResourceBehavior {
  let typeName = "refund"
  let eventRules = EventRules(statuses: ["failed": ["failed"]], further: Self.furtherEvents)
  let listRules = ListRules(countedBy: "charge")

  /// The older name of the update, which Stripe still sends.
  private static func furtherEvents(of change: Change) -> [String] {
    change.before != nil && change.after != nil ? ["charge.refund.updated"] : []
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    if parameters.text("origin") == BankTransferService.type {
      return try returned(parameters, in: workspace)
    }
    let charge = try charge(parameters, in: workspace)
    var refund = try workspace.refunds.make(
      of: charge, parameters.integer("amount"), email: parameters.text("instructions_email"))
    let refunded = try workspace.get(Charge.self, charge.id, param: "charge")
    if parameters.isTrue("reverse_transfer") {
      let reversal = try workspace.transfers.reverse(for: refund, of: refunded)
      refund.json["transfer_reversal"] = .string(reversal.id)
    }
    if parameters.isTrue("refund_application_fee") {
      try ApplicationFeeService.refund(with: refund, of: refunded, in: workspace)
    }
    return try workspace.merge(
      parameters, into: refund.json, of: typeName,
      but: ["amount", "charge", "currency", "customer", "instructions_email", "payment_intent"])
  }

  /// Money of a cash balance, which paid for nothing.
  private func returned(_ parameters: Parameters, in workspace: Workspace) throws(SandboxError)
    -> JSONObject
  {
    let refund = try BankTransferRefunds(workspace: workspace).make(parameters)
    return try workspace.merge(
      parameters, into: refund.json, of: typeName,
      but: [
        "amount", "charge", "currency", "customer", "instructions_email", "origin",
        "payment_intent",
      ])
  }

  private func charge(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> Charge
  {
    if let id = parameters.text("charge") {
      guard let charge = try workspace.find(Charge.self, id) else { throw .missing("charge", id) }
      return charge
    }
    guard let id = parameters.text("payment_intent") else {
      throw SandboxError(
        "One of the following params should be provided for this request: payment_intent or"
          + " charge.")
    }
    let intent = try workspace.get(PaymentIntent.self, id, param: "payment_intent")
    guard let latest = intent.latestCharge, let charge = try workspace.find(Charge.self, latest),
      charge.status != .failed
    else {
      throw SandboxError("This PaymentIntent (\(id)) does not have a successful charge to refund.")
    }
    return charge
  }

  var actions: [String: Action] {
    [
      "cancel": { object, _, workspace throws(SandboxError) in
        try cancel(object, in: workspace, else: "Canceling this refund is unsupported.")
      },
      "expire": { object, _, workspace throws(SandboxError) in
        try cancel(
          object, in: workspace,
          else: "Only a refund with a status of requires_action can be expired.")
      },
    ]
  }

  private func cancel(_ object: JSONObject?, in workspace: Workspace, else refusal: String)
    throws(SandboxError) -> JSONObject
  {
    let refund = Refund(object ?? [:])
    guard refund.status == .requiresAction else { throw SandboxError(refusal) }
    return try BankTransferRefunds(workspace: workspace).cancel(refund).json
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    let refund = Refund(object)
    guard refund.status == .requiresAction,
      let end = refund.nextAction?["display_details"]?["expires_at"]?.integer
    else { return [] }
    return [DueDuty(name: "expire", at: end)]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    _ = try BankTransferRefunds(workspace: workspace).cancel(Refund(object))
  }
}
