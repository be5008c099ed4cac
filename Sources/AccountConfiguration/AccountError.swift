import Diagnostics
import StripeWire

/// Why no account could be chosen. Nothing was sent; no description holds a key.
package enum AccountError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A configuration file is wrong; all of its problems.
  case configuration([ConfigurationProblem])
  /// A configuration file is there and cannot be read.
  case unreadable(path: String, reason: String)
  /// A file with a key in it is open to others.
  case exposedKey(path: String)
  /// A configuration that another user wrote, or may write at any time.
  case foreignFile(path: String)
  case writableFile(path: String)
  case unknownProfile(name: String, known: [String], path: String?)
  /// Options that exclude each other, named as they are typed.
  case conflict(String, String)
  /// The key is not where it was said to be; the reason is one plain phrase.
  case missingKey(source: String, reason: String)
  /// There is no key anywhere, and nobody to be told that the sandbox is used instead.
  case noKey
  /// STRIPE_API_KEY is set, to nothing: whoever set it meant an account.
  case emptyKey
  /// A publishable key, which is for browsers.
  case publishableKey(source: String)
  /// What is there is no key at all.
  case malformedKey(source: String, reason: String)
  /// What is sent along with every request cannot be sent; the name is the setting's.
  case unsendable(setting: String)
  /// An organisation's key needs to be told the account.
  case missingContext(source: String)
  case base(APIBaseError)
  /// Neither the variable nor HOME is set, so there is no place for a file.
  case noDirectory(variable: String)

  /// The program's exit code: 6 where a guard refuses, 2 where what was asked for is wrong.
  package var exitCode: Int32 {
    switch self {
    case .exposedKey, .foreignFile, .writableFile, .publishableKey: 6
    case .configuration, .unreadable, .unknownProfile, .conflict, .missingKey, .noKey, .emptyKey,
      .malformedKey,
      .unsendable, .missingContext, .base, .noDirectory:
      2
    }
  }

  /// For people; problems of a configuration stand a line each.
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
