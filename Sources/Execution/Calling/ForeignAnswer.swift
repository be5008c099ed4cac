import StripeWire

/// A response that cannot come from Stripe's API, for example from a proxy. Retrying does not
/// help.
enum ForeignAnswer: Sendable, Hashable {
  case webPage(status: Int)
  case redirect(status: Int, host: String?)
  /// A success whose body does not begin as JSON does.
  case text

  /// Returns nil for a response that may come from Stripe, complete or broken.
  init?(_ response: APIResponse) {
    switch response.status {
    case 300..<400:
      self = .redirect(status: response.status, host: response.redirectHost)
    case 511:
      self = .webPage(status: 511)
    case 200..<300:
      guard let first = response.firstByte, first != UInt8(ascii: "{"),
        first != UInt8(ascii: "[")
      else { return nil }
      self = first == UInt8(ascii: "<") ? .webPage(status: response.status) : .text
    default:
      return nil
    }
  }

  /// One sentence without a full stop.
  var sentence: String {
    switch self {
    case .webPage(let status):
      "the response is a web page (status \(status)), not from Stripe: a captive portal or a proxy "
        + "may be in between"
    case .redirect(let status, let host):
      "the request was redirected\(host.map { " to \($0)" } ?? "") (status \(status)), which "
        + "Stripe's API never does: a captive portal or a proxy may be in between"
    case .text:
      "the response is not JSON and not from Stripe: a captive portal or a proxy may be in "
        + "between"
    }
  }
}

extension APIResponse {
  /// The first byte of the body that is not white space or part of a byte order mark.
  fileprivate var firstByte: UInt8? {
    let isBlank = { (byte: UInt8) in byte <= 0x20 || [0xEF, 0xBB, 0xBF].contains(byte) }
    return body.first { !isBlank($0) }
  }

  /// The host that a redirect names, without the rest of its address.
  fileprivate var redirectHost: String? {
    let location = headers["location"] ?? ""
    let parts = location.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 2, parts[0].hasSuffix(":"), parts[1].isEmpty else { return nil }
    let host = parts[2].split(separator: "@").last ?? ""
    return host.isEmpty ? nil : String(host.prefix(100))
  }
}
