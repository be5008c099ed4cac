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
      "Invalid currency: \(code.lowercased()). Stripe currently supports these currencies: "
        + SupportedCurrencies.codes.joined(separator: ", "), param: param)
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
