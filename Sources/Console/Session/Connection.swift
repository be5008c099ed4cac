import AccountConfiguration
import StripeWire

/// The account a session talks to, opened.
struct Connection: Sendable {
  enum Mode: String, Sendable {
    case sandbox
    case test
    case live
    /// The key does not tell: treated as live wherever caution matters.
    case unknown
  }

  let choice: AccountChoice
  let opened: OpenedTransport
  /// Whose account it is, once that was asked.
  var account: ConfirmedAccount?
  /// Whether its name was typed at the prompt, which allows writes to it alone.
  var isMeant = false

  var mode: Mode {
    switch choice.target {
    case .sandbox: .sandbox
    case .stripe(let connection):
      switch connection.key.mode {
      case .test: .test
      case .live: .live
      case .unknown: .unknown
      }
    }
  }

  /// Whether a write here touches real money.
  var isLive: Bool { mode == .live || mode == .unknown }

  var stripe: StripeConnection? {
    guard case .stripe(let connection) = choice.target else { return nil }
    return connection
  }
}
