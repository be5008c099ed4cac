import JSON

/// Balance transactions of charges and refunds.
enum BalanceEntry {
  case charge
  case refund

  var name: String {
    switch self {
    case .charge: "charge"
    case .refund: "refund"
    }
  }

  /// Stripe's fee: 2.9 % and thirty minor units; refunds cost nothing and give nothing back.
  func fee(of amount: Int, in currency: Currency) -> Int {
    switch self {
    case .charge:
      let share = ExactDecimal.share(of: amount, ExactDecimal(29), over: ExactDecimal(1000))
      return min(amount, (share ?? 0) + (currency.decimals == 0 ? 0 : 30))
    case .refund: return 0
    }
  }
}

extension Workspace {
  /// Stores an entry and answers its id.
  ///
  /// - Parameter amount: what the balance gains; negative for a refund.
  func record(_ entry: BalanceEntry, of amount: Int, in currency: Currency, source: String)
    throws(SandboxError) -> String
  {
    let fee = entry.fee(of: amount, in: currency)
    var record = try build("balance_transaction", from: [:])
    record["amount"] = .integer(amount)
    record["available_on"] = .integer(now + 7 * 86_400)
    record["balance_type"] = "payments"
    record["currency"] = .string(currency.code)
    record["fee"] = .integer(fee)
    record["fee_details"] =
      fee == 0
      ? []
      : [
        [
          "amount": .integer(fee), "application": nil, "currency": .string(currency.code),
          "description": "Stripe processing fees", "type": "stripe_fee",
        ]
      ]
    record["net"] = .integer(amount - fee)
    record["reporting_category"] = .string(entry.name)
    record["source"] = .string(source)
    record["status"] = "pending"
    record["type"] = .string(entry.name)
    try save(record)
    return record.text("id") ?? ""
  }
}
