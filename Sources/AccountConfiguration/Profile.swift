import StripeWire

/// A named way to reach an account: one `[profiles.NAME]` table of the configuration.
package struct Profile: Sendable, Hashable {
  package var name: String
  package var target: Target
  package var settings = ProfileSettings()

  /// What a profile leads to.
  package enum Target: Sendable, Hashable {
    /// The embedded sandbox; its data is relative to the data directory, or `:memory:`.
    case sandbox(data: String?)
    /// A Stripe, with the key still where the profile keeps it.
    case stripe(Stripe)
  }

  /// The members of a profile that leads to a Stripe.
  package struct Stripe: Sendable, Hashable {
    package var key: KeySource
    package var account: String?
    package var context: String?
    package var apiVersion: String?
    package var base: APIBase?
  }
}

/// Where a profile's key is to be had.
package enum KeySource: Sendable, Hashable, CustomStringConvertible {
  /// `api_key_env = "ACME_STRIPE_KEY"`
  case environment(variable: String)
  /// `api_key_cmd = "pass show stripe/acme"`
  case command(String)
  /// `keyring = true`
  case keyring
  /// `api_key = "rk_…"`
  case literal(APIKey)

  /// For `show profiles`: where the key is, and nothing of it. A command is not repeated, since it
  /// may hold a secret of its own.
  package var description: String {
    switch self {
    case .environment(let variable): "the environment variable \(variable)"
    case .command: "its api_key_cmd"
    case .keyring: "the keyring"
    case .literal: "the configuration itself"
    }
  }
}

/// The session's settings a profile may choose; nil where it does not.
package struct ProfileSettings: Sendable, Hashable {
  package var readOnly: Bool?
  /// 1 to 100.
  package var pageSize: Int?
  /// One of `ProfileSettings.formats`.
  package var format: String?
  /// One of `ProfileSettings.errorPolicies`.
  package var onError: String?
  /// Above 0.
  package var maxRequestsPerSecond: Double?

  package init() {}

  /// The names of the output formats, as `--format` takes them.
  package static let formats = [
    "json", "ndjson", "table", "vertical", "csv", "tsv", "markdown", "ids", "chart", "html",
  ]
  /// What a failing statement may do, as `--on-error` takes it.
  package static let errorPolicies = ["stop", "continue", "emit"]
}

/// The program's own configuration, checked.
package struct ConfigurationFile: Sendable, Hashable {
  /// The file it was read from.
  package var path: String
  package var defaultProfile: String?
  /// Sorted by name.
  package var profiles: [Profile]

  /// The profile of that name.
  package func profile(named name: String) -> Profile? {
    profiles.first { $0.name == name }
  }
}

/// One thing wrong in a configuration file. It never repeats a line, which could hold a key.
package struct ConfigurationProblem: Sendable, Hashable, CustomStringConvertible {
  package let path: String
  /// From 1, where the place is known.
  package let line: Int?
  /// One sentence without a full stop.
  package let message: String
  /// What would mend it: "did you mean `page_size`?"
  package let hint: String?

  package var description: String {
    let place = line.map { "\(path):\($0)" } ?? path
    return "\(place): \(message)" + (hint.map { "; \($0)" } ?? "")
  }
}
