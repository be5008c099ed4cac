import JSON

/// The fields of balance transactions that are computed with.
struct BalanceTransactionFields: ObjectFields {
  static let table = BalanceTransactionFields()
  static let typeName = "balance_transaction"

  let amount = FieldKey<Int>("amount")
  let availableOn = FieldKey<Int>("available_on")
  let balanceType = FieldKey<String>("balance_type")
  let currency = FieldKey<String>("currency")
  let description = FieldKey<String?>("description")
  let fee = FieldKey<Int>("fee")
  let feeDetails = FieldKey<[JSONObject]>("fee_details")
  let net = FieldKey<Int>("net")
  let reportingCategory = FieldKey<String>("reporting_category")
  let source = FieldKey<String?>("source")
  let status = FieldKey<String>("status")
  let type = FieldKey<String>("type")
}

typealias BalanceTransaction = ObjectView<BalanceTransactionFields>

extension ObjectView<BalanceTransactionFields> {
  /// The automatic payout by which the entry was paid out.
  var payout: String? {
    get { json.text(".payout") }
    set { json[".payout"] = newValue.map(JSONValue.string) }
  }
}

/// The fields of payouts that are computed with.
struct PayoutFields: ObjectFields {
  static let table = PayoutFields()
  static let typeName = "payout"

  let amount = FieldKey<Int>("amount")
  let arrivalDate = FieldKey<Int>("arrival_date")
  let automatic = FieldKey<Bool>("automatic")
  let balanceTransaction = FieldKey<String?>("balance_transaction")
  let currency = FieldKey<String>("currency")
  let created = FieldKey<Int>("created")
  let description = FieldKey<String?>("description")
  let destination = FieldKey<String?>("destination")
  let failureBalanceTransaction = FieldKey<String?>("failure_balance_transaction")
  let failureCode = FieldKey<String?>("failure_code")
  let failureMessage = FieldKey<String?>("failure_message")
  let method = FieldKey<String>("method")
  let originalPayout = FieldKey<String?>("original_payout")
  let reconciliationStatus = FieldKey<String>("reconciliation_status")
  let reversedBy = FieldKey<String?>("reversed_by")
  let sourceType = FieldKey<String>("source_type")
  let status = FieldKey<PayoutStatus>("status")
  let type = FieldKey<String>("type")
}

typealias Payout = ObjectView<PayoutFields>

/// The states of a payout. Source: the SDK's docstring of `Payout.status`.
enum PayoutStatus: String, FieldWord {
  static let initial = PayoutStatus.pending

  case pending
  case inTransit = "in_transit"
  case paid, canceled, failed
}

/// The fields of transfers that are computed with.
struct TransferFields: ObjectFields {
  static let table = TransferFields()
  static let typeName = "transfer"

  let amount = FieldKey<Int>("amount")
  let amountReversed = FieldKey<Int>("amount_reversed")
  let balanceTransaction = FieldKey<String?>("balance_transaction")
  let currency = FieldKey<String>("currency")
  let description = FieldKey<String?>("description")
  let destination = FieldKey<String?>("destination")
  let destinationPayment = FieldKey<String?>("destination_payment")
  let reversed = FieldKey<Bool>("reversed")
  let sourceTransaction = FieldKey<String?>("source_transaction")
  let sourceType = FieldKey<String?>("source_type")
  let transferGroup = FieldKey<String?>("transfer_group")
}

typealias Transfer = ObjectView<TransferFields>

/// The fields of reversals of transfers that are computed with.
struct TransferReversalFields: ObjectFields {
  static let table = TransferReversalFields()
  static let typeName = "transfer_reversal"

  let amount = FieldKey<Int>("amount")
  let balanceTransaction = FieldKey<String?>("balance_transaction")
  let currency = FieldKey<String>("currency")
  let destinationPaymentRefund = FieldKey<String?>("destination_payment_refund")
  let sourceRefund = FieldKey<String?>("source_refund")
  let transfer = FieldKey<String>("transfer")
}

typealias TransferReversal = ObjectView<TransferReversalFields>

/// The fields of top-ups that are computed with.
struct TopUpFields: ObjectFields {
  static let table = TopUpFields()
  static let typeName = "topup"

  let amount = FieldKey<Int>("amount")
  let balanceTransaction = FieldKey<String?>("balance_transaction")
  let currency = FieldKey<String>("currency")
  let description = FieldKey<String?>("description")
  let expectedAvailabilityDate = FieldKey<Int?>("expected_availability_date")
  let status = FieldKey<String>("status")
}

typealias TopUp = ObjectView<TopUpFields>

/// The fields of fees that platforms keep.
struct ApplicationFeeFields: ObjectFields {
  static let table = ApplicationFeeFields()
  static let typeName = "application_fee"

  let account = FieldKey<String>("account")
  let amount = FieldKey<Int>("amount")
  let amountRefunded = FieldKey<Int>("amount_refunded")
  let application = FieldKey<String>("application")
  let balanceTransaction = FieldKey<String?>("balance_transaction")
  let charge = FieldKey<String>("charge")
  let currency = FieldKey<String>("currency")
  let feeSource = FieldKey<JSONObject?>("fee_source")
  let originatingTransaction = FieldKey<String?>("originating_transaction")
  let refunded = FieldKey<Bool>("refunded")
}

typealias ApplicationFee = ObjectView<ApplicationFeeFields>

/// The fields of refunds of fees.
struct FeeRefundFields: ObjectFields {
  static let table = FeeRefundFields()
  static let typeName = "fee_refund"

  let amount = FieldKey<Int>("amount")
  let balanceTransaction = FieldKey<String?>("balance_transaction")
  let currency = FieldKey<String>("currency")
  let fee = FieldKey<String>("fee")
}

typealias FeeRefund = ObjectView<FeeRefundFields>

/// The fields of bank accounts that are computed with.
struct BankAccountFields: ObjectFields {
  static let table = BankAccountFields()
  static let typeName = "bank_account"

  let currency = FieldKey<String>("currency")
  let defaultForCurrency = FieldKey<Bool?>("default_for_currency")
  let status = FieldKey<String>("status")
}

typealias BankAccount = ObjectView<BankAccountFields>
