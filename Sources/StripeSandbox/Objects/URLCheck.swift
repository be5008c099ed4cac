import JSON

/// True if a text can be the address of a page. The wording is from Stripe's answers.
enum URLCheck {
  static func check(_ text: String, param: String) throws(SandboxError) {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw SandboxError(
        "Invalid URL: An explicit scheme (such as https) must be provided.", code: "url_invalid",
        param: param)
    }
    let host = parts[1].prefix { !"/?#".contains($0) }
    guard ["http", "https"].contains(parts[0].lowercased()), !host.isEmpty,
      !text.contains(where: \.isWhitespace)
    else { throw SandboxError("Not a valid URL", code: "url_invalid", param: param) }
  }
}

extension Parameters {
  /// Refuses addresses that are none; this does not count as reading them.
  func checkURLs(_ names: String...) throws(SandboxError) {
    for name in names {
      if let text = values[name]?.string { try URLCheck.check(text, param: self.name(name)) }
    }
  }

  /// Refuses a mail address that is none; this does not count as reading it.
  func checkEmail(_ name: String) throws(SandboxError) {
    guard let email = values[name]?.string else { return }
    let parts = email.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.contains(" ") }) else {
      throw SandboxError(
        "Invalid email address: \(email)", code: "email_invalid", param: self.name(name))
    }
  }
}
