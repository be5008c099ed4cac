import StripeWire

extension Profile {
  /// True if the configuration file itself contains the key.
  var holdsKey: Bool {
    guard case .stripe(let stripe) = target, case .literal = stripe.key else { return false }
    return true
  }
}

extension AccountChooser {
  /// Returns the key from a profile's source.
  /// - Throws: `AccountError.missingKey` if the source has none.
  func key(of keySource: KeySource, profile: String) throws(AccountError) -> APIKey {
    switch keySource {
    case .environment(let variable):
      guard let key = environmentKey(variable) else {
        throw .missingKey(source: variable, reason: "the variable is not set")
      }
      return key
    case .command(let command):
      return try key(from: .shell(command), source: "the api_key_cmd of profile `\(profile)`")
    case .keyring:
      return try keyringKey(profile: profile)
    case .literal(let key):
      return key
    }
  }

  /// Returns the key in an environment variable; an empty or blank one counts as not set.
  func environmentKey(_ variable: String) -> APIKey? {
    environment[variable].flatMap { Self.key(in: $0) }
  }

  /// Checks that a key can be sent and is secret.
  /// - Throws: `AccountError.publishableKey`, `.malformedKey`.
  static func check(_ key: APIKey, source: String) throws(AccountError) {
    guard !key.isPublishable else { throw .publishableKey(source: source) }
    guard key.isSendable else {
      throw .malformedKey(
        source: source, reason: "it contains blanks or characters that are not allowed in a key")
    }
    guard key.hasKnownPrefix else {
      throw .malformedKey(source: source, reason: "secret keys begin with sk_ or rk_")
    }
  }

  /// Returns the key in the keyring. If there is none, the error says how to store one.
  private func keyringKey(profile: String) throws(AccountError) -> APIKey {
    let source = "the keyring"
    let storing = KeyCommand.storing(profile: profile)
    do {
      if let key = Self.firstKey(in: try runKeyCommand(.keyring(profile: profile))) { return key }
    } catch {
      switch error {
      case .notStarted, .failed(status: 127):
        throw .missingKey(source: source, reason: "it requires \(KeyCommand.keyringTool)")
      case .killed, .timedOut, .tooMuchOutput:
        throw .missingKey(source: source, reason: error.description)
      case .failed: break
      }
    }
    throw .missingKey(
      source: source,
      reason: "there is no key for the profile `\(profile)`; store one with: \(storing)"
    )
  }

  private func key(from command: KeyCommand, source: String) throws(AccountError) -> APIKey {
    let output: String
    do {
      output = try runKeyCommand(command)
    } catch {
      throw .missingKey(source: source, reason: error.description)
    }
    guard let key = Self.firstKey(in: output) else {
      throw .missingKey(source: source, reason: "it printed nothing")
    }
    return key
  }

  /// Returns the first line that is not blank.
  private static func firstKey(in output: String) -> APIKey? {
    output.split(whereSeparator: \.isNewline).lazy.compactMap { key(in: $0) }.first
  }

  private static func key(in text: some StringProtocol) -> APIKey? {
    let start = text.drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return nil }
    return APIKey(String(start[...end]))
  }
}
