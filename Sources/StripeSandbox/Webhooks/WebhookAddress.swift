/// Checks the addresses that events are sent to.
enum WebhookAddress {
  /// - Throws: 400 where the text is no http or https address. One of this machine is accepted,
  ///   which Stripe cannot reach and the sandbox can.
  static func check(_ text: String, param: String) throws(SandboxError) {
    guard let colon = text.firstRange(of: "://") else {
      throw SandboxError(
        "Invalid URL: An explicit scheme (such as https) must be provided.", code: "url_invalid",
        param: param)
    }
    let scheme = text[..<colon.lowerBound].lowercased()
    let host = text[colon.upperBound...].prefix { !"/?#".contains($0) }
    let isClean = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard ["http", "https"].contains(scheme), !host.isEmpty, !host.hasPrefix(":"), isClean,
      text.utf8.count <= 5_000
    else { throw SandboxError("Not a valid URL", code: "url_invalid", param: param) }
  }

  /// Returns true if a served sandbox can forward to the address.
  static func isValid(_ text: String) -> Bool {
    (try? check(text, param: "url")) != nil
  }
}
