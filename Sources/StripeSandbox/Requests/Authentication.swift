#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Authentication: any key in the form of a test key, by Bearer or Basic.
enum Authentication {
  private static let testPrefixes = ["sk_test_", "rk_test_", "rkcs_test_", MeterToken.prefix]

  /// The key of a request.
  ///
  /// - Throws: 401 where there is none, or one that is no secret key of the test mode.
  static func key(_ headers: [String: String]) throws(SandboxError) -> String {
    guard let header = headers["authorization"], let key = key(in: header), !key.isEmpty else {
      throw refusal(missing)
    }
    if key.hasPrefix("pk_") {
      throw refusal(publishable, code: "secret_key_required")
    }
    guard let prefix = testPrefixes.first(where: key.hasPrefix),
      isSensible(key.dropFirst(prefix.count))
    else {
      throw refusal("Invalid API Key provided: \(masked(key))\(liveHint(key))")
    }
    return key
  }

  private static func key(in header: String) -> String? {
    let parts = header.split(separator: " ", maxSplits: 1)
    guard let scheme = parts.first, let value = parts.last, parts.count == 2 else { return nil }
    switch scheme.lowercased() {
    case "bearer":
      return String(value)
    case "basic":
      guard let bytes = Data(base64Encoded: String(value)) else { return nil }
      return String(String(decoding: bytes, as: UTF8.self).prefix { $0 != ":" })
    default:
      return nil
    }
  }

  private static func isSensible(_ rest: Substring) -> Bool {
    !rest.isEmpty && rest.utf8.count <= 255
      && rest.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// The kind of the key and its end; the rest stays secret.
  static func masked(_ key: String) -> String {
    guard key.count > 16 else { return String(repeating: "*", count: key.count) }
    return "\(key.prefix(8))\(String(repeating: "*", count: key.count - 12))\(key.suffix(4))"
  }

  private static func liveHint(_ key: String) -> String {
    key.contains("_live_") ? ". The sandbox takes test keys only (sk_test_… or rk_test_…)." : ""
  }

  private static func refusal(_ message: String, code: String? = nil) -> SandboxError {
    var error = SandboxError(401, message, code: code)
    error.isBeforeExecution = true
    return error
  }

  private static let missing = """
    You did not provide an API key. You need to provide your API key in the Authorization header, \
    using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See \
    https://stripe.com/docs/api#authentication for details, or we can help at \
    https://support.stripe.com/.
    """

  private static let publishable = """
    This API call cannot be made with a publishable API key. Please use a secret API key. You can \
    find a list of your API keys at https://dashboard.stripe.com/account/apikeys.
    """
}
