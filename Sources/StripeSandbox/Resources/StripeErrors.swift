import JSON

/// What Stripe says, word for word as far as known, when an object's state or a parameter's value
/// does not allow a request.
extension SandboxError {
  static func invalidInteger(_ param: String, least: Int) -> SandboxError {
    SandboxError(
      "This value must be greater than or equal to \(least).", code: "parameter_invalid_integer",
      param: param)
  }

  static func invalidCurrency(_ code: String, param: String = "currency") -> SandboxError {
    SandboxError(
      "Invalid currency: \(code). Stripe currently supports three-letter ISO currency codes, in"
        + " lowercase.", param: param)
  }

  /// A payment intent is in a state that does not allow what was asked.
  static func unexpectedState(_ message: String, of intent: JSONObject) -> SandboxError {
    SandboxError(
      400, .invalidRequest, message, code: "payment_intent_unexpected_state",
      details: ["payment_intent": .object(intent)])
  }

  static func notEditable(_ message: String) -> SandboxError {
    SandboxError(message, code: "invoice_not_editable")
  }

  static func notAttached(_ paymentMethod: String, param: String) -> SandboxError {
    SandboxError(
      "The customer does not have a payment method with the ID \(paymentMethod). The payment"
        + " method must be attached to the customer.", code: "resource_missing", param: param)
  }
}

extension Workspace {
  /// A currency parameter that is a code at all.
  func currency(_ code: String, param: String = "currency") throws(SandboxError) -> Currency {
    let currency = Currency(code)
    guard currency.isWellFormed else { throw .invalidCurrency(code, param: param) }
    return currency
  }

  /// Refuses amounts Stripe would not charge.
  func checkCharge(_ amount: Int, in currency: Currency, param: String = "amount")
    throws(SandboxError)
  {
    if amount < 1 { throw .invalidInteger(param, least: 1) }
    if amount < currency.minimumCharge {
      let least = currency.format(currency.minimumCharge)
      let text = least.hasSuffix(currency.code) ? least : "\(least) \(currency.code)"
      throw SandboxError("Amount must be at least \(text)", code: "amount_too_small", param: param)
    }
    if amount > currency.maximumCharge {
      throw SandboxError(
        "Amount must be no more than \(currency.format(currency.maximumCharge))",
        code: "amount_too_large", param: param)
    }
  }
}
