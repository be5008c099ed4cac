import JSON

/// The states of a payment intent. Source: the SDK's `PaymentIntent.status`.
enum PaymentIntentStatus: String, CaseIterable, Sendable {
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

/// What can be asked of a payment intent, the states that allow it, and Stripe's refusal.
enum PaymentIntentRequest: Sendable {
  case confirm
  case capture
  case cancel
  case increment
  case change(field: String)

  /// In the order Stripe's messages list them.
  var allowed: [PaymentIntentStatus] {
    switch self {
    case .confirm: [.requiresPaymentMethod, .requiresConfirmation, .requiresAction]
    case .capture, .increment: [.requiresCapture]
    case .cancel:
      [
        .requiresPaymentMethod, .requiresCapture, .requiresConfirmation, .requiresAction,
        .processing,
      ]
    case .change: [.requiresPaymentMethod, .requiresConfirmation, .requiresAction]
    }
  }

  func check(_ intent: JSONObject) throws(SandboxError) {
    let status = PaymentIntentStatus(of: intent)
    if allowed.contains(status) { return }
    let allowed = allowed.map(\.rawValue).joined(separator: ", ")
    throw .unexpectedState(refusal(status, allowed: allowed), of: intent)
  }

  private func refusal(_ status: PaymentIntentStatus, allowed: String) -> String {
    let state = status.rawValue
    let only = "Only a PaymentIntent with one of the following statuses may be"
    switch self {
    case .confirm where status == .succeeded:
      return "You cannot confirm this PaymentIntent because it has already succeeded after being"
        + " previously confirmed."
    case .confirm:
      return "You cannot confirm this PaymentIntent because it has a status of \(state)."
        + " \(only) confirmed: \(allowed)."
    case .capture where status == .succeeded:
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
