/// Stripe's limits of the currency and the amount of a payment.
extension Currency {
  /// A currency parameter, where Stripe supports it.
  static func supported(_ code: String, param: String = "currency") throws(SandboxError) -> Currency
  {
    let currency = Currency(code)
    guard SupportedCurrencies.contains(currency.code) else {
      throw .invalidCurrency(code, param: param)
    }
    return currency
  }

  /// Refuses amounts that Stripe would not charge.
  func checkCharge(_ amount: Int, param: String = "amount") throws(SandboxError) {
    if amount < 1 { throw Self.tooLittle(amount, param: param) }
    try checkDigits(of: amount, param: param)
    if amount < minimumCharge {
      let least = format(minimumCharge)
      let text = least.hasSuffix(code) ? least : "\(least) \(code)"
      throw SandboxError("Amount must be at least \(text)", code: "amount_too_small", param: param)
    }
    if amount > maximumCharge {
      throw SandboxError(
        "Amount must be no more than \(format(maximumCharge))", code: "amount_too_large",
        param: param)
    }
  }

  private static func tooLittle(_ amount: Int, param: String) -> SandboxError {
    guard amount == 0 else { return .invalidInteger(param, least: 1) }
    return SandboxError(
      "The amount must be greater than or equal to the minimum charge amount allowed for your"
        + " account and the currency set"
        + " (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want"
        + " to save a Payment Method for future use without an immediate payment, use a Setup"
        + " Intent instead: https://docs.stripe.com/payments/setup-intents",
      code: "parameter_invalid_integer", param: param)
  }

  /// Amounts of some currencies end in zeros. Source: Stripe's documentation of currencies, and its
  /// refusal of such an amount.
  private func checkDigits(of amount: Int, param: String) throws(SandboxError) {
    if ["isk", "ugx"].contains(code), !amount.isMultiple(of: 100) {
      throw SandboxError(
        "Invalid amount. Currency \(code.uppercased()) has become effectively zero-decimal and"
          + " charged amounts must be evenly divisible by 100. See"
          + " https://stripe.com/docs/currencies#zero-decimal for more information.", param: param)
    }
    if decimals == 3, !amount.isMultiple(of: 10) {
      throw SandboxError(
        "Invalid amount. The last digit of amounts in \(code.uppercased()) must be 0. See"
          + " https://stripe.com/docs/currencies#three-decimal for more information.",
        param: param)
    }
  }
}
