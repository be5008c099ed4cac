import JSON

/// Disputes, which one test card raises with every payment.
extension Workspace {
  func isDisputed(_ attempt: ChargeAttempt) -> Bool {
    guard case .succeeded = attempt.outcome else { return false }
    let card = TestCard.with(fingerprint: attempt.method.object("card")?.text("fingerprint"))
    return card?.name == "createDispute"
  }

  /// Stores the dispute of a charge.
  func dispute(_ charge: JSONObject) throws(SandboxError) {
    var dispute = try build("dispute", from: [:])
    dispute["amount"] = charge["amount"]
    dispute["charge"] = charge["id"]
    dispute["currency"] = charge["currency"]
    dispute["is_charge_refundable"] = false
    dispute["payment_intent"] = charge["payment_intent"]
    dispute["reason"] = "fraudulent"
    dispute["status"] = "needs_response"
    try save(dispute)
  }
}
