import StripeWire

/// What the command line says about the account.
public struct AccountOptions: Sendable, Hashable {
  /// `--profile NAME`
  public var profile: String?
  /// `--sandbox`
  public var sandbox = false
  /// `--sandbox-data PATH|:memory:`, which means `--sandbox` too.
  public var sandboxData: String?
  /// `--api-base URL`
  public var apiBase: String?
  /// `--api-version V`
  public var apiVersion: String?
  /// `--account acct_…`
  public var account: String?
  /// `--context …`
  public var context: String?
  /// Which of its two keys is taken from the Stripe CLI's file; the live one only when asked for.
  public var stripeCLIMode = StripeCLIMode.test

  public enum StripeCLIMode: Sendable, Hashable {
    case test
    case live
  }

  public init() {}
}

/// Whom a session talks to, and why.
public struct AccountChoice: Sendable, Hashable {
  public var source: AccountSource
  public var target: AccountTarget
  /// What the profile chose, where there is one.
  public var settings = ProfileSettings()
  /// Things worth telling on standard error, one sentence each: an option without effect, a file
  /// that was passed over.
  public var notes: [String] = []

  /// A short name for the prompt: the profile's, `sandbox`, or the variable's.
  public var name: String { source.name }
}

/// Where an account's choice comes from; describing it gives the words for the banner.
public enum AccountSource: Sendable, Hashable, CustomStringConvertible {
  case sandboxOption
  case profile(name: String, path: String)
  case environmentKey
  /// The Stripe CLI's file; what it knows of the account is for show, not for sending.
  case stripeCLI(profile: String, path: String, displayName: String?, accountID: String?)
  case nothingFound

  /// `STRIPE_API_KEY`, ``profile `acme` in /home/ann/.config/pinstripe/config.toml`` …
  public var description: String {
    switch self {
    case .sandboxOption: "the embedded sandbox, as asked for"
    case .profile(let name, let path): "profile `\(name)` in \(path)"
    case .environmentKey: AccountSource.environmentVariable
    case .stripeCLI(let profile, let path, let displayName, let accountID):
      "profile `\(profile)` of the Stripe CLI in \(path)"
        + Self.parenthesised([displayName, accountID])
    case .nothingFound: "no key found: the embedded sandbox"
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
public enum AccountTarget: Sendable, Hashable {
  case sandbox(SandboxData)
  case stripe(StripeConnection)
}

/// Where the embedded sandbox keeps its data.
public enum SandboxData: Sendable, Hashable {
  case memory
  case file(String)
}

/// A Stripe and the key to it. Describing it shows the key's ends alone.
public struct StripeConnection: Sendable, Hashable {
  public var key: APIKey
  public var base: APIBase
  /// The connected account to act for.
  public var account: String?
  public var context: String?
  /// nil where nobody chose one: the catalog's own version is meant.
  public var apiVersion: String?
}
