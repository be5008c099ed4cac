import AccountConfiguration
import Execution
import StripeWire

/// An account that a session has opened.
struct Connection: Sendable {
  /// The kind of account, as far as the key shows it.
  enum Mode: String, Sendable {
    case sandbox
    case test
    case live
    /// The key does not show its mode; writes are then treated as live.
    case unknown
  }

  let choice: AccountChoice
  /// The command-line options that choose this account.
  let options: [String]
  var opened: OpenedTransport
  /// The request timeout of the transport, in seconds.
  var timeout: Double
  /// The identity of the account; nil until Stripe has been asked.
  var account: ConfirmedAccount?
  /// True after the account's name was typed at the prompt, which allows writes to this account.
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

  /// True if writes affect real money, or may do so.
  var isLive: Bool { mode == .live || mode == .unknown }

  var stripe: StripeConnection? {
    guard case .stripe(let connection) = choice.target else { return nil }
    return connection
  }

  /// True unless the key is restricted to some kinds of objects.
  var readsEverything: Bool { stripe?.key.readsEverything ?? true }

  /// The known rate limits of the account.
  var limits: RateLimits {
    guard let stripe else { return .unlimited }
    if stripe.base.isLoopback { return .unknown }
    return mode == .test ? .test : .live
  }

  /// A description of the account without the key. A resumed run must have the same one.
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

  /// True if a new transport reaches the same data; a sandbox in memory ends with its transport.
  var canReopen: Bool {
    if case .sandbox(.memory) = choice.target { false } else { true }
  }
}
