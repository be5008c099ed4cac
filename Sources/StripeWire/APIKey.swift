/// A secret key. It describes itself by prefix and last four characters alone, also in a dump.
public struct APIKey: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let secret: String

  public init(_ secret: String) {
    self.secret = secret
  }

  /// What a key's prefix says of it. Source: Stripe's documentation of keys.
  public enum Mode: String, Sendable {
    case test
    case live
    /// Organisation keys do not tell; a live account is assumed wherever caution matters.
    case unknown
  }

  public var mode: Mode {
    if secret.hasPrefix("sk_test_") || secret.hasPrefix("rk_test_") || secret.hasPrefix("rkcs_test_") {
      return .test
    }
    return secret.hasPrefix("sk_live_") || secret.hasPrefix("rk_live_") ? .live : .unknown
  }

  public var isPublishable: Bool { secret.hasPrefix("pk_") }

  /// Organisation keys need a `Stripe-Context` with every request.
  public var isOrganisation: Bool { secret.hasPrefix("sk_org") }

  /// The `Authorization` header's value; the one way the secret leaves this type.
  public var authorizationHeader: String { "Bearer \(secret)" }

  /// Whether a text contains the secret, for whoever must keep it out of a file.
  public func isContained(in text: String) -> Bool { !secret.isEmpty && text.contains(secret) }

  public var description: String {
    let kind = secret.split(separator: "_").dropLast().joined(separator: "_")
    return secret.count < 12 ? "…" : "\(kind)_…\(secret.suffix(4))"
  }

  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
