/// What a test card does when it is attached to a customer and when it is charged.
enum TestCardBehavior: Sendable, Hashable {
  case succeeds
  /// Refused at once: attaching it to a customer fails as well.
  case declines(Decline)
  /// Can be saved; every charge is refused.
  case declinesCharges(Decline)
  /// Wants the customer to authenticate each payment; then succeeds, or is refused.
  case authenticates(then: Decline?)

  /// Why attaching the card fails, if it does.
  var declineOnAttach: Decline? {
    switch self {
    case .declines(let decline): decline
    case .succeeds, .declinesCharges, .authenticates: nil
    }
  }

  /// Why a charge fails that needs no authentication, or whose customer is not there to give it.
  func declineOnCharge(isOffSession: Bool) -> Decline? {
    switch self {
    case .succeeds: nil
    case .declines(let decline), .declinesCharges(let decline): decline
    case .authenticates: isOffSession ? .authenticationRequired : nil
    }
  }

  var needsAuthentication: Bool {
    switch self {
    case .authenticates: true
    case .succeeds, .declines, .declinesCharges: false
    }
  }
}
