import JSON

/// The states of a payment intent. Source: the SDK's `PaymentIntent.status`.
enum PaymentIntentStatus: String, CaseIterable, FieldWord {
  static let initial = PaymentIntentStatus.requiresPaymentMethod

  case requiresPaymentMethod = "requires_payment_method"
  case requiresConfirmation = "requires_confirmation"
  case requiresAction = "requires_action"
  case processing
  case requiresCapture = "requires_capture"
  case succeeded
  case canceled

  init(of intent: JSONObject) {
    self = intent.text("status").flatMap(Self.init(rawValue:)) ?? .requiresPaymentMethod
  }
}

/// The requests about a payment intent, the states that allow each, and Stripe's refusal.
enum PaymentIntentRequest: Sendable {
  case confirm
  case capture
  case cancel
  case increment
  case change(field: String)

  var allowed: [PaymentIntentStatus] {
    switch self {
    case .confirm, .change: [.requiresPaymentMethod, .requiresConfirmation, .requiresAction]
    case .capture, .increment: [.requiresCapture]
    case .cancel:
      [
        .requiresPaymentMethod, .requiresCapture, .requiresConfirmation, .requiresAction,
        .processing,
      ]
    }
  }

  /// As Stripe's messages list them, with states that no intent here is in.
  private var listed: [String] {
    switch self {
    case .confirm, .capture, .increment, .change: allowed.map(\.rawValue)
    case .cancel:
      [
        "requires_payment_method", "requires_capture", "requires_reauthorization",
        "requires_confirmation", "requires_action", "expired", "processing",
      ]
    }
  }

  func check(_ intent: PaymentIntent) throws(SandboxError) {
    if allowed.contains(intent.status) { return }
    var error = SandboxError.unexpectedState(refusal(intent), of: intent.json)
    if case .change(let field) = self { error.param = field }
    throw error
  }

  private func refusal(_ intent: PaymentIntent) -> String {
    let state = intent.status.rawValue
    let only =
      "Only a PaymentIntent with one of the following statuses may be"
    let allowed = listed.joined(separator: ", ")
    switch self {
    case .confirm where intent.status == .succeeded:
      return "You cannot confirm this PaymentIntent because it has already succeeded after being"
        + " previously confirmed."
    case .confirm:
      return "You cannot confirm this PaymentIntent because it has a status of \(state)."
        + " \(only) confirmed: \(allowed)."
    case .capture where intent.status == .succeeded && intent.amountReceived < intent.amount:
      return "The remaining amount on this PaymentIntent could not be captured because the"
        + " remainder of the authorized amount has been released."
    case .capture where intent.status == .succeeded:
      return "This PaymentIntent could not be captured because it has already been captured."
    case .capture:
      return "This PaymentIntent could not be captured because it has a status of \(state)."
        + " \(only) captured: \(allowed)."
    case .cancel:
      return "You cannot cancel this PaymentIntent because it has a status of \(state)."
        + " \(only) canceled: \(allowed)."
    case .increment:
      return "This PaymentIntent's authorization could not be incremented because it has a status"
        + " of \(state). \(only) incremented: \(allowed)."
    case .change(let field):
      return "This PaymentIntent's \(field) could not be updated because it has a status of"
        + " \(state). You may only update the \(field) of a PaymentIntent with one of the"
        + " following statuses: \(allowed)."
    }
  }
}
