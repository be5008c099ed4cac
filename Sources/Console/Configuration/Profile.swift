import StripeWire

/// A named way to reach an account: one `[profiles.NAME]` table of the configuration.
public struct Profile: Sendable, Hashable {
  public var name: String
  public var target: Target
  public var settings = ProfileSettings()

  /// What a profile leads to.
  public enum Target: Sendable, Hashable {
    /// The embedded sandbox; its data is relative to the data directory, or `:memory:`.
    case sandbox(data: String?)
    /// A Stripe, with the key still where the profile keeps it.
    case stripe(Stripe)
  }

  /// The members of a profile that leads to a Stripe.
  public struct Stripe: Sendable, Hashable {
    public var key: KeySource
    public var account: String?
    public var context: String?
    public var apiVersion: String?
    public var base: APIBase?
  }
}

/// Where a profile's key is to be had.
public enum KeySource: Sendable, Hashable, CustomStringConvertible {
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
  public var description: String {
    switch self {
    case .environment(let variable): "the environment variable \(variable)"
    case .command: "its api_key_cmd"
    case .keyring: "the keyring"
    case .literal: "the configuration itself"
    }
  }
}

/// The session's settings a profile may choose; nil where it does not.
public struct ProfileSettings: Sendable, Hashable {
  public var readOnly: Bool?
  /// 1 to 100.
  public var pageSize: Int?
  /// One of `ProfileSettings.formats`.
  public var format: String?
  /// One of `ProfileSettings.errorPolicies`.
  public var onError: String?
  /// Above 0.
  public var maxRequestsPerSecond: Double?

  public init() {}

  /// The names of the output formats, as `--format` takes them.
  public static let formats = ["json", "ndjson", "table", "csv", "tsv", "markdown", "ids"]
  /// What a failing statement may do, as `--on-error` takes it.
  public static let errorPolicies = ["stop", "continue", "emit"]
}

/// The program's own configuration, checked.
public struct Configuration: Sendable, Hashable {
  /// The file it was read from.
  public var path: String
  public var defaultProfile: String?
  /// Sorted by name.
  public var profiles: [Profile]

  /// The profile of that name.
  public func profile(named name: String) -> Profile? {
    profiles.first { $0.name == name }
  }
}

/// One thing wrong in a configuration file. It never repeats a line, which could hold a key.
public struct ConfigurationProblem: Sendable, Hashable, CustomStringConvertible {
  public let path: String
  /// From 1, where the place is known.
  public let line: Int?
  /// One sentence without a full stop.
  public let message: String
  /// What would mend it: "did you mean `page_size`?"
  public let hint: String?

  public var description: String {
    let place = line.map { "\(path):\($0)" } ?? path
    return "\(place): \(message)" + (hint.map { "; \($0)" } ?? "")
  }
}
