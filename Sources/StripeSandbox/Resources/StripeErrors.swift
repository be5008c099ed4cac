import JSON
import StripeCatalog

/// Stripe's errors, word for word as far as known, for an object's state or a parameter's value
/// that does not allow a request.
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

  /// 400: parameters that Stripe takes and the sandbox does nothing with.
  static func unsupported(_ parameters: [String], _ operation: StripeCatalog.Operation)
    -> SandboxError
  {
    SandboxError(
      "The sandbox does not support \(parameters.joined(separator: ", ")) of"
        + " \(operation.method) \(operation.path) yet.", param: parameters.first)
  }

  static func inactivePrice(param: String) -> SandboxError {
    SandboxError(
      "The price specified is inactive. This field only accepts active prices.", param: param)
  }

  /// 400: several parameters that exclude each other.
  static func onlyOne(_ names: [String], of given: Parameters) -> SandboxError {
    let named = names.filter(given.has)
    return SandboxError(
      "You may only specify one of these parameters: \(named.joined(separator: ", ")).",
      param: given.name(named.first ?? ""))
  }

  /// 400: more is to be captured than was authorized.
  static var captureTooLarge: SandboxError {
    SandboxError(
      "The payment could not be captured because the requested capture amount is greater than the"
        + " amount you can capture for this charge. Contact us via"
        + " https://support.stripe.com/contact/ for help.", code: "amount_too_large")
  }

  /// The same with a hint at its end.
  func hinting(_ hint: String) -> SandboxError {
    var error = self
    error.message += hint
    return error
  }

  /// 429: the objects of a clock that advances cannot be changed meanwhile.
  static func clockAdvancing(_ clock: TestClock) -> SandboxError {
    SandboxError(
      429, .invalidRequest,
      "Test clock advancement underway - cannot perform modifications."
        + " The clock \(clock.id) is \(clock.status.rawValue).", code: "test_clock_advancing")
  }

  /// 400: an amount beyond all limits.
  static var tooLarge: SandboxError {
    SandboxError(
      "The amount is too large.", code: "amount_too_large", param: "items[0][quantity]")
  }

  /// Source: a recorded answer.
  static var noMethod: SandboxError {
    SandboxError(
      "This customer has no attached payment source or default payment method. Please consider"
        + " adding a default payment method. For more information, visit"
        + " https://stripe.com/docs/billing/subscriptions/payment-methods-setting"
        + "#payment-method-priority.", code: "resource_missing")
  }
}
