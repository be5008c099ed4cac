import AccountConfiguration
import Execution
import StripeWire

/// The account a session talks to, opened.
struct Connection: Sendable {
  enum Mode: String, Sendable {
    case sandbox
    case test
    case live
    /// The key does not show: treated as live wherever caution matters.
    case unknown
  }

  let choice: AccountChoice
  /// Options of a command line that lead to it.
  let options: [String]
  var opened: OpenedTransport
  /// Seconds a request may take, as the transport was opened with.
  var timeout: Double
  /// Whose account it is, once that was asked.
  var account: ConfirmedAccount?
  /// Whether its name was typed at the prompt, which allows writes to it alone.
  var writesConfirmed = false

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

  /// Whether every object may be read, as far as the key shows.
  var readsEverything: Bool { stripe?.key.readsEverything ?? true }

  /// What the account is known to allow.
  var limits: RateLimits {
    guard let stripe else { return .unlimited }
    if stripe.base.isLoopback { return .unknown }
    return mode == .test ? .test : .live
  }

  /// Whose data this is, in words that hold no key: what a resumed run must have the same.
  var identity: String {
    switch choice.target {
    case .sandbox(.memory): "the sandbox in memory"
    case .sandbox(.file(let path)): "the sandbox \(path)"
    case .stripe(let stripe):
      ([stripe.base.description, mode.rawValue]
        + [stripe.account, stripe.context].compactMap { $0 })
        .joined(separator: " ")
    }
  }

  /// Whether a transport with another timeout reaches the same data: a sandbox in memory is gone
  /// with its transport.
  var canReopen: Bool {
    if case .sandbox(.memory) = choice.target { false } else { true }
  }
}
