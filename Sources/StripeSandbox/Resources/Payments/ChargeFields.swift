import JSON

/// The fields of charges that are computed with.
struct ChargeFields: ObjectFields {
  static let table = ChargeFields()
  static let typeName = "charge"

  let amount = FieldKey<Int>("amount")
  let amountCaptured = FieldKey<Int>("amount_captured")
  let amountRefunded = FieldKey<Int>("amount_refunded")
  let applicationFee = FieldKey<String?>("application_fee")
  let applicationFeeAmount = FieldKey<Int?>("application_fee_amount")
  let balanceTransaction = FieldKey<String?>("balance_transaction")
  let billingDetails = FieldKey<JSONObject>("billing_details")
  let calculatedStatementDescriptor = FieldKey<String?>("calculated_statement_descriptor")
  let captured = FieldKey<Bool>("captured")
  let currency = FieldKey<String>("currency")
  let customer = FieldKey<String?>("customer")
  let description = FieldKey<String?>("description")
  let disputed = FieldKey<Bool>("disputed")
  let failureCode = FieldKey<String?>("failure_code")
  let failureMessage = FieldKey<String?>("failure_message")
  let outcome = FieldKey<JSONObject?>("outcome")
  let paid = FieldKey<Bool>("paid")
  let paymentIntent = FieldKey<String?>("payment_intent")
  let paymentMethod = FieldKey<String?>("payment_method")
  let paymentMethodDetails = FieldKey<JSONObject>("payment_method_details")
  let receiptURL = FieldKey<String?>("receipt_url")
  let refunded = FieldKey<Bool>("refunded")
  let status = FieldKey<ChargeStatus>("status")
  let transferData = FieldKey<JSONObject?>("transfer_data")
  let transferGroup = FieldKey<String?>("transfer_group")
}

typealias Charge = ObjectView<ChargeFields>

/// The states of a charge. Source: the SDK's `Charge.status`.
enum ChargeStatus: String, FieldWord {
  static let initial = ChargeStatus.pending

  case succeeded, pending, failed
}

extension ObjectView<ChargeFields> {
  /// The id of its dispute: a member that Stripe sends in addition to the documented ones.
  var dispute: String? {
    get { json.text("dispute") }
    set { json["dispute"] = newValue.map(JSONValue.string) ?? .null }
  }

  /// Whether it was authorized and not captured in time.
  var isExpired: Bool {
    get { json[".expired"] == true }
    set { json[".expired"] = newValue ? true : nil }
  }

  /// The amount that can still be refunded.
  var refundable: Int {
    (self.captured ? self.amountCaptured : self.amount) - self.amountRefunded
  }

  var testCard: TestCard? {
    TestCard.with(fingerprint: self.paymentMethodDetails.object("card")?.text("fingerprint"))
  }
}

/// The fields of refunds that are computed with.
struct RefundFields: ObjectFields {
  static let table = RefundFields()
  static let typeName = "refund"

  let amount = FieldKey<Int>("amount")
  let balanceTransaction = FieldKey<String?>("balance_transaction")
  let charge = FieldKey<String?>("charge")
  let currency = FieldKey<String>("currency")
  let customer = FieldKey<String?>("customer")
  let destinationDetails = FieldKey<JSONObject?>("destination_details")
  let failureBalanceTransaction = FieldKey<String?>("failure_balance_transaction")
  let failureReason = FieldKey<String?>("failure_reason")
  let instructionsEmail = FieldKey<String?>("instructions_email")
  let nextAction = FieldKey<JSONObject?>("next_action")
  let paymentIntent = FieldKey<String?>("payment_intent")
  let paymentMethod = FieldKey<String?>("payment_method")
  let status = FieldKey<RefundStatus>("status")
}

typealias Refund = ObjectView<RefundFields>

/// The states of a refund. Source: the SDK's `Refund.status`.
enum RefundStatus: String, FieldWord {
  static let initial = RefundStatus.pending

  case pending
  case requiresAction = "requires_action"
  case succeeded, failed, canceled
}

/// The fields of disputes that are computed with.
struct DisputeFields: ObjectFields {
  static let table = DisputeFields()
  static let typeName = "dispute"

  let amount = FieldKey<Int>("amount")
  let balanceTransactions = FieldKey<[JSONObject]>("balance_transactions")
  let charge = FieldKey<String>("charge")
  let currency = FieldKey<String>("currency")
  let evidence = FieldKey<JSONObject>("evidence")
  let evidenceDetails = FieldKey<EvidenceDetails>("evidence_details")
  let isChargeRefundable = FieldKey<Bool>("is_charge_refundable")
  let paymentIntent = FieldKey<String?>("payment_intent")
  let paymentMethodDetails = FieldKey<JSONObject?>("payment_method_details")
  let reason = FieldKey<String>("reason")
  let status = FieldKey<DisputeStatus>("status")
}

typealias Dispute = ObjectView<DisputeFields>

/// The fields of a dispute's `evidence_details`.
struct EvidenceDetailsFields: FieldTable {
  static let table = EvidenceDetailsFields()

  let dueBy = FieldKey<Int?>("due_by")
  let hasEvidence = FieldKey<Bool>("has_evidence")
  let pastDue = FieldKey<Bool>("past_due")
  let submissionCount = FieldKey<Int>("submission_count")
  let submissionMethod = FieldKey<String>("submission_method")
}

typealias EvidenceDetails = ObjectView<EvidenceDetailsFields>

/// The states of a dispute. Source: the SDK's `Dispute.status`.
enum DisputeStatus: String, FieldWord {
  static let initial = DisputeStatus.needsResponse

  case needsResponse = "needs_response"
  case underReview = "under_review"
  case won, lost
  case warningNeedsResponse = "warning_needs_response"
  case warningUnderReview = "warning_under_review"
  case warningClosed = "warning_closed"
  case prevented

  var isInquiry: Bool {
    switch self {
    case .warningNeedsResponse, .warningUnderReview, .warningClosed: true
    case .needsResponse, .underReview, .won, .lost, .prevented: false
    }
  }

  var isOver: Bool {
    switch self {
    case .won, .lost, .warningClosed, .prevented: true
    case .needsResponse, .underReview, .warningNeedsResponse, .warningUnderReview: false
    }
  }
}
