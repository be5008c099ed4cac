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

/// The fields of payouts that are computed with.
struct PayoutFields: ObjectFields {
  static let table = PayoutFields()
  static let typeName = "payout"

  let amount = FieldKey<Int>("amount")
  let arrivalDate = FieldKey<Int>("arrival_date")
  let automatic = FieldKey<Bool>("automatic")
  let balanceTransaction = FieldKey<String?>("balance_transaction")
  let currency = FieldKey<String>("currency")
  let description = FieldKey<String?>("description")
  let method = FieldKey<String>("method")
  let reconciliationStatus = FieldKey<String>("reconciliation_status")
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
