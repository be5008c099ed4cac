/// A secret key. It describes itself by prefix and last four characters alone, also in a dump.
package struct APIKey: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let secret: String

  package init(_ secret: String) {
    self.secret = secret
  }

  /// What a key's prefix says of it. Source: Stripe's documentation of keys.
  package enum Mode: String, Sendable {
    case test
    case live
    /// Organisation keys do not tell; a live account is assumed wherever caution matters.
    case unknown
  }

  package var mode: Mode {
    Self.prefixes.first { secret.hasPrefix($0.text) }?.mode ?? .unknown
  }

  /// The kinds of keys there are; of a key of any other kind nothing but its end is shown.
  private static let prefixes: [(text: String, mode: Mode)] = [
    ("sk_test_", .test), ("rk_test_", .test), ("rkcs_test_", .test), ("pk_test_", .test),
    ("sk_live_", .live), ("rk_live_", .live), ("pk_live_", .live), ("sk_org_", .unknown),
  ]

  /// Publishable keys are made for browsers; the API answers them with refusals.
  package var isPublishable: Bool { secret.hasPrefix("pk_") }

  /// Whether it begins as secret keys do: `sk_`, `rk_` or `rkcs_` and something after it.
  package var hasKnownPrefix: Bool {
    ["sk_", "rk_", "rkcs_"].contains { secret.hasPrefix($0) && secret.count > $0.count }
  }

  /// Whether it may read every object of its account: neither restricted nor an organisation's.
  package var readsEverything: Bool { secret.hasPrefix("sk_") && !isOrganisation }

  /// Organisation keys need a `Stripe-Context` with every request.
  package var isOrganisation: Bool { secret.hasPrefix("sk_org") }

  /// Whether a header can hold it: visible ASCII characters, at least one.
  package var isSendable: Bool {
    !secret.isEmpty && secret.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
  }

  /// The `Authorization` header's value; the one way the secret leaves this type.
  package var authorizationHeader: String { "Bearer \(secret)" }

  package var description: String {
    guard secret.count >= 12 else { return "…" }
    let prefix = Self.prefixes.first { secret.hasPrefix($0.text) }?.text ?? ""
    return "\(prefix)…\(secret.suffix(4))"
  }

  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
