import JSON

/// The decline of a card, as Stripe's test cards simulate it.
///
/// Source: Stripe's documentation of testing and of decline codes.
struct Decline: Sendable, Hashable {
  /// The error's `code`.
  let code: String
  /// The error's `decline_code`, where it adds to the code.
  let declineCode: String?
  let message: String
  /// The error's `advice_code`: the recommended next step.
  let adviceCode: String
  /// True if Stripe itself stopped the payment before the issuer saw it.
  var isBlocked = false
  /// The card network's own code of the decline.
  var networkCode: String?
  /// The type of the error that tells of it.
  var kind = SandboxError.Kind.cardError

  /// The charge's `outcome.reason`.
  var reason: String { declineCode ?? code }

  /// The charge's `outcome.seller_message`.
  var sellerMessage: String {
    if isBlocked { return "Stripe blocked this payment as too risky." }
    return declineCode == "generic_decline"
      ? "The bank did not return any further details with this decline."
      : "The bank returned the decline code `\(reason)`."
  }
}

extension Decline {
  static let generic = Decline(
    code: "card_declined", declineCode: "generic_decline", message: "Your card was declined.",
    adviceCode: "try_again_later", networkCode: "01")
  static let insufficientFunds = Decline(
    code: "card_declined", declineCode: "insufficient_funds",
    message: "Your card has insufficient funds.", adviceCode: "try_again_later")
  static let lostCard = Decline(
    code: "card_declined", declineCode: "lost_card", message: "Your card was declined.",
    adviceCode: "do_not_try_again")
  static let stolenCard = Decline(
    code: "card_declined", declineCode: "stolen_card", message: "Your card was declined.",
    adviceCode: "do_not_try_again")
  static let fraudulent = Decline(
    code: "card_declined", declineCode: "fraudulent", message: "Your card was declined.",
    adviceCode: "do_not_try_again", isBlocked: true)
  static let velocityExceeded = Decline(
    code: "card_declined", declineCode: "card_velocity_exceeded",
    message: "Your card was declined for making repeated attempts too frequently or exceeding"
      + " its amount limit.", adviceCode: "try_again_later")
  static let expiredCard = Decline(
    code: "expired_card", declineCode: nil, message: "Your card has expired.",
    adviceCode: "do_not_try_again")
  static let incorrectCVC = Decline(
    code: "incorrect_cvc", declineCode: nil, message: "Your card's security code is incorrect.",
    adviceCode: "confirm_card_data")
  static let processingError = Decline(
    code: "processing_error", declineCode: nil,
    message: "An error occurred while processing your card. Try again in a little bit.",
    adviceCode: "try_again_later")
  static let incorrectNumber = Decline(
    code: "incorrect_number", declineCode: nil, message: "Your card number is incorrect.",
    adviceCode: "confirm_card_data")
  static let authenticationRequired = Decline(
    code: "authentication_required", declineCode: "authentication_required",
    message: "Your card was declined. This transaction requires authentication.", adviceCode: "")
  /// Source: Stripe's list of error codes.
  static let failedAuthentication = Decline(
    code: "payment_intent_authentication_failure", declineCode: nil,
    message: "The provided PaymentMethod has failed authentication. You can provide"
      + " payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent"
      + " again.", adviceCode: "", kind: .invalidRequest)
  static let failedSetupAuthentication = Decline(
    code: "setup_intent_authentication_failure", declineCode: nil,
    message: "The latest attempt to set up the payment method has failed because authentication"
      + " failed.", adviceCode: "", kind: .invalidRequest)
  static let liveCard = Decline(
    code: "card_declined", declineCode: "test_mode_live_card",
    message: "Your card was declined. Your request was in test mode, but used a non test (live)"
      + " card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
    adviceCode: "do_not_try_again")
}

extension Decline {
  /// The members of an error, of a payment's last error and of a setup's that tell of the decline,
  /// but for its message and kind.
  var details: JSONObject {
    var details: JSONObject = [:]
    if !adviceCode.isEmpty { details["advice_code"] = .string(adviceCode) }
    if let declineCode { details["decline_code"] = .string(declineCode) }
    if let networkCode { details["network_decline_code"] = .string(networkCode) }
    return details
  }

  /// Returns the decline as an intent's last error.
  ///
  /// - Parameter charge: the id of the charge it left, nil where it left none.
  func kept(by method: JSONObject, charge: String?) -> JSONObject {
    var error = SandboxError.card(message, code: code, details: details)
    error.kind = kind
    error.details["charge"] = charge.map(JSONValue.string)
    error.details["payment_method"] = .object(method)
    error.details["payment_method_type"] = method["type"]
    var fields = error.fields(requestID: "")
    fields["request_log_url"] = nil
    return fields
  }

  /// The error a refused card makes.
  ///
  /// - Parameter keepsChanges: whether what was stored on the way stays: a failed charge does, a
  ///   customer who could not be given the card does not.
  func error(
    param: String? = nil, details further: JSONObject = [:], keepsChanges: Bool = false
  ) -> SandboxError {
    var all = details
    for member in further.members { all[member.key] = member.value }
    var error = SandboxError.card(message, code: code, details: all)
    error.param = param
    error.keepsChanges = keepsChanges
    return error
  }
}
