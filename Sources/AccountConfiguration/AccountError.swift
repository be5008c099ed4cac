import Diagnostics
import StripeWire

/// The reason why no account could be chosen. Nothing was sent; no description contains a key.
package enum AccountError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A configuration file is invalid; these are all of its problems.
  case configuration([ConfigurationProblem])
  /// A configuration file exists and cannot be read.
  case unreadable(path: String, reason: String)
  /// A file with a key in it is readable by others.
  case exposedKey(path: String)
  /// A configuration that belongs to another user.
  case foreignFile(path: String)
  /// A configuration that every user may write.
  case writableFile(path: String)
  /// No profile has the name; the path is that of the configuration file.
  case unknownProfile(name: String, known: [String], path: String?)
  /// Options that exclude each other, named as they are typed.
  case conflict(String, String)
  /// The key was not found at its source; the reason is one plain phrase.
  case missingKey(source: String, reason: String)
  /// No key was found, and no person would see a message that the sandbox is used instead.
  case noKey
  /// STRIPE_API_KEY is set but empty, which means that an account was intended.
  case emptyKey
  /// A publishable key, which is for browsers.
  case publishableKey(source: String)
  /// The value is not a key at all.
  case malformedKey(source: String, reason: String)
  /// A value that is sent with every request contains invalid characters; it is named by its
  /// setting.
  case unsendable(setting: String)
  /// An organization's key requires an account.
  case missingContext(source: String)
  case base(APIBaseError)
  /// Neither the variable nor HOME is set, so there is no directory for a file.
  case noDirectory(variable: String)

  /// The program's exit code: 6 if a guard refuses, 2 if the request is wrong.
  package var exitCode: Int32 {
    switch self {
    case .exposedKey, .foreignFile, .writableFile, .publishableKey: 6
    case .configuration, .unreadable, .unknownProfile, .conflict, .missingKey, .noKey, .emptyKey,
      .malformedKey,
      .unsendable, .missingContext, .base, .noDirectory:
      2
    }
  }

  /// A message for people; each problem of a configuration has a line.
  package var description: String {
    switch self {
    case .configuration(let problems): problems.map(\.description).joined(separator: "\n")
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .exposedKey(let path):
      "\(path) contains a key and is readable by other users; run: chmod 600 \(path.shellWord)"
    case .foreignFile(let path):
      "\(path) determines where keys are sent, but belongs to another user; change its owner with "
        + "chown, or set XDG_CONFIG_HOME to another directory"
    case .writableFile(let path):
      "\(path) determines where keys are sent, but is writable by everyone; "
        + "run: chmod o-w \(path.shellWord)"
    case .unknownProfile(let name, let known, let path):
      Self.unknown(name, known: known, path: path)
    case .conflict(let first, let second): "\(first) and \(second) cannot be used together"
    case .missingKey(let source, let reason): "cannot get a key from \(source): \(reason)"
    case .noKey: "no API key found; pass --sandbox to use the embedded sandbox"
    case .emptyKey:
      "\(AccountSource.environmentVariable) is empty; set it to a key, unset it, or pass --sandbox"
    case .publishableKey(let source):
      "the key from \(source) is publishable (pk_…), for use in browsers; use a secret (sk_…) or "
        + "restricted (rk_…) key"
    case .malformedKey(let source, let reason):
      "the value of \(source) is not a secret key: \(reason)"
    case .unsendable(let setting):
      "the \(setting) is empty, or contains characters that are not allowed in a header"
    case .missingContext(let source):
      "the key from \(source) is an organization key, which requires an account: set "
        + "`context` in the profile, or use --context"
    case .base(let error): "\(error)"
    case .noDirectory(let variable): "no directory for files: set HOME or \(variable)"
    }
  }

  private static func unknown(_ name: String, known: [String], path: String?) -> String {
    let place = path.map { " in \($0)" } ?? ""
    if let nearest = NearestName.of(name, among: known) {
      return "unknown profile `\(name)`\(place); did you mean `\(nearest)`?"
    }
    let list =
      known.isEmpty
      ? "no profiles are defined" : "available profiles: " + known.joined(separator: ", ")
    return "unknown profile `\(name)`\(place); \(list)"
  }
}
