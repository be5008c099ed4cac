/// An entry of the balance before it is stored.
struct LedgerEntry: Sendable {
  var kind: Kind
  /// The amount added to the balance, before the fee; negative for outgoing money.
  var amount: Int
  var currency: Currency
  /// The id of what caused it.
  var source: String
  var description: String?
  /// Unix seconds; from then on the money is available.
  var availableOn: Int

  /// The kinds of entries: Stripe's `type` and `reporting_category`.
  enum Kind: Sendable {
    case charge, payment, refund, refundFailure, dispute, disputeReversal
    case payout, payoutReversal, transfer, transferReversal, applicationFee, topUp
    case networkFee

    var type: String {
      switch self {
      case .charge: "charge"
      case .payment: "payment"
      case .refund: "refund"
      case .refundFailure: "refund_failure"
      case .dispute, .disputeReversal: "adjustment"
      case .payout: "payout"
      case .payoutReversal: "payout_cancel"
      case .transfer: "transfer"
      case .transferReversal: "transfer_refund"
      case .applicationFee: "application_fee"
      case .topUp: "topup"
      case .networkFee: "stripe_fee"
      }
    }

    var category: String {
      switch self {
      case .charge, .payment: "charge"
      case .refund: "refund"
      case .refundFailure: "refund_failure"
      case .dispute: "dispute"
      case .disputeReversal: "dispute_reversal"
      case .payout: "payout"
      case .payoutReversal: "payout_reversal"
      case .transfer: "transfer"
      case .transferReversal: "transfer_reversal"
      case .applicationFee: "platform_earning"
      case .topUp: "topup"
      case .networkFee: "fee"
      }
    }
  }

  /// Stripe's fee, in minor units: 2.9 % and thirty for a charge, fifteen of the currency for a
  /// dispute. Refunds cost nothing and give nothing back.
  var fee: Int {
    switch kind {
    case .charge, .payment:
      let share = ExactDecimal.share(of: amount, ExactDecimal(29), over: ExactDecimal(1000))
      return min(amount, (share ?? 0) + (currency.decimals == 0 ? 0 : 30))
    case .dispute:
      return currency.decimals == 0 ? 15 : currency.decimals == 3 ? 15_000 : 1500
    case .refund, .refundFailure, .disputeReversal, .payout, .payoutReversal, .transfer,
      .transferReversal, .applicationFee, .topUp, .networkFee:
      return 0
    }
  }

  var feeDescription: String {
    switch kind {
    case .dispute: "Dispute fee"
    case .charge, .payment, .refund, .refundFailure, .disputeReversal, .payout, .payoutReversal,
      .transfer, .transferReversal, .applicationFee, .topUp, .networkFee:
      "Stripe processing fees"
    }
  }
}
