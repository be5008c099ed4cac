/// The behavior of a test card when it is attached to a customer and when it is charged.
enum TestCardBehavior: Sendable, Hashable {
  case succeeds
  /// Refused at once: attaching it to a customer fails as well.
  case declines(Decline)
  /// Can be saved; every charge is refused.
  case declinesCharges(Decline)
  /// Requires the customer to authenticate each payment; then succeeds, or is refused.
  case authenticates(then: Decline?)
  /// As `authenticates`, until it was set up: then it is charged without the customer.
  case authenticatesUnlessSetUp
  /// Was set up before: requires the customer only where the customer is there.
  case authenticatesOnSession
  /// Authenticates where the request asks for it, else succeeds.
  case authenticatesOnRequest(then: Decline?)

  /// The decline when the card is attached; nil if it is accepted.
  var declineOnAttach: Decline? {
    switch self {
    case .declines(let decline): decline
    case .succeeds, .declinesCharges, .authenticates, .authenticatesUnlessSetUp,
      .authenticatesOnSession, .authenticatesOnRequest:
      nil
    }
  }

  /// The decline of a charge without authentication; nil if it succeeds.
  var decline: Decline? {
    switch self {
    case .declines(let decline), .declinesCharges(let decline): decline
    case .succeeds, .authenticates, .authenticatesUnlessSetUp, .authenticatesOnSession,
      .authenticatesOnRequest:
      nil
    }
  }

  /// The decline of a charge after the customer authenticated it; nil if it succeeds.
  var declineAfterwards: Decline? {
    switch self {
    case .authenticates(let decline), .authenticatesOnRequest(let decline): decline
    case .succeeds, .declines, .declinesCharges, .authenticatesUnlessSetUp,
      .authenticatesOnSession:
      nil
    }
  }

  /// Returns true if the customer must authenticate.
  ///
  /// - Parameters:
  ///   - isSetUp: whether the method was set up for payments without the customer.
  ///   - isRequested: whether the request asks for authentication.
  func authenticates(isOffSession: Bool, isSetUp: Bool = false, isRequested: Bool = false) -> Bool {
    switch self {
    case .authenticates: true
    case .authenticatesUnlessSetUp: !(isOffSession && isSetUp)
    case .authenticatesOnSession: !isOffSession
    case .authenticatesOnRequest: isRequested
    case .succeeds, .declines, .declinesCharges: false
    }
  }
}

/// The consequences of a test card's payment, and the results of its checks.
struct TestCardTraits: Sendable, Hashable {
  var disputes: [TestDispute] = []
  var hasFraudWarning = false
  var refund = RefundCourse.succeeds
  /// True if its payments are in the available balance at once.
  var bypassesPending = false
  var risk = RiskLevel.normal
  var checks = CardChecks()
  /// A second network of the card: "cartes_bancaires".
  var cobrand: String?
}

/// A dispute that a test card brings about.
enum TestDispute: Sendable, Hashable {
  case fraudulent
  case productNotReceived
  case inquiry
  /// A breach of Visa's own rules.
  case compliance
}

/// The course of a refund after its creation.
enum RefundCourse: Sendable {
  case succeeds
  /// Pending first, then it succeeds.
  case takesTime
  /// Succeeds first, then it fails.
  case fails
}

/// The `risk_level` of a payment.
enum RiskLevel: String, Sendable {
  case normal, elevated, highest

  /// A `risk_score` of that level.
  var score: Int {
    switch self {
    case .normal: 25
    case .elevated: 65
    case .highest: 92
    }
  }
}

/// The results of a card's checks, where there was something to check.
struct CardChecks: Sendable, Hashable {
  var code = "pass"
  var line1 = "pass"
  var postalCode = "pass"
}
