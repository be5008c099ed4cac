/// A program that prints a key as its first line.
package struct KeyCommand: Sendable, Hashable {
  /// The program's absolute path and its arguments.
  package let arguments: [String]

  /// Returns the command of a profile's `api_key_cmd`, run by the shell.
  static func shell(_ command: String) -> KeyCommand {
    KeyCommand(arguments: ["/bin/sh", "-c", command])
  }

  /// Returns the command that looks up the service `pinstripe` in the system's keyring.
  static func keyring(profile: String) -> KeyCommand {
    #if os(macOS)
      KeyCommand(arguments: [
        "/usr/bin/security", "find-generic-password", "-s", "pinstripe", "-a", profile, "-w",
      ])
    #else
      KeyCommand(arguments: [
        "/usr/bin/env", "secret-tool", "lookup", "service", "pinstripe", "profile", profile,
      ])
    #endif
  }

  /// The name of the program that reads the keyring, with a hint how to install it.
  static var keyringTool: String {
    #if os(macOS)
      "the program /usr/bin/security"
    #else
      "the program secret-tool (of the package libsecret-tools or libsecret)"
    #endif
  }

  /// Returns the command by which a person stores a profile's key in the keyring; it prompts for
  /// the key.
  static func storing(profile: String) -> String {
    let name = profile.shellWord
    #if os(macOS)
      return "security add-generic-password -s pinstripe -a \(name) -w"
    #else
      return "secret-tool store --label=pinstripe service pinstripe profile \(name)"
    #endif
  }
}

/// The reason why a command returned no key. Its output is not repeated: it may be the key.
package enum KeyCommandError: Error, Sendable, Hashable, CustomStringConvertible {
  case notStarted(program: String)
  case failed(status: Int32)
  case killed(signal: Int32)
  case timedOut
  case tooMuchOutput

  /// A phrase without a full stop and without the command's output.
  package var description: String {
    switch self {
    case .notStarted(let program): "\(program) cannot be started"
    case .failed(127): "the command was not found (exit 127)"
    case .failed(let status): "the command failed (exit \(status))"
    case .killed(let signal): "the command was terminated by signal \(signal)"
    case .timedOut: "the command timed out"
    case .tooMuchOutput: "the command printed more than one key"
    }
  }
}

/// A function that runs a command and returns its standard output.
///
/// - Throws: `KeyCommandError` if the command cannot be started, fails, or runs too long.
package typealias KeyCommandRunner =
  @Sendable (KeyCommand) throws(KeyCommandError) -> String
