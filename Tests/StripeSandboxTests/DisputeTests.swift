import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Disputes as Stripe's test cards bring them about. Values are from answers of Stripe.
@Suite struct DisputeTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  /// The charge of a payment by a test card.
  private func charge(_ card: String, _ extra: JSONObject = [:]) async throws -> String {
    let customer = try await client.post(
      "/v1/customers", ["email": "ann@example.com", "description": "Ann"])
    var parameters: JSONObject = [
      "amount": 6000, "currency": "usd", "confirm": true, "description": "a chair",
      "customer": .string(customer.id), "payment_method": .string("pm_card_\(card)"),
      "allowed_payment_method_types": ["card"],
    ]
    for member in extra.members { parameters[member.key] = member.value }
    let intent = try await client.post("/v1/payment_intents", parameters)
    return intent["latest_charge"]?.string ?? ""
  }

  private func dispute(of charge: String) async throws -> JSONObject {
    try await client.get("/v1/charges/\(charge)/dispute")
  }

  @Test func aCardBringsADisputeAbout() async throws {
    let charge = try await charge("createDispute")
    let dispute = try await dispute(of: charge)
    #expect(dispute.id.hasPrefix("du_"))
    #expect(dispute["status"] == "needs_response")
    #expect(dispute["reason"] == "fraudulent")
    #expect(dispute["is_charge_refundable"] == false)
    #expect(
      dispute["payment_method_details"]?["card"]
        == [
          "brand": "visa", "case_type": "chargeback", "network": "visa",
          "network_reason_code": "10.4",
        ])
    #expect(dispute["evidence"]?["customer_email_address"] == "ann@example.com")
    #expect(dispute["evidence"]?["product_description"] == "a chair")
    let entry = try #require(dispute["balance_transactions"]?.array?.first)
    #expect(entry["amount"] == -6000)
    #expect(entry["fee"] == 1500)
    #expect(entry["net"] == -7500)
    #expect(entry["type"] == "adjustment")
    #expect(entry["reporting_category"] == "dispute")
    #expect(entry["description"] == .string("Chargeback withdrawal for \(charge)"))
    let stored = try await client.get("/v1/charges/\(charge)")
    #expect(stored["disputed"] == true)
    #expect(stored["dispute"] == .string(dispute.id))
    let error = try await client.refusal(.post, "/v1/refunds", ["charge": .string(charge)])
    #expect(error.code == "charge_disputed")
  }

  @Test func evidenceCanWin() async throws {
    let charge = try await charge("createDispute")
    let id = try await dispute(of: charge).id
    let submitted = try await client.post(
      "/v1/disputes/\(id)", ["evidence": ["uncategorized_text": "winning_evidence"]])
    #expect(submitted["status"] == "under_review")
    #expect(submitted["evidence_details"]?["submission_count"] == 1)
    let won = try await client.get("/v1/disputes/\(id)")
    #expect(won["status"] == "won")
    #expect(won["is_charge_refundable"] == true)
    let entries = won["balance_transactions"]?.array ?? []
    #expect(entries.map { $0["amount"] } == [-6000, 6000])
    #expect(entries.last?["reporting_category"] == "dispute_reversal")
    #expect(try await client.post("/v1/refunds", ["charge": .string(charge)])["amount"] == 6000)
    let names = try await client.eventNames().filter { $0.hasPrefix("charge.dispute") }
    #expect(
      names == [
        "charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.updated",
        "charge.dispute.closed", "charge.dispute.funds_reinstated",
      ])
  }

  @Test func evidenceCanLose() async throws {
    let id = try await dispute(of: charge("createDisputeProductNotReceived")).id
    _ = try await client.post(
      "/v1/disputes/\(id)", ["evidence": ["uncategorized_text": "losing_evidence"]])
    let lost = try await client.get("/v1/disputes/\(id)")
    #expect(lost["status"] == "lost")
    #expect(lost["reason"] == "product_not_received")
    #expect(lost["balance_transactions"]?.array?.count == 1)
    for (path, parameters) in [
      ("/v1/disputes/\(id)", ["evidence": ["uncategorized_text": "x"]] as JSONObject),
      ("/v1/disputes/\(id)/close", [:]),
    ] {
      let error = try await client.refusal(.post, path, parameters)
      #expect(error.message == "This dispute is already closed")
    }
  }

  @Test func aWithheldSubmissionIsNotCounted() async throws {
    let id = try await dispute(of: charge("createDispute")).id
    let staged = try await client.post(
      "/v1/disputes/\(id)",
      ["evidence": ["uncategorized_text": "winning_evidence"], "submit": false])
    #expect(staged["status"] == "needs_response")
    #expect(staged["evidence_details"]?["has_evidence"] == true)
    #expect(staged["evidence_details"]?["submission_count"] == 0)
  }

  @Test func anInquiryMovesNoMoney() async throws {
    let charge = try await charge("createDisputeInquiry")
    let inquiry = try await dispute(of: charge)
    #expect(inquiry["status"] == "warning_needs_response")
    #expect(inquiry["balance_transactions"] == [])
    #expect(inquiry["is_charge_refundable"] == true)
    #expect(inquiry["payment_method_details"]?["card"]?["network_reason_code"] == "10")
    let closed = try await client.post("/v1/disputes/\(inquiry.id)/close")
    #expect(closed["status"] == "warning_closed")
  }

  @Test func anInquiryCanBecomeAChargeback() async throws {
    let id = try await dispute(of: charge("createDisputeInquiry")).id
    let submitted = try await client.post(
      "/v1/disputes/\(id)", ["evidence": ["uncategorized_text": "escalate_inquiry_evidence"]])
    #expect(submitted["status"] == "warning_under_review")
    let escalated = try await client.get("/v1/disputes/\(id)")
    #expect(escalated["status"] == "needs_response")
    #expect(escalated["balance_transactions"]?.array?.count == 1)
  }

  @Test func anAuthorizationIsDisputedOnceItIsCaptured() async throws {
    let charge = try await charge("createDispute", ["capture_method": "manual"])
    #expect(try await client.rows("/v1/disputes", ["charge": .string(charge)]).isEmpty)
    let error = try await client.refusal(.get, "/v1/charges/\(charge)/dispute")
    #expect(error.status == 404)
    #expect(error.message == "No dispute for charge: \(charge)")
    let intent = try await client.get("/v1/charges/\(charge)")["payment_intent"]?.string ?? ""
    _ = try await client.post("/v1/payment_intents/\(intent)/capture")
    let list = try await client.get("/v1/disputes", ["charge": .string(charge)])
    #expect(list["count"] == 1)
    #expect(list["data"]?.array?.first?["balance_transactions"]?[0]?["status"] == "pending")
  }

  @Test func aComplianceCaseIsCounteredForAFee() async throws {
    let dispute = try await dispute(of: charge("createComplianceDispute"))
    #expect(dispute["reason"] == "noncompliant")
    #expect(dispute["enhanced_eligibility_types"] == ["visa_compliance"])
    #expect(dispute["payment_method_details"]?["card"]?["case_type"] == "compliance")
    let path = "/v1/disputes/\(dispute.id)"
    func status(_ dispute: JSONObject) -> JSONValue? {
      dispute["evidence_details"]?["enhanced_eligibility"]?["visa_compliance"]?["status"]
    }
    #expect(status(dispute) == "requires_fee_acknowledgement")
    let evidence: JSONObject = ["uncategorized_text": "losing_evidence"]
    let refusal = try await client.refusal(.post, path, ["evidence": .object(evidence)])
    #expect(refusal.param?.hasSuffix("[fee_acknowledged]") == true)
    let staged = try await client.post(
      path, ["evidence": .object(evidence), "submit": false])
    #expect(staged["status"] == "needs_response")
    let sent = try await client.post(
      path,
      ["evidence": ["enhanced_evidence": ["visa_compliance": ["fee_acknowledged": true]]]])
    #expect(status(sent) == "fee_acknowledged" && sent["status"] == "under_review")
    let fees = try await client.rows("/v1/balance_transactions", ["type": "stripe_fee"])
    #expect(fees.map { $0["amount"] } == [-50_000])
    #expect(try await client.get(path)["status"] == "lost")
    let other = try await client.refusal(
      .post, path,
      ["evidence": ["enhanced_evidence": ["mastercard_compliance": ["fee_acknowledged": true]]]])
    #expect(other.status == 400)
  }
}
