import StripeWire

/// The choice of a proxy by the customary environment variables.
///
/// Variable names are looked up in lower case first, as in curl. Plain http is for this machine
/// only, and uses a proxy only if that is on this machine too: a key must not leave it unencrypted.
/// Https to this machine needs no proxy.
enum ProxyChoice {
  static func proxy(
    for base: APIBase, environment: [String: String]
  ) throws(ProxyError) -> ProxyServer? {
    guard !isExempt(base, by: value(of: ["no_proxy", "NO_PROXY"], in: environment)?.text ?? "")
    else { return nil }
    let scheme = base.isSecure ? "https" : "http"
    let names = ["\(scheme)_proxy", "\(scheme.uppercased())_PROXY", "all_proxy", "ALL_PROXY"]
    guard let (name, text) = value(of: names, in: environment) else { return nil }
    let proxy = try ProxyServer(text, variable: name)
    let isOnlyLocal = base.isLoopback
    return isOnlyLocal && (base.isSecure || !APIBase.isLoopback(proxy.host)) ? nil : proxy
  }

  /// Returns the first of the variables that is not empty.
  private static func value(
    of names: [String], in environment: [String: String]
  ) -> (name: String, text: String)? {
    for name in names {
      if let text = environment[name], !text.isEmpty { return (name, text) }
    }
    return nil
  }

  /// Returns true if `NO_PROXY` names the host: `*`, the host itself, a domain above it with or
  /// without a leading dot, each with or without a port.
  private static func isExempt(_ base: APIBase, by list: String) -> Bool {
    list.lowercased().split { ", \t".contains($0) }.contains { entry in
      entry == "*" || matches(base, String(entry))
    }
  }

  private static func matches(_ base: APIBase, _ entry: String) -> Bool {
    var name = entry.hasPrefix(".") ? entry.dropFirst() : entry[...]
    if name.hasSuffix(":\(base.port)") { name = name.dropLast("\(base.port)".count + 1) }
    if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
    guard !name.isEmpty else { return false }
    return base.host == name || base.host.hasSuffix(".\(name)")
  }
}
