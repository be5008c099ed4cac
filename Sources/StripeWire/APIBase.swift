/// The base URL of a Stripe API: scheme, host and port, to which a request's path is added.
///
/// Plain http is allowed for this machine only, because every request carries the key.
package struct APIBase: Sendable, Hashable, CustomStringConvertible {
  /// True for https, false for http.
  package let isSecure: Bool
  /// A name or an address in lower case; an IPv6 address without its brackets.
  package let host: String
  /// The port, also if it is the scheme's default.
  package let port: Int

  /// Stripe's own API.
  package static let stripe = APIBase(isSecure: true, host: "api.stripe.com", port: 443)

  /// Returns the base of one of Stripe's servers. A base other than Stripe's own serves everything
  /// itself.
  package func serving(_ server: APIServer) -> APIBase {
    guard self == .stripe, server != .api else { return self }
    return APIBase(isSecure: true, host: "\(server.rawValue).stripe.com", port: port)
  }

  private init(isSecure: Bool, host: String, port: Int) {
    self.isSecure = isSecure
    self.host = host
    self.port = port
  }

  /// Parses `https://host[:port]`, or the same with http for this machine; one slash may follow.
  ///
  /// - Throws: `APIBaseError` if the text is not such a URL, has a path or credentials, or is http
  ///   for another host.
  package init(_ text: String) throws(APIBaseError) {
    let (isSecure, rest) = try Self.scheme(of: text)
    let authority = rest.prefix { !"/?#".contains($0) }
    let path = rest.dropFirst(authority.count)
    guard !authority.contains("@") else { throw .hasCredentials }
    guard path.isEmpty || path == "/" else { throw .hasPath(String(path)) }
    let (host, port) = try Self.hostAndPort(of: authority, in: text)
    self.init(isSecure: isSecure, host: host, port: port ?? (isSecure ? 443 : 80))
    guard isSecure || isLoopback else { throw .insecure(host: host) }
  }

  /// True if the host is this machine: `localhost`, `127.0.0.0/8` or `::1`.
  package var isLoopback: Bool { Self.isLoopback(host) }

  /// Returns true if a host's name or address is this machine's own.
  package static func isLoopback(_ host: String) -> Bool {
    if ["localhost", "::1", "0:0:0:0:0:0:0:1"].contains(host.lowercased()) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.first == "127"
      && parts.allSatisfy { part in part.utf8.allSatisfy(isDigit) && UInt8(part) != nil }
  }

  /// The base without a trailing slash; with its port unless it is the scheme's default.
  package var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    let shownPort = port == (isSecure ? 443 : 80) ? "" : ":\(port)"
    return "\(isSecure ? "https" : "http")://\(name)\(shownPort)"
  }
}

/// The reason why a text is not the base of an API. The descriptions are for people and repeat no
/// password.
package enum APIBaseError: Error, Sendable, Hashable, CustomStringConvertible {
  case malformed(String)
  case insecure(host: String)
  case hasPath(String)
  case hasCredentials

  /// A sentence without a full stop that says what to change.
  package var description: String {
    switch self {
    case .malformed(let text):
      "the API base `\(text)` is not a valid URL; write it as https://api.stripe.com"
    case .insecure(let host):
      "the API base of `\(host)` must be https: plain http is allowed only for localhost, "
        + "127.0.0.1 and [::1], because each request carries the key"
    case .hasPath(let path) where path.hasPrefix("/v1") || path.hasPrefix("/v2"):
      "remove `\(path)` from the API base: requests add /v1 or /v2"
    case .hasPath(let path):
      "the API base must end with its host and port; remove `\(path)`"
    case .hasCredentials:
      "the API base must not contain a user or a key: set the key in STRIPE_API_KEY or a profile"
    }
  }
}

extension APIBase {
  private static func scheme(of text: String) throws(APIBaseError) -> (Bool, Substring) {
    let lowercase = text.lowercased()
    for (prefix, isSecure) in [("https://", true), ("http://", false)]
    where lowercase.hasPrefix(prefix) {
      return (isSecure, text.dropFirst(prefix.count))
    }
    // The part before an @ may be a key in the wrong place, so the text is not repeated.
    throw text.contains("@") ? .hasCredentials : .malformed(text)
  }

  private static func hostAndPort(
    of authority: Substring, in text: String
  ) throws(APIBaseError) -> (String, Int?) {
    let (host, rest) = try split(authority, in: text)
    guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { throw .malformed(text) }
    guard !rest.isEmpty else { return (host.lowercased(), nil) }
    let digits = rest.dropFirst()
    guard rest.first == ":", digits.utf8.allSatisfy(isDigit), let port = UInt16(digits), port > 0
    else { throw .malformed(text) }
    return (host.lowercased(), Int(port))
  }

  private static func split(
    _ authority: Substring, in text: String
  ) throws(APIBaseError) -> (host: Substring, rest: Substring) {
    guard authority.hasPrefix("[") else {
      let host = authority.prefix { $0 != ":" }
      return (host, authority.dropFirst(host.count))
    }
    let host = authority.dropFirst().prefix { $0 != "]" }
    let rest = authority.dropFirst(host.count + 1)
    guard host.contains(":"), rest.first == "]" else { throw .malformed(text) }
    return (host, rest.dropFirst())
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"):
      true
    default: isDigit(byte)
    }
  }
}
