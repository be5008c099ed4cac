import StripeWire

/// The file in which the Stripe CLI keeps its logins: a table for each of its profiles; the CLI
/// itself uses `default`.
enum StripeCLIFile {
  struct Login {
    let key: APIKey
    let source: AccountSource
  }

  enum Answer {
    case found(Login)
    /// The reason is one plain phrase.
    case passedOver(String)
  }

  /// Returns the login in a file. The file is another program's, so a problem is a note, not an
  /// error.
  static func login(
    in text: String, path: String, mode: AccountOptions.StripeCLIMode
  ) -> Answer {
    guard let root = try? TOMLParser.parse(text) else {
      return .passedOver("invalid TOML")
    }
    let names = root.names.filter { root[$0]?.table != nil }
    // Without `default` the choice is ambiguous, unless there is only one login.
    guard let name = names.contains("default") ? "default" : names.first,
      let table = root[name]?.table
    else { return .passedOver("it contains no login; run `stripe login`") }
    guard names.contains("default") || names.count == 1 else {
      return .passedOver("it has no profile `default`")
    }
    let member = mode == .test ? "test_mode_api_key" : "live_mode_api_key"
    guard let key = table[member]?.string, isKey(key) else {
      return .passedOver("its profile `\(name)` has no \(member)")
    }
    return .found(
      Login(
        key: APIKey(key),
        source: .stripeCLI(
          profile: name, path: path, displayName: words(table, "display_name"),
          accountID: words(table, "account_id"))))
  }

  /// Returns true if the text is a key; the CLI masks a key with asterisks if the keyring has it.
  private static func isKey(_ text: String) -> Bool { !text.isEmpty && !text.contains("*") }

  private static func words(_ table: TOMLTable, _ key: String) -> String? {
    guard let text = table[key]?.string else { return nil }
    // It is shown at every prompt, and another program wrote it: remove control characters.
    let shown = String(text.unicodeScalars.filter { !$0.isControl }.map(Character.init))
    return shown.isEmpty ? nil : shown
  }
}

extension Unicode.Scalar {
  /// True if it controls a terminal, or changes the direction of writing, instead of being shown.
  var isControl: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    case _: false
    }
  }
}
