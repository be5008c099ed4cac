import JSON

/// Refunds of a charge, partial or full.
struct RefundBehavior: ResourceBehavior {
  let typeName = "refund"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    var charge = try charge(parameters, in: workspace)
    let left = charge.amount("amount") - charge.amount("amount_refunded")
    try check(charge, left: left)
    let amount = parameters["amount"]?.integer ?? left
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    guard amount <= left else { throw tooLarge(amount, left: left, of: charge) }
    var refund = try workspace.newRefund(of: amount, charge: charge)
    for key in ["instructions_email", "metadata", "reason"] where parameters.has(key) {
      refund = try workspace.merge([key: parameters[key] ?? nil], into: refund, of: typeName)
    }
    if charge.isTrue("captured") {
      refund["balance_transaction"] = try .string(
        workspace.record(
          .refund, of: -amount, in: Currency(charge.text("currency") ?? ""),
          source: refund.text("id") ?? ""))
    }
    charge["amount_refunded"] = .integer(charge.amount("amount_refunded") + amount)
    charge["refunded"] = .bool(amount == left)
    try workspace.save(charge)
    return refund
  }

  private func charge(_ parameters: JSONObject, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    if let id = parameters.text("charge") {
      return try workspace.get("charge", id, param: "charge")
    }
    guard let id = parameters.text("payment_intent") else {
      throw SandboxError(
        "One of the following params should be provided for this request: payment_intent or"
          + " charge.")
    }
    let intent = try workspace.get("payment_intent", id, param: "payment_intent")
    guard let latest = intent.text("latest_charge"),
      let charge = try workspace.find("charge", latest), charge.text("status") != "failed"
    else {
      throw SandboxError("This PaymentIntent (\(id)) does not have a successful charge to refund.")
    }
    return charge
  }

  private func check(_ charge: JSONObject, left: Int) throws(SandboxError) {
    let id = charge.text("id") ?? ""
    guard charge.text("status") != "failed" else {
      throw SandboxError("Charge \(id) failed and cannot be refunded.")
    }
    if charge.isTrue("refunded") || left == 0 {
      throw SandboxError(
        "Charge \(id) has already been refunded.", code: "charge_already_refunded")
    }
    if charge.isTrue("disputed") {
      throw SandboxError(
        "Charge \(id) has been charged back; cannot issue a refund.", code: "charge_disputed")
    }
  }

  private func tooLarge(_ amount: Int, left: Int, of charge: JSONObject) -> SandboxError {
    let currency = Currency(charge.text("currency") ?? "")
    let whole =
      charge.amount("amount_refunded") == 0 ? "charge amount" : "unrefunded amount on charge"
    return SandboxError(
      "Refund amount (\(currency.format(amount))) is greater than \(whole)"
        + " (\(currency.format(left)))", code: "amount_too_large", param: "amount")
  }

  var actions: [String: Action] {
    ["cancel": cancel]
  }

  private func cancel(
    _ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    guard var refund = object, refund.text("status") == "requires_action" else {
      let status = object?.text("status") ?? "unknown"
      throw SandboxError(
        "You cannot cancel this refund because it has a status of \(status). Only a refund with"
          + " the status requires_action may be canceled.")
    }
    refund["status"] = "canceled"
    try workspace.save(refund)
    return refund
  }
}

extension Workspace {
  /// A refund of a part of a charge; neither it nor the charge is stored.
  func newRefund(of amount: Int, charge: JSONObject) throws(SandboxError) -> JSONObject {
    let details = charge.object("payment_method_details")
    let card = TestCard.with(fingerprint: details?.object("card")?.text("fingerprint"))
    var refund = try build("refund", from: [:])
    refund["id"] = .string(newID(prefix: "re_"))
    refund["amount"] = .integer(amount)
    refund["charge"] = charge["id"]
    refund["currency"] = charge["currency"]
    refund["customer"] = charge["customer"]
    refund["destination_details"] = [
      "card": [
        "reference_status": "pending", "reference_type": "acquirer_reference_number",
        "type": "refund",
      ],
      "type": "card",
    ]
    refund["payment_intent"] = charge["payment_intent"]
    refund["payment_method"] = charge["payment_method"]
    refund["status"] = card?.name == "pendingRefund" ? "pending" : "succeeded"
    return refund
  }
}
