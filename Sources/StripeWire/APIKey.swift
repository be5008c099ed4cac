/// A secret key. Its description, also in a dump, shows only its prefix and last four characters.
package struct APIKey: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let secret: String

  /// Wraps a key without checking it; see `isSendable` and `hasKnownPrefix`.
  package init(_ secret: String) {
    self.secret = secret
  }

  /// The mode that a key's prefix names. Source: Stripe's documentation of keys.
  package enum Mode: String, Sendable {
    case test
    case live
    /// Organization keys do not name their mode; where it matters, a live account is assumed.
    case unknown
  }

  /// The mode according to the prefix; `unknown` for other prefixes.
  package var mode: Mode {
    Self.prefixes.first { secret.hasPrefix($0.text) }?.mode ?? .unknown
  }

  /// The known prefixes of keys. The description of a key with another prefix shows only its end.
  private static let prefixes: [(text: String, mode: Mode)] = [
    ("sk_test_", .test), ("rk_test_", .test), ("rkcs_test_", .test), ("pk_test_", .test),
    ("sk_live_", .live), ("rk_live_", .live), ("pk_live_", .live), ("sk_org_", .unknown),
  ]

  /// True for publishable keys, which are made for browsers; the API refuses them.
  package var isPublishable: Bool { secret.hasPrefix("pk_") }

  /// True if it begins as secret keys do: with `sk_`, `rk_` or `rkcs_` and something after it.
  package var hasKnownPrefix: Bool {
    ["sk_", "rk_", "rkcs_"].contains { secret.hasPrefix($0) && secret.count > $0.count }
  }

  /// True if it can read every object of its account: neither restricted nor an organization's.
  package var readsEverything: Bool { secret.hasPrefix("sk_") && !isOrganization }

  /// True for organization keys, which require a `Stripe-Context` with every request.
  package var isOrganization: Bool { secret.hasPrefix("sk_org") }

  /// True if a header can hold it: visible ASCII characters, at least one.
  package var isSendable: Bool {
    !secret.isEmpty && secret.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
  }

  /// The value of the `Authorization` header; the only property that reveals the secret.
  package var authorizationHeader: String { "Bearer \(secret)" }

  /// The known prefix, an ellipsis and the last four characters: `sk_test_…4242`.
  package var description: String {
    guard secret.count >= 12 else { return "…" }
    let prefix = Self.prefixes.first { secret.hasPrefix($0.text) }?.text ?? ""
    return "\(prefix)…\(secret.suffix(4))"
  }

  /// The same as `description`, so that a debugger shows no secret.
  package var debugDescription: String { description }
  /// A mirror without children, so that a dump shows no secret.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
