import StripeWire

/// What the command line says about the account.
package struct AccountOptions: Sendable, Hashable {
  /// `--profile NAME`
  package var profile: String?
  /// `--sandbox`
  package var sandbox = false
  /// `--sandbox-data PATH|:memory:`, which means `--sandbox` too.
  package var sandboxData: String?
  /// `--api-base URL`
  package var apiBase: String?
  /// `--api-version V`
  package var apiVersion: String?
  /// `--account acct_…`
  package var account: String?
  /// `--context …`
  package var context: String?
  /// Which of its two keys is taken from the Stripe CLI's file; the live one only when asked for.
  package var stripeCLIMode = StripeCLIMode.test

  package enum StripeCLIMode: Sendable, Hashable {
    case test
    case live
  }

  package init() {}

  /// The options as words of a command line.
  package var words: [String] {
    let given = [
      ("--profile", profile), ("--sandbox-data", sandboxData), ("--api-base", apiBase),
      ("--api-version", apiVersion), ("--account", account), ("--context", context),
    ]
    return (sandbox ? ["--sandbox"] : [])
      + given.flatMap { option, value in value.map { [option, $0] } ?? [] }
  }
}

/// Whom a session talks to, and why.
package struct AccountChoice: Sendable, Hashable {
  package var source: AccountSource
  package var target: AccountTarget
  /// What the profile chose, where there is one.
  package var settings = ProfileSettings()
  /// Things worth telling on standard error, one sentence each: an option without effect, a file
  /// that was passed over.
  package var notes: [String] = []

  /// A short name for the prompt: the profile's, `sandbox`, or the variable's.
  package var name: String { source.name }
}

/// Where an account's choice comes from; describing it gives the words for the banner.
package enum AccountSource: Sendable, Hashable, CustomStringConvertible {
  case sandboxOption
  case profile(name: String, path: String)
  case environmentKey
  /// The Stripe CLI's file; what it knows of the account is for show, not for sending.
  case stripeCLI(profile: String, path: String, displayName: String?, accountID: String?)
  case nothingFound

  /// `STRIPE_API_KEY`, ``profile `acme` in /home/ann/.config/pinstripe/config.toml`` …
  package var description: String {
    switch self {
    case .sandboxOption: "the embedded sandbox (--sandbox)"
    case .profile(let name, let path): "profile `\(name)` in \(path)"
    case .environmentKey: AccountSource.environmentVariable
    case .stripeCLI(let profile, let path, let displayName, let accountID):
      "profile `\(profile)` of the Stripe CLI in \(path)"
        + Self.parenthesised([displayName, accountID])
    case .nothingFound: "the embedded sandbox (no API key found)"
    }
  }

  var name: String {
    switch self {
    case .sandboxOption, .nothingFound: "sandbox"
    case .profile(let name, _): name
    case .environmentKey: AccountSource.environmentVariable
    case .stripeCLI(let profile, _, let displayName, _): displayName ?? profile
    }
  }

  static let environmentVariable = "STRIPE_API_KEY"

  private static func parenthesised(_ parts: [String?]) -> String {
    let known = parts.compactMap { $0 }
    return known.isEmpty ? "" : " (\(known.joined(separator: ", ")))"
  }
}

/// What is talked to.
package enum AccountTarget: Sendable, Hashable {
  case sandbox(SandboxData)
  case stripe(StripeConnection)
}

/// Where the embedded sandbox keeps its data.
package enum SandboxData: Sendable, Hashable {
  case memory
  case file(String)
}

/// A Stripe and the key to it. Describing it shows the key's ends alone.
package struct StripeConnection: Sendable, Hashable {
  package var key: APIKey
  package var base: APIBase
  /// The connected account to act for.
  package var account: String?
  package var context: String?
  /// nil where nobody chose one: the catalog's own version is meant.
  package var apiVersion: String?
}
