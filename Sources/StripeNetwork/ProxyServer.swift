import StripeWire

/// A proxy that an environment variable names. Its description shows no password.
struct ProxyServer: Equatable, CustomStringConvertible, CustomReflectable {
  enum Kind: Equatable {
    case http
    case socks
  }

  let kind: Kind
  let host: String
  let port: Int
  let user: String?
  let password: String?

  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

/// A proxy variable that cannot be used. Continuing without the proxy would bypass it.
package struct ProxyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The environment variable's name.
  package let variable: String
  /// A phrase without a full stop: "its scheme must be http or socks5".
  package let reason: String

  /// A sentence without a full stop that names the variable.
  package var description: String { "the proxy in \(variable) cannot be used: \(reason)" }
}

extension ProxyServer {
  /// Parses `[scheme://][user[:password]@]host[:port][/]`; the default scheme is http.
  init(_ text: String, variable: String) throws(ProxyError) {
    func failure(_ reason: String) -> ProxyError { ProxyError(variable: variable, reason: reason) }
    let (scheme, rest) = Self.cut(text, at: "://")
    let kind: Kind
    switch scheme?.lowercased() {
    case nil, "http": kind = .http
    case "socks5", "socks5h", "socks": kind = .socks
    case "https": throw failure("TLS to the proxy itself is not supported, use http://")
    default: throw failure("its scheme must be http or socks5")
    }
    let authority = rest.prefix { $0 != "/" }
    let (credentials, address) = Self.cutLast(authority, at: "@")
    let user = credentials.map { $0.prefix { $0 != ":" } }
    guard kind == .http || user == nil else {
      throw failure("a password for a SOCKS proxy is not supported")
    }
    guard let base = try? APIBase("https://\(address)") else { throw failure("it has no address") }
    let hasPort = address.reversed().prefix { $0 != "]" }.contains(":")
    self.kind = kind
    host = base.host
    port = hasPort ? base.port : (kind == .http ? 80 : 1080)
    self.user = user.map { Self.decoded($0) }
    password = credentials.flatMap { text in
      text.firstIndex(of: ":").map { Self.decoded(text[text.index(after: $0)...]) }
    }
  }

  private static func cut(_ text: String, at mark: String) -> (Substring?, Substring) {
    var rest = text[...]
    while !rest.isEmpty {
      if rest.hasPrefix(mark) {
        return (text[..<rest.startIndex], rest.dropFirst(mark.count))
      }
      rest = rest.dropFirst()
    }
    return (nil, text[...])
  }

  private static func cutLast(_ text: Substring, at mark: Character) -> (Substring?, Substring) {
    guard let index = text.lastIndex(of: mark) else { return (nil, text) }
    return (text[..<index], text[text.index(after: index)...])
  }

  /// Undoes percent-encoding; a percent sign without two digits stays as it is.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
