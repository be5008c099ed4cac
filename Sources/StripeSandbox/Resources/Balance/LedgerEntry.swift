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
  /// The part of the fee that goes to the platform of a connected account.
  var applicationFee = ApplicationFeeShare()

  /// What a platform keeps of a payment of an account connected to it.
  struct ApplicationFeeShare: Sendable, Hashable {
    var amount = 0
    /// The id of the platform's application.
    var application: String?
  }

  /// A kind of entries.
  struct Kind: Sendable, Hashable {
    /// Stripe's `type`.
    let type: String
    /// Stripe's `reporting_category`.
    let category: String
    var cost = Cost.nothing

    /// What Stripe takes for it.
    enum Cost: Sendable {
      case nothing, processing, dispute
    }

    static let charge = Kind(type: "charge", category: "charge", cost: .processing)
    static let payment = Kind(type: "payment", category: "charge", cost: .processing)
    static let refund = Kind(type: "refund", category: "refund")
    static let refundFailure = Kind(type: "refund_failure", category: "refund_failure")
    static let dispute = Kind(type: "adjustment", category: "dispute", cost: .dispute)
    static let disputeReversal = Kind(type: "adjustment", category: "dispute_reversal")
    static let payout = Kind(type: "payout", category: "payout")
    static let payoutCancel = Kind(type: "payout_cancel", category: "payout_reversal")
    static let payoutFailure = Kind(type: "payout_failure", category: "payout_reversal")
    static let transfer = Kind(type: "transfer", category: "transfer")
    static let transferReversal = Kind(type: "transfer_refund", category: "transfer_reversal")
    /// What a connected account receives by a transfer.
    static let transferPayment = Kind(type: "payment", category: "charge")
    /// What a connected account gives back of a transfer.
    static let paymentRefund = Kind(type: "payment_refund", category: "refund")
    static let applicationFee = Kind(type: "application_fee", category: "platform_earning")
    static let applicationFeeRefund = Kind(
      type: "application_fee_refund", category: "platform_earning_refund")
    /// What a connected account gets back of a fee.
    static let applicationFeeReturn = Kind(type: "application_fee_refund", category: "fee")
    static let topUp = Kind(type: "topup", category: "topup")
    static let networkFee = Kind(type: "stripe_fee", category: "fee")
  }

  /// Stripe's fee, in minor units: 2.9 % and thirty for a charge, fifteen of the currency for a
  /// dispute. Refunds cost nothing and give nothing back.
  var stripeFee: Int {
    switch kind.cost {
    case .processing:
      let share = ExactDecimal.share(of: amount, ExactDecimal(29), over: ExactDecimal(1000))
      return min(amount, (share ?? 0) + (currency.decimals == 0 ? 0 : 30))
    case .dispute:
      return currency.decimals == 0 ? 15 : currency.decimals == 3 ? 15_000 : 1500
    case .nothing:
      return 0
    }
  }

  /// All that is taken off the amount, in minor units.
  var fee: Int { stripeFee + applicationFee.amount }

  var feeDescription: String {
    kind.cost == .dispute ? "Dispute fee" : "Stripe processing fees"
  }
}
