import JSON

/// Disputes: opened by test cards, and ended by their evidence.
struct DisputeService {
  let workspace: Workspace

  /// Days until evidence is due, whose last second counts.
  private static let daysToRespond = 9

  func open(_ kind: TestDispute, on object: Charge) throws(SandboxError) {
    var charge = object
    let isInquiry = kind == .inquiry
    var dispute = try workspace.make(Dispute.self)
    dispute.json["id"] = .string(workspace.newID(prefix: "du_"))
    for name in ["intended_submission_method", "network_reason_code"] { dispute.json[name] = nil }
    dispute.amount = charge.amountCaptured
    dispute.charge = charge.id
    dispute.currency = charge.currency
    dispute.evidence = try evidence(dispute.evidence, charge)
    dispute.evidenceDetails = EvidenceDetails([
      "due_by": .integer((workspace.wall / 86_400 + Self.daysToRespond) * 86_400 - 1),
      "enhanced_eligibility": [:], "has_evidence": false, "past_due": false,
      "submission_count": 0, "submission_method": "not_submitted",
    ])
    dispute.isChargeRefundable = isInquiry
    dispute.paymentIntent = charge.paymentIntent
    dispute.reason = Self.reason(of: kind)
    dispute.status = isInquiry ? .warningNeedsResponse : .needsResponse
    dispute.json["balance_transaction"] = .null
    dispute.balanceTransactions = []
    name(&dispute, by: charge, isInquiry: isInquiry)
    if kind == .compliance { dispute.complianceStatus = "requires_fee_acknowledgement" }
    if !isInquiry { try withdraw(&dispute, charge) }
    try workspace.save(dispute)
    charge.disputed = true
    charge.dispute = dispute.id
    try workspace.save(charge)
  }

  private static func reason(of kind: TestDispute) -> String {
    switch kind {
    case .fraudulent, .inquiry: "fraudulent"
    case .productNotReceived: "product_not_received"
    case .compliance: "noncompliant"
    }
  }

  /// What the card network calls the case. Source: answers of Stripe; Visa's reason codes.
  private func name(_ dispute: inout Dispute, by charge: Charge, isInquiry: Bool) {
    let brand = charge.paymentMethodDetails.object("card")?["brand"] ?? "visa"
    let codes = ["product_not_received": "13.1", "fraudulent": isInquiry ? "10" : "10.4"]
    let isCompliance = dispute.reason == "noncompliant"
    let kind = isCompliance ? "compliance" : isInquiry ? "inquiry" : "chargeback"
    dispute.paymentMethodDetails = [
      "card": [
        "brand": brand, "case_type": .string(kind), "network": brand,
        "network_reason_code": codes[dispute.reason].map(JSONValue.string) ?? nil,
      ],
      "type": "card",
    ]
  }

  /// Returns the evidence with what Stripe itself knows of the customer and the product.
  private func evidence(_ blank: JSONObject, _ charge: Charge) throws(SandboxError) -> JSONObject {
    var evidence = blank
    evidence["appeal"] = nil
    evidence["enhanced_evidence"] = [:]
    evidence["product_description"] = charge.description.map(JSONValue.string) ?? .null
    guard let customer = try workspace.find("customer", charge.customer ?? "") else {
      return evidence
    }
    evidence["customer_email_address"] = customer["email"] ?? nil
    evidence["customer_name"] =
      customer.has("name") ? customer["name"] ?? nil : customer["description"] ?? nil
    return evidence
  }

  private func withdraw(_ dispute: inout Dispute, _ charge: Charge) throws(SandboxError) {
    let entry = try workspace.balance.record(
      LedgerEntry(
        kind: .dispute, amount: -dispute.amount, currency: Currency(dispute.currency),
        source: dispute.id, description: "Chargeback withdrawal for \(dispute.charge)",
        availableOn: try availability(of: charge)))
    dispute.json["balance_transaction"] = .string(entry.id)
    dispute.balanceTransactions.append(entry.json)
  }

  /// Money of a payment that was captured by hand is taken from what is pending; else at once.
  private func availability(of charge: Charge) throws(SandboxError) -> Int {
    guard let intent = try workspace.find(PaymentIntent.self, charge.paymentIntent ?? ""),
      intent.captureMethod == "manual", let id = charge.balanceTransaction,
      let entry = try workspace.find(BalanceTransaction.self, id)
    else { return workspace.wall }
    return max(entry.availableOn, workspace.wall)
  }

