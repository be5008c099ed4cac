import StripeWire

/// A named way to reach an account: one `[profiles.NAME]` table of the configuration.
package struct Profile: Sendable, Hashable {
  /// The profile's name, as written in the configuration file.
  package var name: String
  /// The account that the profile names.
  package var target: Target
  /// The session's settings that the profile chooses.
  package var settings = ProfileSettings()

  /// The account that a profile names.
  package enum Target: Sendable, Hashable {
    /// The embedded sandbox; its data is relative to the data directory, or `:memory:`.
    case sandbox(data: String?)
    /// A Stripe, with the place of its key.
    case stripe(Stripe)
  }

  /// The members of a profile for a Stripe.
  package struct Stripe: Sendable, Hashable {
    /// The place of the key.
    package var key: KeySource
    /// The id of the connected account to act for.
    package var account: String?
    /// The value of the `Stripe-Context` header.
    package var context: String?
    /// The value of the `Stripe-Version` header; nil means the catalog's version.
    package var apiVersion: String?
    /// The base URL of the API; nil means Stripe's own.
    package var base: APIBase?
  }
}

/// The place of a profile's key.
package enum KeySource: Sendable, Hashable, CustomStringConvertible {
  /// `api_key_env = "ACME_STRIPE_KEY"`
  case environment(variable: String)
  /// `api_key_cmd = "pass show stripe/acme"`
  case command(String)
  /// `keyring = true`
  case keyring
  /// `api_key = "rk_…"`
  case literal(APIKey)

  /// The place of the key, for `show profiles`. A command is not repeated, because it may contain a
  /// secret.
  package var description: String {
    switch self {
    case .environment(let variable): "the environment variable \(variable)"
    case .command: "its api_key_cmd"
    case .keyring: "the keyring"
    case .literal: "the configuration itself"
    }
  }
}

/// The session's settings that a profile may choose; nil if it does not.
package struct ProfileSettings: Sendable, Hashable {
  /// True if writes are refused.
  package var readOnly: Bool?
  /// The number of rows per page, 1 to 100.
  package var pageSize: Int?
  /// One of `ProfileSettings.formats`.
  package var format: String?
  /// One of `ProfileSettings.errorPolicies`.
  package var onError: String?
  /// The maximum rate of requests, above 0.
  package var maxRequestsPerSecond: Double?

  /// Creates settings that choose nothing.
  package init() {}

  /// The names of the output formats, as `--format` takes them.
  package static let formats = [
    "json", "ndjson", "table", "vertical", "csv", "tsv", "markdown", "ids", "chart", "html",
  ]
  /// The actions after an error, as `--on-error` takes them.
  package static let errorPolicies = ["stop", "continue", "emit"]
}

/// The program's own configuration, checked.
package struct ConfigurationFile: Sendable, Hashable {
  /// The path of the file.
  package var path: String
  /// The name of the profile that is used by default.
  package var defaultProfile: String?
  /// The profiles, sorted by name.
  package var profiles: [Profile]

  /// Returns the profile of that name.
  package func profile(named name: String) -> Profile? {
    profiles.first { $0.name == name }
  }
}

/// A problem in a configuration file. It never repeats a line, which could contain a key.
package struct ConfigurationProblem: Sendable, Hashable, CustomStringConvertible {
  /// The path of the configuration file.
  package let path: String
  /// The line, from 1, if it is known.
  package let line: Int?
  /// One sentence without a full stop.
  package let message: String
  /// A suggested fix: "did you mean `page_size`?"
  package let hint: String?

  /// The path, the line, the message and the hint, on one line.
  package var description: String {
    let place = line.map { "\(path):\($0)" } ?? path
    return "\(place): \(message)" + (hint.map { "; \($0)" } ?? "")
  }
}
