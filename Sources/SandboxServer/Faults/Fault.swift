/// A fault between client and server.
package enum Fault: Sendable, Hashable {
  /// Stripe, or the proxies before it, answer with an error.
  case refusal(Refusal)
  /// The connection closes before the answer is whole.
  case reset
  /// A success whose body ends too soon, though the connection says that it is whole.
  case truncated
  /// No answer ever comes.
  case timeout

  /// The statuses of errors that pass.
  package enum Refusal: Int, Sendable, Hashable, CaseIterable {
    case conflict = 409
    case tooManyRequests = 429
    case serverError = 500
    case badGateway = 502
    case unavailable = 503
    case gatewayTimeout = 504

    /// True if the error can come after the request was carried out: what stands before Stripe's
    /// own limits and locks never got so far.
    var canFollowExecution: Bool {
      switch self {
      case .conflict, .tooManyRequests: false
      case .serverError, .badGateway, .unavailable, .gatewayTimeout: true
      }
    }
  }

  /// All faults under the names they are asked for by.
  static let named: [(name: String, fault: Fault)] =
    Refusal.allCases.map { (String($0.rawValue), .refusal($0)) }
    + [("reset", .reset), ("truncated", .truncated), ("timeout", .timeout)]

  /// The name it is asked for by: "500", "reset".
  package var name: String {
    Self.named.first { $0.fault == self }?.name ?? ""
  }
}