  /// Takes evidence and, where it says how the case is to end, has it end so a moment later.
  ///
  /// - Throws: 400 where a fee of the network is to be acknowledged first.
  func submit(_ dispute: inout Dispute) throws(SandboxError) {
    if dispute.complianceStatus != nil {
      guard dispute.evidence["enhanced_evidence"]?["visa_compliance"]?["fee_acknowledged"] == true
      else {
        let param = "evidence[enhanced_evidence][visa_compliance][fee_acknowledged]"
        throw SandboxError(
          "You must acknowledge the network fee of Visa compliance disputes before you submit"
            + " evidence: set `\(param)` to true.", param: param)
      }
      dispute.complianceStatus = "fee_acknowledged"
      try settleNetworkFee(of: dispute, isRefund: false)
    }
    dispute.evidenceDetails.hasEvidence = true
    dispute.evidenceDetails.submissionCount += 1
    dispute.evidenceDetails.submissionMethod = "manual"
    dispute.status = dispute.status.isInquiry ? .warningUnderReview : .underReview
    let (id, ending) = (dispute.id, dispute.evidence.text("uncategorized_text"))
    guard let ending = ending.flatMap(Ending.init(rawValue:)) else { return }
    workspace.afterwards { workspace throws(SandboxError) in
      try workspace.disputes.end(workspace.get(Dispute.self, id), ending)
    }
  }

  /// What countering a case of compliance costs, in units of the currency; it comes back with a
  /// case that is won. Source: Stripe's documentation of Visa compliance disputes.
  private static let networkFee = 500

  private func settleNetworkFee(of dispute: Dispute, isRefund: Bool) throws(SandboxError) {
    let currency = Currency(dispute.currency)
    let fee = (0..<currency.decimals).reduce(Self.networkFee) { sum, _ in sum * 10 }
    try workspace.balance.record(
      LedgerEntry(
        kind: .networkFee, amount: isRefund ? fee : -fee, currency: currency, source: dispute.id,
        description: "Visa compliance network fee\(isRefund ? " refund" : "")",
        availableOn: workspace.wall))
  }

  /// Evidence that decides a case. Source: Stripe's documentation of testing.
  enum Ending: String {
    case won = "winning_evidence"
    case lost = "losing_evidence"
    case escalated = "escalate_inquiry_evidence"
  }

  private func end(_ object: Dispute, _ ending: Ending) throws(SandboxError) {
    var dispute = object
    switch ending {
    case .won where dispute.status.isInquiry, .lost where dispute.status.isInquiry:
      dispute.status = .warningClosed
    case .won:
      dispute.status = .won
      dispute.isChargeRefundable = true
      let entry = try workspace.balance.record(
        LedgerEntry(
          kind: .disputeReversal, amount: dispute.amount, currency: Currency(dispute.currency),
          source: dispute.id, description: "Chargeback reversal for \(dispute.charge)",
          availableOn: try workspace.balance.settlement))
      dispute.balanceTransactions.append(entry.json)
      if dispute.complianceStatus != nil {
        try settleNetworkFee(of: dispute, isRefund: true)
      }
    case .lost: dispute.status = .lost
    case .escalated:
      guard dispute.status.isInquiry else { return }
      try escalate(&dispute)
    }
    try workspace.save(dispute)
  }

  /// An inquiry becomes a chargeback.
  private func escalate(_ dispute: inout Dispute) throws(SandboxError) {
    let charge = try workspace.get(Charge.self, dispute.charge, param: "charge")
    dispute.status = .needsResponse
    dispute.isChargeRefundable = false
    dispute.evidenceDetails.hasEvidence = false
    name(&dispute, by: charge, isInquiry: false)
    try withdraw(&dispute, charge)
  }

  /// Accepts the dispute.
  func close(_ object: Dispute) throws(SandboxError) -> Dispute {
    var dispute = object
    try checkIsOpen(dispute)
    dispute.status = dispute.status.isInquiry ? .warningClosed : .lost
    try workspace.save(dispute)
    return dispute
  }

  func checkIsOpen(_ dispute: Dispute) throws(SandboxError) {
    if dispute.status.isOver { throw SandboxError("This dispute is already closed") }
  }

  /// A card network warns that a charge may be fraud.
  func warn(of charge: Charge) throws(SandboxError) {
    var warning = try workspace.blank("radar.early_fraud_warning")
    warning["actionable"] = true
    warning["charge"] = .string(charge.id)
    warning["fraud_type"] = "misc"
    warning["payment_intent"] = charge.paymentIntent.map(JSONValue.string)
    try workspace.save(warning)
  }
}

extension ObjectView<DisputeFields> {
  /// How far the acknowledgement of the network's fee is; nil where the dispute is none about
  /// compliance.
  var complianceStatus: String? {
    get {
      json["evidence_details"]?["enhanced_eligibility"]?["visa_compliance"]?["status"]?.string
    }
    set {
      let status = newValue.map { JSONValue.object(["status": .string($0)]) }
      json["enhanced_eligibility_types"] = status == nil ? [] : ["visa_compliance"]
      self.evidenceDetails.json["enhanced_eligibility"] = .object(
        JSONObject(status.map { [JSONMember("visa_compliance", $0)] } ?? []))
    }
  }
}
