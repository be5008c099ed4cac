import StripeWire

/// The options of the command line that choose the account.
package struct AccountOptions: Sendable, Hashable {
  /// `--profile NAME`
  package var profile: String?
  /// `--sandbox`
  package var sandbox = false
  /// `--sandbox-data PATH|:memory:`, which implies `--sandbox`.
  package var sandboxData: String?
  /// `--api-base URL`
  package var apiBase: String?
  /// `--api-version V`
  package var apiVersion: String?
  /// `--account acct_…`
  package var account: String?
  /// `--context …`
  package var context: String?
  /// The mode of the key to take from the Stripe CLI's file; the live one only on request.
  package var stripeCLIMode = StripeCLIMode.test

  /// The mode of one of the two keys in the Stripe CLI's file.
  package enum StripeCLIMode: Sendable, Hashable {
    case test
    case live
  }

  /// Creates options as if none was given.
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

/// The account that a session uses, and the reason.
package struct AccountChoice: Sendable, Hashable {
  /// The reason for the choice.
  package var source: AccountSource
  /// The sandbox or the Stripe to connect to.
  package var target: AccountTarget
  /// The settings of the chosen profile; empty without one.
  package var settings = ProfileSettings()
  /// Messages for standard error, one sentence each: an option without effect, a file that was
  /// ignored.
  package var notes: [String] = []

  /// A short name for the prompt: the profile's, `sandbox`, or the variable's.
  package var name: String { source.name }
}

/// The source of an account's choice; its description is the text of the banner.
package enum AccountSource: Sendable, Hashable, CustomStringConvertible {
  case sandboxOption
  case profile(name: String, path: String)
  case environmentKey
  /// The Stripe CLI's file; the account's name and id in it are only shown, never sent.
  case stripeCLI(profile: String, path: String, displayName: String?, accountID: String?)
  case nothingFound

  /// `STRIPE_API_KEY`, ``profile `acme` in /home/ann/.config/pinstripe/config.toml`` and the like.
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

/// The sandbox or the Stripe that a session sends requests to.
package enum AccountTarget: Sendable, Hashable {
  case sandbox(SandboxData)
  case stripe(StripeConnection)
}

/// The place where the embedded sandbox keeps its data.
package enum SandboxData: Sendable, Hashable {
  case memory
  case file(String)
}

/// The address of a Stripe and its key. The description shows only the ends of the key.
package struct StripeConnection: Sendable, Hashable {
  /// The secret key.
  package var key: APIKey
  /// The base URL of the API.
  package var base: APIBase
  /// The id of the connected account to act for.
  package var account: String?
  /// The value of the `Stripe-Context` header.
  package var context: String?
  /// The API version; nil means the catalog's own.
  package var apiVersion: String?
}
